import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { board as boardText } from '$text/en/board';
import { floor as floorText } from '$text/en/floor';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { landing } from '$text/en/landing';
import { seat } from '$text/en/seat';
import { staff as staffText } from '$text/en/staff';
import { findings } from './harness/axe';
import { Guest, SEND } from './harness/guest';
import { Inspection } from './harness/inspection';
import { RemoteGuest } from './harness/remote-guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { smallTargets } from './harness/targets';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const TARGET = { guest: 48, floor: 56, kitchen: 72 };

test('the guest page before there is a table', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/tables', says: '404' });
  const list = `${stack.url}/#/`;
  const inspected = new Inspection(phone.page, TARGET.guest);

  await phone.page.goto(stack.url);
  await phone.page.getByLabel(landing.code.label).waitFor();
  await inspected.look('code');
  await phone.page.goto(list + stack.ready.branch);
  await phone.page.getByRole('link', { name: landing.list.table('H1'), exact: true }).waitFor();
  await inspected.look('tables');
  await phone.page.getByRole('searchbox').fill('no such table');
  await phone.page.getByText(landing.list.clear, { exact: true }).waitFor();
  await inspected.look('no such table');
  await phone.page.goto(`${list}no-such-branch`);
  await phone.page.getByRole('heading', { name: landing.code.unlistedTitle }).waitFor();
  await inspected.look('no list of tables');
  expect(inspected.problems).toEqual([]);
});

test('the guest page, in each of its states before joining', async ({ stack, device }) => {
  const table = stack.freeTable();
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/tables/', says: '404' }, { at: '/tables/', says: 'ERR_FAILED' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const page = new Inspection(guest.page, TARGET.guest);

  await guest.page.goto(`${stack.url}/#AAAAAAAAAA`);
  await guest.page.getByText(landing.code.unknownTitle).waitFor();
  await page.look('unknown code');
  await guest.page.route(/\/tables\/[^/]+$/, (route) => route.abort());
  await guest.page.goto(`${stack.url}/#${table.code}`);
  await guest.page.getByText(text.failed.title).waitFor();
  await page.look('failed');
  await guest.page.unroute(/\/tables\/[^/]+$/);
  await guest.page.getByRole('button', { name: common.tryAgain }).click();
  await guest.scan(table);
  await page.look('menu');
  await guest.page.getByRole('searchbox').fill('paneer');
  await page.look('search');
  await guest.page.getByRole('searchbox').fill('no such dish');
  await page.look('nothing found');
  await guest.button(text.menu.clear).first().click();
  await guest.button(text.menu.chooseNamed('Paneer Tikka')).first().click();
  await guest.dialog().waitFor();
  await page.look('dish');
  expect(page.problems).toEqual([]);
  // Every button of the whole menu is measured, several times.
}, 300_000);

test('the guest page, in each of its states at a table', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/sessions/join', says: '403' }, { at: '', says: 'ERR_INTERNET_DISCONNECTED' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const page = new Inspection(guest.page, TARGET.guest);
  await guest.scan(table);
  await guest.tryPin(pin === '0000' ? '1111' : '0000');
  await guest.dialog().getByText(seat.join.pinWrong()).waitFor();
  await page.look('wrong PIN');
  await guest.tryPin(pin);
  await guest.seated();
  // The whole menu was looked at; a few dishes are enough from here on.
  await guest.page.getByRole('searchbox').fill('vada');
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await page.look('welcome', { messages: true });
  await page.look('seated');
  await guest.openCart();
  await page.look('cart');
  await phone.context.setOffline(true);
  await guest.cart.getByRole('button', { name: SEND }).click();
  await guest.cart.getByRole('heading', { name: seat.placing.waiting }).waitFor();
  await guest.page.getByRole('status').filter({ hasText: /^\s*No live connection/ }).waitFor({ state: 'attached' });
  await page.look('not sent yet');
  await phone.context.setOffline(false);
  const number = await guest.confirmed();
  await page.look('confirmed');
  await guest.followOrder();
  await page.look('orders');
  const [order] = await office.kitchenOrders(table);
  expect(order?.number).toBe(number);
  if (order) await office.advance(order, 'accepted', 'preparing', 'ready');
  await guest.step(number).getByText('Ready').waitFor();
  await page.look('order ready');
  await guest.closeSheet();
  await page.look('seated with an order');
  await office.close(session.id);
  await guest.dialog().getByText(seat.ended.closedHeading).waitFor();
  await page.look('closed');
  expect(page.problems).toEqual([]);
});

