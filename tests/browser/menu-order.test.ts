import type { Page } from 'playwright-core';
import { kitchen } from '$text/en/kitchen';
import { menuEditor as words } from '$text/en/menu-editor';
import { ownMenu } from '$text/en/own-menu';
import { prices } from '$text/en/prices';
import type { BackOffice } from './harness/back-office';
import type { Device } from './harness/device';
import { byMouse, byTouch, drag, middle, names, rowOf } from './harness/drag';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import type { Stack } from './harness/stack';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

const categories = (page: Page) => page.getByRole('navigation', { name: words.actions.categories });
/** The categories as a phone has them, below what is popular. */
const onPhone = async ({ page }: Guest, of: readonly string[]) => {
  const all = await page.getByRole('heading', { level: 2 }).allTextContents();
  return all.map((name) => name.trim()).filter((name) => of.includes(name));
};

async function seated(stack: Stack, office: BackOffice, device: Device): Promise<Guest> {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(device, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  return guest;
}

test.for([
  ['a mouse', 'desk', byMouse],
  ['a finger', 'phone', byTouch],
] as const)('categories are put in order with %s, and phones see it once it is published', async ([, kind, by], { stack, office, device }) => {
  const editor = await MenuScreen.start(await device('owner', kind, STILL), stack, 'owner');
  const list = categories(editor.page);
  const before = await names(list);
  const guest = await seated(stack, office, await device('phone', 'phone'));
  await expect.poll(() => onPhone(guest, before)).toEqual(before);

  const [first = '', second = '', third = '', ...others] = before;
  // Down, behind the one it is let go on.
  await drag(by, list, first, third);
  await expect.poll(() => names(list)).toEqual([second, third, first, ...others]);
  await editor.page.getByText(words.actions.moved(first, 3, before.length)).waitFor({ state: 'attached' });
  // Up, before it.
  await drag(by, list, third, second);
  await expect.poll(() => names(list)).toEqual([third, second, first, ...others]);
  // Where it was taken from: nothing changes, and nobody is told of a move.
  await drag(by, list, second, second);

  // Past the edge of the window the page comes along, as long as it is held there.
  const { page } = editor;
  await page.evaluate(() => scrollTo(0, 0));
  const grip = await middle(rowOf(list, third).getByTitle(words.actions.drag));
  const edge = { x: grip.x, y: (page.viewportSize()?.height ?? 0) - 8 };
  if (by === byMouse) {
    await page.mouse.move(grip.x, grip.y);
    await page.mouse.down();
    await page.mouse.move(edge.x, edge.y, { steps: 4 });
    const last = list.getByRole('listitem').last();
    await expect.poll(() => last.evaluate((row) => row.getBoundingClientRect().bottom)).toBeLessThan(edge.y);
    await page.mouse.up();
  } else {
    await drag(by, list, third, others[1] ?? '');
  }
  const now = by === byMouse ? [second, first, ...others, third] : [second, first, ...others.slice(0, 2), third, ...others.slice(2)];
  await expect.poll(() => names(list)).toEqual(now);

  expect(await onPhone(guest, before)).toEqual(before);
  await editor.publish();
  // Nobody touches the phone.
  await expect.poll(() => onPhone(guest, before)).toEqual(now);
});

test('categories are put in order by keyboard, and phones see it once it is published', async ({ stack, office, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'desk'), stack, 'owner');
  const { page } = editor;
  const list = categories(page);
  const before = await names(list);
  const guest = await seated(stack, office, await device('phone', 'phone'));
  const [first = '', second = '', ...others] = before;
  await list.getByRole('button', { name: new RegExp(`^${first}`) }).focus();
  await page.keyboard.press('Enter');
  const focused = (name: string) => expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe(name);
  // Its pencil, then up, then down.
  for (let taps = 0; taps < 3; taps += 1) await page.keyboard.press('Tab');
  await focused(words.actions.down(first));
  await page.keyboard.press('Enter');
  await expect.poll(() => names(list)).toEqual([second, first, ...others]);
  await page.getByText(words.actions.moved(first, 2, before.length)).waitFor({ state: 'attached' });
  // The focus stays, so that it can go on.
  await focused(words.actions.down(first));
  await editor.publish();
  await expect.poll(() => onPhone(guest, before)).toEqual([second, first, ...others]);
});

test('dishes are dragged too', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'phone', STILL), stack);
  await editor.choose('Street Food');
  const list = editor.page.getByRole('region', { name: 'Street Food' });
  const before = await names(list);
  const [first = '', second = '', third = '', ...others] = before;
  await drag(byTouch, list, first, third);
  await expect.poll(() => names(list)).toEqual([second, third, first, ...others]);
});

