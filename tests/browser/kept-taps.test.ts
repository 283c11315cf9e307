import { board as boardText } from '$text/en/board';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { floor as floorText } from '$text/en/floor';
import { staff as staffText } from '$text/en/staff';
import type { Page } from 'playwright-core';
import type { Floor } from '$api/types';
import { findings } from './harness/axe';
import { countTones, tonesOf } from './harness/kitchen';
import { smallTargets } from './harness/targets';
import { RemoteGuest } from './harness/remote-guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const NOTICED = { timeout: 40_000 };
const OFFLINE = { at: '', says: 'ERR_INTERNET_DISCONNECTED' };
const CONFLICT = { at: '/api/v1/branches/', says: '409' };

test('taps without network wait on their tickets, outlive a reload, and are applied once or refused by name', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  tablet.expects(OFFLINE, CONFLICT);
  const kitchen = await KitchenTablet.start(tablet, stack, stack.proxy.url);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const orders = [];
  for (const dish of ['vada-pav', 'jeera-rice']) {
    await guest.add(dish);
    orders.push(await guest.order());
  }
  const [mine, cancelled] = orders;
  if (!mine || !cancelled) throw new Error('two orders');
  for (const order of orders) await office.advance(order, 'accepted');
  for (const { number } of orders) await startButton(kitchen, number, table.name).waitFor();

  await tablet.context.setOffline(true);
  const sent = stack.proxy.count('PATCH ');
  for (const { number } of orders) {
    await kitchen.act('start', number, table);
    await kitchen.ticket(number, 'pending').getByText(boardText.tap.waits(kitchenText.action.start)).waitFor();
  }
  await kitchen.page.getByText(boardText.tap.count(2)).waitFor();
  expect(await findings(kitchen.page, { enhancedContrast: true })).toEqual([]);
  expect(stack.proxy.count('PATCH ') - sent).toBe(0);
  await office.cancel(cancelled, 'The guests left.');

  // The tablet is switched off and on: its page comes back, the way to the taps' target does not yet.
  const mend = await holdTaps(kitchen.page);
  await tablet.context.setOffline(false);
  await kitchen.page.reload();
  await kitchen.live();
  await kitchen.ticket(mine.number, 'pending').getByText(boardText.tap.waits(kitchenText.action.start)).waitFor();
  await mend();

  await kitchen.ticket(mine.number, 'preparing').waitFor(NOTICED);
  const words = boardText.tap.lost(
    boardText.tap.order(cancelled.number), kitchenText.action.start, boardText.tap.now.order.cancelled,
  );
  await kitchen.page.getByRole('alert').getByText(words).waitFor(NOTICED);
  // What was cancelled while the tablet was off is struck through until a cook has seen it, though no board has it.
  const gone = kitchen.ticket(cancelled.number, 'gone');
  await gone.getByText(kitchenText.flow.cancelled, { exact: true }).waitFor(NOTICED);
  await gone.getByRole('button', { name: kitchenText.seenOf(cancelled.number, table.name) }).click();
  await kitchen.ticket(cancelled.number).waitFor({ state: 'hidden' });
  // Placed, accepted, begun: one version for each, by the server's own count.
  const [now] = (await office.kitchenOrders(table)).filter(({ number }) => number === mine.number);
  expect([now?.status, now?.version]).toEqual(['preparing', 3]);

  // It stays until somebody has read it, through a reload too; and nothing claims that all went well.
  await kitchen.page.reload();
  await kitchen.live();
  await kitchen.page.getByRole('alert').getByText(words).waitFor();
  expect(await kitchen.page.getByText(kitchenText.caughtUp).count()).toBe(0);
  expect(await findings(kitchen.page, { enhancedContrast: true })).toEqual([]);
  expect(await smallTargets(kitchen.page, 72)).toEqual([]);
  await kitchen.page.getByRole('button', { name: boardText.tap.understood(boardText.tap.order(cancelled.number)) }).click();
  await kitchen.page.getByText(words).waitFor({ state: 'hidden' });
  await kitchen.page.reload();
  await kitchen.live();
  expect(await kitchen.page.getByText(words).count()).toBe(0);
});