test('the guest page, when the staff are called and something was not accepted', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table, 'individual');
  const phone = await device('phone', 'phone', STILL);
  const guest = new Guest(phone, stack.url, 'Asha');
  const page = new Inspection(guest.page, TARGET.guest);
  await guest.sitDown(table, pin);
  await guest.page.getByRole('searchbox').fill('vada');
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  await guest.openOrders();
  await guest.orders.getByRole('button', { name: seat.orders.bill }).click();
  await guest.bill.waitFor();
  await page.look('bill');
  await guest.closeSheet();
  await guest.openCalls();
  await page.look('calls');
  await guest.call('waiter');
  await guest.callRow('waiter').getByText(seat.calls.state['sent'] ?? '').waitFor();
  await guest.callRow('other').getByRole('button', { name: seat.calls.name.other }).click();
  await page.look('called, and writing what else');
  await guest.callRow('other').getByRole('button', { name: seat.calls.name.other }).click();
  const [call] = await office.calls(table);
  if (call) await office.moveCall(call, 'acknowledged');
  await guest.callRow('waiter').getByText(seat.calls.state['seen'] ?? '').waitFor();
  await page.look('somebody is on the way');
  if (call) await office.moveCall(call, 'resolved');
  await guest.callRow('waiter').getByText(/Done$/).waitFor();
  await page.look('somebody came');
  await phone.context.setOffline(true);
  phone.expects({ at: '/api/v1/', says: 'ERR_INTERNET_DISCONNECTED' }, { at: '/realtime', says: 'ERR_INTERNET_DISCONNECTED' });
  await guest.call('water');
  await guest.callRow('water').getByText(seat.calls.state['unsent'] ?? '').waitFor();
  await page.look('a call that is not sent yet');
  await phone.context.setOffline(false);
  await guest.callRow('water').getByText(seat.calls.state['sent'] ?? '').waitFor();
  expect(await office.calls(table)).toMatchObject([{ reason: 'water' }]);
  await guest.closeSheet();
  await guest.add('Vada Pav');
  const second = await guest.orderNow(1);
  const [refused] = (await office.kitchenOrders(table)).filter((one) => one.number === second);
  if (refused) await office.reject(refused, 'the kitchen closes');
  await guest.openOrders();
  await guest.orderCard(second).getByText(seat.orders.reason('the kitchen closes')).waitFor();
  await page.look('an order that was not accepted');
  await guest.orders.getByRole('button', { name: seat.orders.bill }).click();
  await page.look('bill with something struck out');
  await guest.closeSheet();
  expect(page.problems).toEqual([]);
});

