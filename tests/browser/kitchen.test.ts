import type { Page } from 'playwright-core';
import { board } from '$text/en/board';
import { kitchen as text } from '$text/en/kitchen';
import { RemoteGuest } from './harness/remote-guest';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

test('a ticket is dragged on, taken back to its old place, served, and brought back after a reload', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  const { page } = kitchen;
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const numbers: number[] = [];
  for (const dish of ['vada-pav', 'jeera-rice', 'idli-sambar']) {
    await guest.add(dish);
    numbers.push((await guest.order()).number);
  }
  const [first = 0, second = 0, third = 0] = numbers;
  for (const number of numbers) await kitchen.ticket(number, 'pending').waitFor();
  const inColumn = async (stage: keyof typeof text.stage) => {
    const names = await kitchen.column(stage).getByRole('article').evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
    return names.map((name) => Number(/\d+/.exec(name)?.[0]));
  };

  // The middle one: accepted and started by one drag.
  await drag(page, kitchen.ticket(second, 'pending'), kitchen.column('preparing'));
  await kitchen.ticket(second, 'preparing').waitFor();
  expect(await inColumn('pending')).toEqual([first, third]);
  await page.getByRole('button', { name: board.undo }).click();
  await kitchen.ticket(second, 'pending').waitFor();
  expect(await inColumn('pending')).toEqual([first, second, third]);
  const [order] = (await office.kitchenOrders(table)).filter(({ number }) => number === second);
  expect(order?.status).toBe('accepted');

  // A drag that ends where it began moves nothing.
  await drag(page, kitchen.ticket(second, 'pending'), kitchen.column('pending'));
  expect(await inColumn('pending')).toEqual([first, second, third]);

  await drag(page, kitchen.ticket(second, 'pending'), kitchen.column('ready'));
  await kitchen.ticket(second, 'ready').waitFor();
  await kitchen.act('serve', second, table);
  await kitchen.ticket(second).waitFor({ state: 'hidden' });
  await page.reload();
  await kitchen.ticket(first).waitFor();
  await page.getByRole('button', { name: text.done.title }).click();
  await kitchen.dialog().getByRole('listitem').filter({ hasText: text.number(second) })
    .getByRole('button', { name: text.done.recall })
    .click();
  await kitchen.ticket(second, 'ready').waitFor();
  expect(await inColumn('pending')).toEqual([first, third]);
});

test('a new order rings once the shift has started, on the station that it is for', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  // Every tone of the bell, as the page asks the browser for it.
  await tablet.page.addInitScript(() => {
    const counted = window as unknown as { tones: number };
    counted.tones = 0;
    const start = AudioScheduledSourceNode.prototype.start;
    AudioScheduledSourceNode.prototype.start = function (when) {
      counted.tones += 1;
      start.call(this, when);
    };
  });
  const kitchen = await KitchenTablet.start(tablet, stack);
  const tones = () => kitchen.page.evaluate(() => (window as unknown as { tones: number }).tones);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const order = async (dish: string) => {
    await guest.add(dish);
    return (await guest.order()).number;
  };

  await kitchen.ticket(await order('vada-pav')).waitFor();
  expect(await tones()).toBe(0);
  await kitchen.page.getByRole('button', { name: text.shift.start }).click();
  // Once, so that the cook hears what it will be like.
  await expect.poll(tones).toBeGreaterThan(0);
  const bell = await tones();
  await kitchen.ticket(await order('idli-sambar')).waitFor();
  await expect.poll(tones).toBe(2 * bell);

  await kitchen.page.getByRole('button', { name: text.station.pick(text.station.all) }).click();
  await kitchen.dialog().getByRole('button', { name: 'Tandoor' }).click();
  await order('medu-vada');
  const mine = await order('butter-roti');
  await kitchen.ticket(mine).waitFor();
  await expect.poll(tones).toBe(3 * bell);
});

type Place = ReturnType<KitchenTablet['column']>;

/** By hand: press, move in steps, let go. */
async function drag(page: Page, from: Place, to: Place): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not in sight');
  await page.mouse.move(start.x + 40, start.y + 30);
  await page.mouse.down();
  await page.mouse.move(start.x + 80, start.y + 34, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, start.y + 40, { steps: 8 });
  await page.mouse.up();
}