test('a tap whose answer was lost is applied once, though a colleague has gone on from it', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  tablet.expects({ at: '/api/v1/branches/', says: 'ERR_' }, CONFLICT);
  const kitchen = await KitchenTablet.start(tablet, stack, stack.proxy.url);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const order = await guest.order();
  await office.advance(order, 'accepted', 'preparing');
  await kitchen.ticket(order.number, 'preparing').waitFor();

  // The server does it and its answer is lost; the food is on the table before the tablet asks again.
  stack.proxy.cutReplyTo('PATCH ', 0.9);
  const mend = await holdTaps(kitchen.page, 1);
  await kitchen.act('ready', order.number, table);
  // Whether the tap waits or an event has told the tablet already, hangs on which came first.
  await expect.poll(async () => (await office.kitchenOrders(table)).find(({ id }) => id === order.id)?.status).toBe('ready');
  await office.advance(order, 'served');
  await mend();
  await kitchen.ticket(order.number).waitFor({ state: 'hidden' });
  await kitchen.page.getByText(boardText.tap.count(1)).waitFor({ state: 'hidden', ...NOTICED });
  const [line] = (await office.party((await office.tableOf(table))?.session?.id ?? '')).orders;
  // Placed, accepted, begun, ready, served: nothing was brought back.
  expect([line?.status, line?.version]).toEqual(['served', 5]);
});

test('a waiter’s taps wait as well: accepting, rejecting, answering a call', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const phone = await device('waiter', 'phone');
  phone.expects(OFFLINE, CONFLICT);
  const floor = await FloorScreen.start(phone, stack);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const first = await guest.order();
  await guest.add('jeera-rice');
  const second = await guest.order();
  await guest.call('water');
  await floor.view('todo');
  const card = (number: number) => floor.todo(table, floorText.todo.accept(number));
  const call = floor.todo(table, floorText.call.reasons.water);
  for (const one of [card(first.number), card(second.number), call]) await one.waitFor();

  await phone.context.setOffline(true);
  await card(first.number).getByRole('button', { name: floorText.order.acceptOf(first.number) }).click();
  await card(first.number).getByText(boardText.tap.waits(floorText.order.accept)).waitFor();
  await card(second.number).getByRole('button', { name: floorText.order.rejectOf(second.number) }).click();
  await card(second.number).getByRole('button', { name: boardText.reason.quick[0] ?? '' }).click();
  await card(second.number).getByRole('button', { name: boardText.reason.submit.rejected }).click();
  await card(second.number).getByText(boardText.tap.waits(floorText.order.reject)).waitFor();
  await call.getByRole('button', { name: floorText.call.resolveOf('water', table.name) }).click();
  await call.getByText(boardText.tap.waits(floorText.call.resolve)).waitFor();
  // The kitchen accepts the second one meanwhile: what the waiter read is not what is rejected.
  await office.advance(second, 'accepted');
  expect((await office.calls(table)).length).toBe(1);

  await phone.context.setOffline(false);
  const words = boardText.tap.lost(boardText.tap.order(second.number), floorText.order.reject, boardText.tap.now.order.accepted);
  await floor.page.getByRole('alert').getByText(words).waitFor(NOTICED);
  await call.waitFor({ state: 'hidden', ...NOTICED });
  // Taps on different orders go their own ways: the first may be on its way still.
  const now = async () => (await office.party(session.id)).orders.map(({ number, status, version }) => [number, status, version]).sort();
  await expect.poll(now).toEqual([[first.number, 'accepted', 2], [second.number, 'accepted', 2]].sort());
  expect((await office.calls(table)).length).toBe(0);
});