test('the sign-in and the floor page, in each of their states', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const desk = await device('floor', 'phone', STILL);
  desk.expects({ at: '/auth/sign-in', says: '401' }, { at: '/auth/refresh', says: 'ERR_FAILED' });
  desk.expects({ at: '', says: 'ERR_INTERNET_DISCONNECTED' });
  const floor = new FloorScreen(desk, stack.url);
  const page = new Inspection(floor.page, TARGET.guest);

  await floor.page.goto(`${stack.url}/sign-in`);
  await floor.page.getByRole('button', { name: staffText.signIn.submit }).click();
  await page.look('sign-in');
  await floor.page.getByLabel(staffText.signIn.login).fill(stack.staff('waiter').login);
  await floor.page.getByLabel(staffText.signIn.password, { exact: true }).fill('wrong');
  await floor.page.getByRole('button', { name: staffText.signIn.submit }).click();
  await floor.page.getByText(staffText.signIn.wrong).waitFor();
  await page.look('sign-in refused');

  await floor.signIn(stack.staff('waiter'));
  const work = new Inspection(floor.page, TARGET.floor);
  await work.look('tables');
  const sheet = await floor.show(table);
  await work.look('opening');
  await sheet.getByRole('button', { name: floorText.open.submit }).click();
  const pin = await floor.readPin(table);
  await work.look('open');
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.order();
  const number = await guest.confirmed();
  await sheet.getByRole('button', { name: floorText.order.acceptOf(number) }).waitFor();
  await work.look('order to accept');
  await sheet.getByRole('button', { name: floorText.order.rejectOf(number) }).click();
  await work.look('rejecting');
  await sheet.getByRole('button', { name: boardText.reason.keep }).click();
  await sheet.getByRole('button', { name: floorText.close.button }).click();
  await work.look('closing');
  await floor.closeSheet();
  await work.look('tables with an order');
  const remote = await RemoteGuest.join(stack, table, pin, 'Bela');
  await remote.call('bill', 'by card');
  await remote.call('water');
  await floor.view('todo');
  await floor.todo(table, floorText.call.reasons.bill).waitFor();
  const water = floor.todo(table, floorText.call.reasons.water);
  await water.getByRole('button', { name: /^I’m on it/ }).click();
  await water.getByText(floorText.call.going).waitFor();
  await work.look('to do');
  await floor.view('tables');
  await floor.show(table);
  await sheet.getByText('Bela', { exact: true }).waitFor();
  await work.look('a whole party');
  await floor.closeSheet();
  await floor.page.getByRole('button', { name: floorText.filter.open(false) }).click();
  await floor.page.getByRole('checkbox', { name: floorText.filter.mine }).check();
  await work.look('filter');
  await floor.closeSheet();
  await work.look('filtered');
  const booked = stack.freeTable();
  await floor.page.getByRole('button', { name: floorText.filter.reset }).click();
  await (await floor.show(booked)).getByRole('button', { name: floorText.book.book }).click();
  await floor.sheet(booked).getByRole('button', { name: floorText.book.free }).waitFor();
  await work.look('booked');
  await floor.closeSheet();
  // Where there is room: the queue, the tables and a panel.
  await floor.page.setViewportSize({ width: 1280, height: 800 });
  await floor.show(table);
  await floor.sheet(table).getByText('Bela', { exact: true }).waitFor();
  work.problems.push(...(await findings(floor.page)).map((one) => `wide: ${one}`));
  work.problems.push(...(await smallTargets(floor.page, TARGET.floor)).map((one) => `wide: small: ${one}`));
  await floor.closeSheet();
  await floor.page.setViewportSize({ width: 390, height: 844 });
  await floor.page.getByRole('button', { name: staffText.account.open }).click();
  await floor.dialog().waitFor();
  await work.look('account');
  await floor.closeSheet();
  await desk.context.setOffline(true);
  await floor.page.getByRole('alert').filter({ hasText: 'No live connection' }).waitFor();
  await work.look('offline');
  await desk.context.setOffline(false);
  await floor.live();
  await floor.page.route('**/auth/refresh', (route) => route.abort());
  await floor.page.reload();
  await floor.page.getByText(staffText.unreachable.title).waitFor();
  await work.look('unreachable');
  expect(await office.orderCount(table)).toBe(1);
  expect([...page.problems, ...work.problems]).toEqual([]);
});

