import type { Order } from '$api/types';
import { kitchen as text } from '$text/en/kitchen';
import { findings } from './harness/axe';
import { RemoteGuest } from './harness/remote-guest';
import { KitchenTablet } from './harness/staff';
import { smallTargets, smallTexts } from './harness/targets';
import { expect, test } from './harness/test';

const DISHES = [
  ['vada-pav', 'jeera-rice', 'idli-sambar'],
  ['medu-vada', 'butter-roti', 'vada-pav'],
  ['jeera-rice', 'pav-bhaji', 'medu-vada'],
];
const TICKETS = 16;

test('a kitchen in full swing: so many tickets of three dishes are wholly in sight, readable and to be tapped', async ({
  stack,
  office,
  device,
}) => {
  const tablet = await device('kitchen', 'tablet', { reducedMotion: 'reduce' });
  const placed: { order: Order; session: string }[] = [];
  for (let at = 0; at < TICKETS; at += 1) {
    const table = stack.freeTable();
    const { pin, session } = await office.open(table);
    const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
    for (const dish of DISHES[at % DISHES.length] ?? []) await guest.add(dish, 1 + (at % 3));
    const order = await guest.order();
    placed.push({ order, session: session.id });
    // Two to accept, then what waits and what cooks by turns.
    if (at < TICKETS - 2) await office.advance(order, ...(at % 2 ? ['accepted'] : ['accepted', 'preparing']));
  }
  const kitchen = await KitchenTablet.start(tablet, stack);
  const { page } = kitchen;
  await page.getByRole('button', { name: text.shift.start }).click();
  await page.getByRole('button', { name: text.shift.understood }).click({ timeout: 3_000 }).catch(() => {});
  await expect.poll(async () => (await kitchen.flow()).length).toBe(TICKETS);

  for (const [width, height, least] of [[1280, 800, 8], [1920, 1080, 14]] as const) {
    await page.setViewportSize({ width, height });
    const seen = await page.evaluate(() => {
      const flow = document.querySelector('[data-flow]')?.getBoundingClientRect();
      const within = (box: DOMRect) =>
        flow !== undefined && box.left >= flow.left && box.right <= flow.right && box.top >= flow.top && box.bottom <= flow.bottom &&
        box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
      // A ticket that goes on in the next column has more than one box.
      return [...document.querySelectorAll('[data-flow] article')].filter(
        (ticket) => ticket.getClientRects().length === 1 && within(ticket.getBoundingClientRect()) && ticket.querySelectorAll('li').length === 3,
      ).length;
    });
    expect(seen, `${width} x ${height}`).toBeGreaterThanOrEqual(least);
  }

  await page.setViewportSize({ width: 1280, height: 800 });
  // A head is one row of 44 px, in which the table is the largest of all.
  const heads = await page.locator('[data-flow] article header').evaluateAll((all) => all.map((head) => {
    const [row, table] = [head.firstElementChild, head.querySelector('h3 > :first-child')];
    const sizes = [...head.querySelectorAll('h3 > *, p > *')].map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    return { height: row?.getBoundingClientRect().height, largest: table !== null && Number.parseFloat(getComputedStyle(table).fontSize) === Math.max(...sizes) };
  }));
  expect(heads).toHaveLength(TICKETS);
  for (const head of heads) expect(head).toEqual({ height: 44, largest: true });
  expect(await findings(page, { enhancedContrast: true })).toEqual([]);
  expect(await smallTexts(page, 20)).toEqual([]);
  expect(await smallTargets(page, 72)).toEqual([]);

  // What was cancelled, taken off, left behind and sent to the pass is as readable.
  const [cancelled, fewer, left, ready] = placed;
  if (!cancelled || !fewer || !left || !ready) throw new Error('four orders');
  await office.cancel(cancelled.order, 'They ordered twice.');
  await office.voidPieces(fewer.order, fewer.order.lines[0]?.id ?? '', 1, 'One fell.');
  await office.close(left.session);
  await office.advance(ready.order, 'preparing', 'ready');
  await office.close(ready.session);
  for (const { order } of [left, ready]) await kitchen.ticket(order.number).getByText(text.partyLeft.band).waitFor();
  await kitchen.ticket(cancelled.order.number, 'gone').waitFor();
  expect(await findings(page, { enhancedContrast: true })).toEqual([]);
  expect(await smallTexts(page, 20)).toEqual([]);
  expect(await smallTargets(page, 72)).toEqual([]);
  await page.keyboard.press('?');
  await kitchen.dialog().waitFor();
  expect(await findings(page, { enhancedContrast: true })).toEqual([]);
  expect(await smallTexts(page, 20)).toEqual([]);
});

test('what opens by a tap is there when the network is gone, though nobody has opened it yet', async ({ stack, device }) => {
  const tablet = await device('kitchen', 'tablet');
  const { page } = await KitchenTablet.start(tablet, stack);
  const brought = () => page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('KitchenSheets')));
  await expect.poll(brought).toBe(true);
  await page.waitForLoadState('networkidle');
  tablet.expects({ at: '', says: 'ERR_INTERNET_DISCONNECTED' });
  await tablet.context.setOffline(true);
  await page.getByRole('button', { name: text.more }).click();
  await page.getByRole('dialog').getByRole('button', { name: text.keys.help }).waitFor();
});