test('the kitchen rings once for eight orders that came while it slept', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  tablet.expects(OFFLINE);
  await countTones(tablet.page);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const tones = () => tonesOf(kitchen.page);
  await kitchen.page.getByRole('button', { name: kitchenText.shift.start }).click();
  await expect.poll(tones).toBeGreaterThan(0);
  const bell = await tones();

  await tablet.context.setOffline(true);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  let last = 0;
  for (let order = 0; order < 8; order += 1) {
    await guest.add('vada-pav');
    last = (await guest.order()).number;
  }
  await kitchen.page.getByRole('alert').filter({ hasText: 'No live connection' }).waitFor(NOTICED);
  await tablet.context.setOffline(false);
  await kitchen.ticket(last).waitFor(NOTICED);
  await kitchen.page.getByText(kitchenText.caughtUpWith(8)).waitFor(NOTICED);
  expect(await tones()).toBe(2 * bell);

  // And for one that comes when the burst is over (150 ms) as ever.
  const since = await kitchen.page.evaluate(() => performance.now());
  await kitchen.page.waitForFunction((since) => performance.now() - since > 500, since);
  await guest.add('vada-pav');
  await kitchen.ticket((await guest.order()).number).waitFor();
  await expect.poll(tones).toBe(3 * bell);
});

test('that nothing was missed is said after a cut in which nothing came, and the banner sticks to the top', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  const phone = await device('waiter', 'phone');
  for (const one of [tablet, phone]) one.expects(OFFLINE);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const floor = await FloorScreen.start(phone, stack);
  for (const one of [tablet, phone]) await one.context.setOffline(true);
  const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'No live connection' });
  await banner(kitchen.page).waitFor(NOTICED);
  await banner(floor.page).waitFor(NOTICED);
  await floor.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  expect(await floor.page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  expect((await banner(floor.page).boundingBox())?.y).toBe(0);
  for (const one of [tablet, phone]) await one.context.setOffline(false);
  await kitchen.page.getByText(kitchenText.caughtUp).waitFor(NOTICED);
  await floor.page.getByText(staffText.link.live, { exact: true }).waitFor(NOTICED);
});

test('after a cut the floor says that there is nothing to do only when that is so', async ({ stack, office, device }) => {
  const [table, other] = [stack.freeTable(), stack.freeTable()];
  const phone = await device('waiter', 'phone');
  phone.expects(OFFLINE);
  const floor = await FloorScreen.start(phone, stack);
  const cut = async (meanwhile: () => Promise<unknown>) => {
    await phone.context.setOffline(true);
    await floor.page.getByRole('alert').filter({ hasText: 'No live connection' }).waitFor(NOTICED);
    await meanwhile();
    await phone.context.setOffline(false);
  };
  const said = (words: string) => floor.page.getByText(words).first();
  const before = (await office.floor()).orders.length;

  // A party leaves what it ordered behind.
  const { pin, session } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const order = await guest.order();
  await office.advance(order, 'accepted');
  await cut(() => office.close(session.id));
  await said('Live again.').waitFor(NOTICED);
  expect(await said('Live again.').innerText()).not.toContain(floorText.caughtUp(0, 0));
  await office.cancel(order, 'The next part.');

  // The snapshot that comes first is older than an order that was placed during the cut.
  expect((await office.floor()).orders.length).toBeLessThanOrEqual(before + 1);
  const seat = await office.open(other);
  const late = await RemoteGuest.join(stack, other, seat.pin, 'Bela');
  let behind = 0;
  await said('Live again.').waitFor({ state: 'hidden', ...NOTICED });
  await cut(async () => {
    await late.add('vada-pav');
    const { id } = await late.order();
    await floor.page.route(/\/floor$/, async (route) => {
      const response = await route.fetch();
      const board = (await response.json()) as Floor;
      behind += 1;
      await route.fulfill({ response, json: { ...board, orders: board.orders.filter((one) => one.id !== id) } });
    }, { times: 1 });
  });
  await said('Live again.').waitFor(NOTICED);
  expect([behind, (await said('Live again.').innerText()).includes(floorText.caughtUp(0, 0))]).toEqual([1, false]);
});

function startButton(kitchen: KitchenTablet, number: number, table: string) {
  return kitchen.page.getByRole('button', { name: kitchenText.actionOf(kitchenText.action.start, number, table) });
}

/** From here on no tap reaches the server, after the first `through` ones. Returns how to let them through. */
async function holdTaps(page: Page, through = 0): Promise<() => Promise<void>> {
  let seen = 0;
  await page.route('**/orders/**', async (route) => {
    seen += 1;
    await (seen <= through ? route.continue() : route.abort('internetdisconnected'));
  });
  return () => page.unroute('**/orders/**');
}