test('price lists are dragged, and guests pay by the one that stands first', async ({ stack, office, device }) => {
  await office.publish([
    { do: 'add_price_list', id: 'low', name: 'Low', channels: ['dine_in'] },
    { do: 'set_list_price', list: 'low', item: 'vada-pav', set: { price: { minor: 6000, currency: 'INR' } } },
    { do: 'add_price_list', id: 'high', name: 'High', channels: ['dine_in'] },
    { do: 'set_list_price', list: 'high', item: 'vada-pav', set: { price: { minor: 8000, currency: 'INR' } } },
  ]);
  const guest = await seated(stack, office, await device('phone', 'phone'));
  const costs = (price: string) => guest.page.getByRole('listitem').filter({ hasText: 'Vada Pav' }).filter({ hasText: price }).first().waitFor();
  await costs('₹60');
  const editor = await MenuScreen.start(await device('manager', 'phone', STILL), stack);
  const list = editor.page.getByRole('region', { name: prices.title });
  await rowOf(list, 'High').waitFor();
  const others = (await names(list)).slice(0, -2);
  await drag(byTouch, list, 'High', 'Low');
  await expect.poll(() => names(list)).toEqual([...others, 'High', 'Low']);
  await editor.page.getByText(words.actions.moved('High', others.length + 1, others.length + 2)).waitFor({ state: 'attached' });
  await editor.publish();
  // Nobody touches the phone.
  await costs('₹80');
});

test('stations are put in order by hand and by keyboard: the brand’s, and a branch’s own behind them', async ({ stack, office, device }) => {
  await office.say([
    { do: 'add_station', id: 'one', name: 'Main kitchen' },
    { do: 'add_station', id: 'two', name: 'Back kitchen' },
    { do: 'add_station', id: 'three', name: 'Pantry' },
  ]);
  const cook = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const editor = await MenuScreen.start(await device('manager', 'phone', STILL), stack);
  const { page } = editor;
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  const list = page.getByRole('region', { name: ownMenu.station.title });
  await rowOf(list, 'Pantry').waitFor();
  const all = await names(list);
  const brands = all.slice(0, -3);
  const inOrder = (...own: string[]) => expect.poll(() => names(list)).toEqual([...brands, ...own]);
  await inOrder('Main kitchen', 'Back kitchen', 'Pantry');

  // The brand's keep their places: the last of the own ones goes before the first of them at most.
  expect(await rowOf(list, brands[0] ?? '').getByTitle(words.actions.drag).count()).toBe(0);
  await drag(byTouch, list, 'Pantry', brands.at(-1) ?? '');
  await inOrder('Pantry', 'Main kitchen', 'Back kitchen');
  await page.getByText(words.actions.moved('Pantry', 1, 3)).waitFor({ state: 'attached' });
  await drag(byTouch, list, 'Pantry', 'Main kitchen');
  await inOrder('Main kitchen', 'Pantry', 'Back kitchen');

  const up = list.getByRole('button', { name: words.actions.up('Back kitchen'), exact: true });
  await up.focus();
  const look = new Inspection(page, 48);
  for (const own of [['Main kitchen', 'Back kitchen', 'Pantry'], ['Back kitchen', 'Main kitchen', 'Pantry']]) {
    await page.keyboard.press('Enter');
    await inOrder(...own);
    // The focus goes along.
    await expect.poll(() => up.evaluate((own) => own === document.activeElement)).toBe(true);
  }
  await page.getByText(words.actions.moved('Back kitchen', 1, 3)).waitFor({ state: 'attached' });
  await look.look('stations with their grips');
  await page.reload();
  await inOrder('Back kitchen', 'Main kitchen', 'Pantry');

  // Nobody has touched the kitchen's tablet.
  await cook.page.getByRole('button', { name: /^Station: / }).click();
  const offered = async () => {
    const buttons = await cook.dialog().getByRole('button').allInnerTexts();
    return buttons.map((name) => name.trim()).filter((name) => all.includes(name) || name === kitchen.station.all);
  };
  await expect.poll(offered).toEqual([kitchen.station.all, ...brands, 'Back kitchen', 'Main kitchen', 'Pantry']);

  // The brand's own list, which branches have behind nothing.
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}`);
  const menus = page.getByRole('region', { name: words.station.title, exact: true });
  const [first = '', second = '', ...others] = brands;
  await expect.poll(() => names(menus)).toEqual(brands);
  await drag(byTouch, menus, first, second);
  await expect.poll(() => names(menus)).toEqual([second, first, ...others]);
  await look.look('the brand’s stations');
  expect(look.problems).toEqual([]);
});