test('the kitchen page, in each of its states: large, far apart, 7:1', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet', STILL);
  await tablet.page.clock.install();
  const kitchen = await KitchenTablet.start(tablet, stack);
  tablet.expects({ at: '', says: 'ERR_INTERNET_DISCONNECTED' });
  // A wall's screen, in letters for two metres: nobody zooms it.
  const page = new Inspection(kitchen.page, TARGET.kitchen, { enhancedContrast: true, text: 20, gap: 12, zoom: false });
  await page.look('before the shift, and empty');
  await kitchen.page.getByRole('button', { name: kitchenText.shift.start }).click();
  await kitchen.page.getByRole('button', { name: kitchenText.done.title }).click();
  await kitchen.dialog().getByText(kitchenText.done.none).waitFor();
  await page.look('nothing done');
  await kitchen.closeSheet();

  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const numbers: number[] = [];
  for (const dish of ['Vada Pav', 'Jeera Rice', 'Idli Sambar']) {
    await guest.add(dish);
    if (dish === 'Vada Pav') await guest.choose('Bhel Puri', [], 'no onions');
    await guest.openCart();
    await guest.cart.getByRole('button', { name: SEND }).click();
    numbers.push(await guest.confirmed());
    await guest.closeSheet();
  }
  const [first = 0, second = 0, third = 0] = numbers;
  await kitchen.act('accept', second, table);
  await kitchen.act('start', second, table);
  await kitchen.act('accept', third, table);
  await kitchen.act('start', third, table);
  await kitchen.act('ready', third, table);
  await kitchen.ticket(first, 'pending').waitFor();
  await kitchen.ticket(second, 'preparing').waitFor();
  await kitchen.ticket(third, 'ready').waitFor();
  await page.look('board');
  await kitchen.act('serve', third, table);
  await kitchen.ticket(third).waitFor({ state: 'hidden' });
  const sheets = [kitchenText.station.pick(kitchenText.station.all), kitchenText.done.title, kitchenText.more];
  for (const name of sheets) {
    await kitchen.page.getByRole('button', { name, exact: true }).click();
    await kitchen.dialog().waitFor();
    await page.look(name);
    await kitchen.closeSheet();
  }
  await kitchen.page.getByRole('button', { name: kitchenText.allDay.title }).click();
  await page.look(kitchenText.allDay.title);
  await kitchen.page.getByRole('button', { name: kitchenText.allDay.title }).click();
  await kitchen.tapLine(second, 'Jeera Rice');
  await kitchen.page.getByRole('button', { name: boardText.undo }).waitFor();
  await page.look('undo');

  // Waiting too long shows in words too, not in colour alone. The server's clock is moved on
  // the way to the page, which trusts that clock and asks for it again every minute.
  let ahead = 0;
  await kitchen.page.route(/\/kitchen$/, async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.fallback();
    const response = await route.fetch();
    const board = (await response.json()) as { server_time: string };
    board.server_time = new Date(Date.parse(board.server_time) + ahead * 60_000).toISOString();
    await route.fulfill({ response, json: board });
  });
  for (const [minutes, urgency] of [[11, 'urgent'], [16, 'critical']] as const) {
    ahead = minutes;
    await kitchen.page.clock.fastForward('01:15');
    await kitchen.ticket(first).getByText(kitchenText.urgency[urgency]).waitFor();
    await page.look(urgency);
  }

  await tablet.context.setOffline(true);
  await kitchen.page.clock.fastForward('00:15');
  await kitchen.page.getByRole('alert').filter({ hasText: 'No live connection' }).waitFor();
  await page.look('offline');
  await tablet.context.setOffline(false);
  await kitchen.page.getByText(kitchenText.caughtUp).waitFor();
  await page.look('caught up', { messages: true });

  // A page for others.
  await kitchen.page.goto(`${stack.url}/floor`);
  await kitchen.page.getByText(staffText.notForYou.title).waitFor();
  const other = new Inspection(kitchen.page, TARGET.guest);
  await other.look('not for you');
  expect([...page.problems, ...other.problems]).toEqual([]);
});
