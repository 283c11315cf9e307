import type { Page } from 'playwright-core';
import { common } from '$text/en/common';
import { menuEditor as words } from '$text/en/menu-editor';
import { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';
const inr = (minor: number) => ({ minor, currency: 'INR' });

const dishes = (page: Page) => page.getByRole('region', { name: 'Street Food' });
const rowOf = (page: Page, name: string) => dishes(page).getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

test('a rule of the menu that is not taken goes back to what counts, and says so', async ({ stack, device }) => {
  const desk = await device('manager', 'desk');
  desk.expects({ at: '/menu/rules', says: '' });
  const { page } = await MenuScreen.start(desk, stack, 'owner');
  const each = page.getByRole('switch', { name: words.station.each });
  await page.route('**/menu/rules', (route) => route.abort());
  await each.click();
  await page.getByText(common.error.network).first().waitFor();
  await expect.poll(() => each.isChecked()).toBe(false);
  await page.unrouteAll({ behavior: 'wait' });
  await each.click();
  await expect.poll(() => each.isChecked()).toBe(true);
  await page.reload();
  await expect.poll(() => each.isChecked()).toBe(true);
  await each.click();
  await expect.poll(() => each.isChecked()).toBe(false);
});

test('a dish that another editor takes away goes from under the hand, and nothing else moves', async ({ stack, device }) => {
  const boss = await BackOffice.signIn(stack, 'owner');
  const names = ['Bhel One', 'Bhel Two', 'Bhel Three'];
  await boss.edit(names.map((name, at) => ({ do: 'add_item', id: `bhel-${at}`, category: 'street-food', name, price: inr(9_000), diet: 'veg' })));
  const editor = await MenuScreen.start(await device('manager', 'desk', STILL), stack, 'owner');
  const { page } = editor;
  await editor.choose('Street Food');
  const all = () => dishes(page).getByRole('listitem').locator('.name').allInnerTexts();
  await rowOf(page, 'Bhel Three').waitFor();
  await rowOf(page, 'Bhel Two').evaluate((row) => row.scrollIntoView({ block: 'center' }));
  const middle = async (name: string, grip = false) => {
    const row = rowOf(page, name);
    const box = await (grip ? row.getByTitle(words.actions.drag) : row).boundingBox();
    if (!box) throw new Error('it is not shown');
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  // In the hand.
  await page.mouse.move(...(await middle('Bhel One', true)));
  await page.mouse.down();
  await page.mouse.move(...(await middle('Bhel Three')), { steps: 4 });
  await boss.edit([{ do: 'remove_item', id: 'bhel-0' }]);
  await rowOf(page, 'Bhel One').waitFor({ state: 'detached' });
  const left = await all();
  await page.mouse.up();
  // Below it.
  await page.mouse.move(...(await middle('Bhel Three', true)));
  await page.mouse.down();
  await page.mouse.move(...(await middle('Bhel Two')), { steps: 4 });
  await boss.edit([{ do: 'remove_item', id: 'bhel-1' }]);
  await rowOf(page, 'Bhel Two').waitFor({ state: 'detached' });
  await page.mouse.up();
  await expect.poll(all).toEqual(left.filter((text) => !text.includes('Bhel Two')));
  // The next one is taken as ever.
  const before = await all();
  await page.mouse.move(...(await middle('Bhel Three', true)));
  await page.mouse.down();
  const rows = dishes(page).getByRole('listitem');
  const last = await rows.nth((await rows.count()) - 2).boundingBox();
  if (!last) throw new Error('it is not shown');
  await page.mouse.move(last.x + 40, last.y + last.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await all()).join()).not.toBe(before.join());
  await boss.edit([{ do: 'remove_item', id: 'bhel-2' }]);
});

test('of more menus than a page holds the earlier ones are asked for, and the first one counts again', async ({ stack, device }) => {
  const boss = await BackOffice.signIn(stack, 'owner');
  for (let round = 1; round <= 52; round += 1) {
    await boss.publish([{ do: 'edit_item', id: 'vada-pav', set: { price: inr(9_500 + 100 * round) } }]);
  }
  const editor = await MenuScreen.start(await device('manager', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  await page.getByRole('button', { name: words.actions.versions }).click();
  const sheet = editor.dialog();
  const menus = sheet.getByRole('listitem');
  const earlier = sheet.getByRole('button', { name: words.versions.earlier });
  await earlier.waitFor();
  const shown = await menus.count();
  expect(await sheet.getByText(words.versions.version(1), { exact: true }).count()).toBe(0);
  await earlier.click();
  await sheet.getByText(words.versions.version(1), { exact: true }).waitFor();
  await expect.poll(() => earlier.count()).toBe(0);
  // All of them once, the newest first; what was in sight has stayed.
  const numbers = (await menus.locator('strong').allInnerTexts()).map((name) => Number(/\d+/.exec(name)?.[0]));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => numbers.length - at));
  expect(numbers.length).toBeGreaterThan(shown);
  const look = new Inspection(page, 48);
  await look.look('all menus');
  expect(look.problems).toEqual([]);
  await sheet.getByRole('button', { name: words.versions.back(1), exact: true }).click();
  await sheet.getByText(words.versions.sure(1)).waitFor();
  await sheet.getByRole('button', { name: words.versions.back(1), exact: true }).last().click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText(words.versions.done(1)).waitFor();
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  await guest.page.getByText('₹95').first().waitFor();
}, 180_000);

// The last one: from then on the brand has two branches, and its menu is no manager's any more.
test('two owners at two branches edit one menu, and each is told of the other', async ({ stack, device }) => {
  // Vera has edited in the tests before, which her own page does not tell her.
  const [vera, omar] = stack.ready.staff.filter(({ role }) => role === 'owner');
  if (!vera || !omar) throw new Error('two owners');
  const boss = await BackOffice.signIn(stack, 'owner');
  const harbour = await boss.addBranch('Harbour', 'INR', 'Asia/Kolkata');
  const here = new MenuScreen(await device('here', 'desk', STILL), stack.url);
  await here.signIn(omar);
  const there = new MenuScreen(await device('there', 'phone', STILL), stack.url);
  await there.signIn(vera);
  await there.page.goto(`${stack.url}/menu?branch=${harbour}`);
  await there.live();
  const editing = (page: Page) => page.getByRole('status').filter({ hasText: words.state.editing('').replace(/^\W+/, '') });
  expect(await editing(there.page).count()).toBe(0);

  await here.choose('Street Food');
  const sheet = await here.edit(VADA);
  await sheet.getByLabel(words.item.price('INR'), { exact: true }).fill('99');
  await here.save();
  await sheet.waitFor({ state: 'hidden' });
  // Nobody touches the other page.
  await editing(there.page).waitFor();
  await there.page.getByText(words.state.changed, { exact: false }).first().waitFor();
  const look = new Inspection(there.page, 48);
  await look.look('somebody at another branch is editing');
  expect(look.problems).toEqual([]);
  await there.choose('Street Food');
  const theirs = await there.edit(VADA);
  expect(await theirs.getByLabel(words.item.price('INR'), { exact: true }).inputValue()).toBe('99');
  await theirs.getByLabel(words.item.price('INR'), { exact: true }).fill('95');
  await there.save();
  await theirs.waitFor({ state: 'hidden' });
  await editing(here.page).waitFor();
});
