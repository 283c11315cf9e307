import type { Locator, Page } from 'playwright-core';
import { menuEditor as words } from '$text/en/menu-editor';
import type { BackOffice } from './harness/back-office';
import type { Device } from './harness/device';
import { Guest } from './harness/guest';
import { MenuScreen } from './harness/office-pages';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

/** What somebody drags with, by hand: a press, a way in steps, and a release. */
type Drag = (page: Page, from: Point, to: Point) => Promise<void>;
interface Point {
  x: number;
  y: number;
}

const steps = (from: Point, to: Point): Point[] =>
  [0.2, 0.4, 0.6, 0.8, 1].map((part) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }));

const byMouse: Drag = async ({ mouse }, from, to) => {
  await mouse.move(from.x, from.y);
  await mouse.down();
  for (const { x, y } of steps(from, to)) await mouse.move(x, y);
  await mouse.up();
};

/** Touches as the screen gives them: the browser makes pointers of them, and scrolls where a page does not forbid it. */
const byTouch: Drag = async (page, from, to) => {
  const screen = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (const point of steps(from, to)) await touch('touchMove', [point]);
  await touch('touchEnd', []);
  await screen.detach();
};

const categories = (page: Page) => page.getByRole('navigation', { name: words.actions.categories });
const rowOf = (list: Locator, name: string) => list.getByRole('listitem').filter({ has: list.page().getByText(name, { exact: true }) });

function names(list: Locator): Promise<string[]> {
  return list.getByRole('listitem').evaluateAll((rows) => rows.map((row) => row.querySelector('[dir="auto"]')?.textContent?.trim() ?? ''));
}

/** The middle of what is shown. */
async function middle(of: Locator): Promise<Point> {
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(drag: Drag, list: Locator, name: string, on: string): Promise<void> {
  const grip = rowOf(list, name).getByTitle(words.actions.drag);
  // Away from the edges of the window, at which the page comes along.
  await rowOf(list, on).evaluate((row) => row.scrollIntoView({ block: 'center' }));
  await drag(list.page(), await middle(grip), await middle(rowOf(list, on)));
}

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
