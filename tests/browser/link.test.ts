import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { staff as staffText } from '$text/en/staff';
import { Guest } from './harness/guest';
import { holdNewLinks } from './harness/links';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

/**
 * Long enough for a hang only. That a frozen link is noticed within 20 s is
 * asserted with a clock of its own in static-site/src/lib/live/link.test.ts;
 * that each page then says so, and mends it, is asserted here.
 */
const NOTICED = { timeout: 40_000 };
const OFFLINE = { at: '/api/v1/', says: 'ERR_INTERNET_DISCONNECTED' };
const OFFLINE_SOCKET = { at: '', says: 'ERR_INTERNET_DISCONNECTED' };

test('threat 27: frozen WebSockets are noticed and replaced, and nothing is lost or doubled', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.proxy.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack, stack.proxy.url);
  const floor = new FloorScreen(await device('floor', 'desk'), stack.proxy.url);
  await floor.signIn(stack.staff('waiter'));
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await bela.add('Vada Pav');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await bela.order();
  const first = await bela.confirmed();
  await kitchen.ticket(first).waitFor();

  // The phone, the tablet and the floor screen lose their access point without a word. A new link
  // would be there in no time: it has to wait until what the pages say has been looked at.
  const mend = await holdNewLinks(asha.page, kitchen.page, floor.page);
  expect(stack.proxy.freezeWebSockets()).toBe(3);
  await bela.closeSheet();
  await bela.add('Jeera Rice');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await bela.order();
  const second = await bela.confirmed();
  await bela.closeSheet();
  await bela.add('Idli Sambar');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  await asha.page.getByRole('status').filter({ hasText: /^\s*No live connection/ }).waitFor(NOTICED);
  for (const { page } of [kitchen, floor]) await page.getByText(staffText.link.lost, { exact: true }).waitFor(NOTICED);
  expect(await asha.ordersButton.filter({ hasText: text.bar.order(second) }).count()).toBe(0);
  expect(await kitchen.ticket(second).count()).toBe(0);
  mend();

  // What came in the silence is said, and not only shown.
  await kitchen.page.getByText(kitchenText.caughtUpWith(1)).waitFor(NOTICED);
  await kitchen.ticket(second).waitFor();
  await asha.ordersButton.filter({ hasText: text.bar.order(second) }).waitFor(NOTICED);
  await floor.tile(table).getByText('2 to accept').waitFor(NOTICED);
  await kitchen.live();
  for (const number of [first, second]) expect(await kitchen.ticket(number).count()).toBe(1);
  const cart = await asha.openCart();
  expect(await cart.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Idli Sambar']);
  await asha.closeSheet();
  await asha.openOrders();
  expect(await asha.orders.getByRole('heading', { name: /^Order \d+$/ }).count()).toBe(2);

  // The new links are live: one more step comes as an event.
  await kitchen.act('accept', second, table);
  await asha.step(second).getByText('Accepted').waitFor();
});

test('a phone and a tablet without network say so, and catch up when it is back', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('asha', 'phone');
  const tablet = await device('kitchen', 'tablet');
  for (const one of [phone, tablet]) one.expects(OFFLINE, OFFLINE_SOCKET);
  const asha = new Guest(phone, stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  const kitchen = await KitchenTablet.start(tablet, stack);
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await bela.add('Vada Pav');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  // The live socket freezes: neither end hears that it is gone.
  await phone.context.setOffline(true);
  await tablet.context.setOffline(true);
  await bela.add('Jeera Rice');
  await bela.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await bela.order();
  const number = await bela.confirmed();
  await asha.page.getByRole('status').filter({ hasText: /^\s*No live connection/ }).waitFor(NOTICED);
  await kitchen.page.getByText(staffText.link.lost, { exact: true }).waitFor(NOTICED);
  await kitchen.page.getByRole('alert').filter({ hasText: 'No live connection' }).waitFor(NOTICED);
  // What was there stays: a phone in a cellar still reads the menu.
  await asha.page.getByRole('heading', { name: 'Vada Pav' }).waitFor();

  await phone.context.setOffline(false);
  await tablet.context.setOffline(false);
  await kitchen.ticket(number, 'pending').waitFor(NOTICED);
  await kitchen.page.getByText(kitchenText.caughtUpWith(1)).waitFor();
  await asha.ordersButton.filter({ hasText: text.bar.order(number) }).waitFor(NOTICED);
  await kitchen.live();
  expect(await kitchen.ticket(number).count()).toBe(1);
  await asha.openOrders();
  expect(await asha.orders.getByRole('heading', { name: /^Order \d+$/ }).count()).toBe(1);
});

test('an order sent without network waits, is sent when it is back, and is one order', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('asha', 'phone');
  phone.expects(OFFLINE, OFFLINE_SOCKET);
  const asha = new Guest(phone, stack.url, 'Asha');
  await asha.sitDown(table, pin);
  await asha.add('Vada Pav');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  await asha.openCart();
  await phone.context.setOffline(true);
  await asha.cart.getByRole('button', { name: /^Send/ }).click();
  await asha.cart.getByRole('heading', { name: 'Not sent yet' }).waitFor();
  expect(await office.orderCount(table)).toBe(0);
  await phone.context.setOffline(false);
  await asha.confirmed();
  expect(await office.orderCount(table)).toBe(1);
});

test('what is added without network is kept, and saved once when it is back', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('asha', 'phone');
  phone.expects(OFFLINE, OFFLINE_SOCKET);
  const asha = new Guest(phone, stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);

  await phone.context.setOffline(true);
  await asha.add('Vada Pav');
  await asha.openCart();
  await asha.cart.getByText('Not saved yet').waitFor();
  await phone.context.setOffline(false);
  await asha.cart.getByText('Not saved yet').waitFor({ state: 'hidden' });
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
});
