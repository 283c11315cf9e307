import type { CheckDetail, KitchenBoard, KitchenOrder } from '$api/types';
import { common } from '$text/en/common';
import { counter as text } from '$text/en/counter';
import { floor as floorText } from '$text/en/floor';
import { orderEntry } from '$text/en/order-entry';
import type { BackOffice } from './harness/back-office';
import { CounterScreen, MEERA } from './harness/counter';
import { Inspection } from './harness/inspection';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { countTaps } from './harness/taps';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const CONFLICT = { at: '/api/v1/branches/', says: '409' };
const REFUSED = { at: '/api/v1/branches/', says: '422' };

/** What the kitchen has of a place, such as a table or "Pickup 1". */
async function inKitchen(office: BackOffice, place: string): Promise<KitchenOrder[]> {
  const { orders } = await office.read<KitchenBoard>('kitchen');
  return orders.filter(({ table }) => table === place);
}

const dishes = (orders: readonly KitchenOrder[]) =>
  orders.flatMap(({ lines }) => lines.map(({ name, quantity }) => `${quantity} ${name}`)).sort();

test('a cashier comes to the counter, and a table’s order of three dishes takes eight taps', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('counter', 'phone');
  await phone.page.goto(`${stack.url}/sign-in`);
  const counter = new CounterScreen(phone, stack.url);
  await counter.fillIn(stack.staff('cashier'));
  await counter.live();
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const taps = await countTaps(counter.page);

  await counter.button(text.fresh.button).click();
  const place = text.place('Tram Hall', table.name);
  await counter.dialog().getByText(table.name, { exact: true }).click();
  await counter.dialog().getByRole('button', { name: text.fresh.submit }).click();
  await counter.page.getByRole('heading', { name: place }).waitFor();
  await counter.category('Breads');
  for (const dish of ['Tandoori Roti', 'Butter Roti', 'Peshawari Naan']) await counter.tile(dish).click();
  await counter.kot().click();
  await counter.card(place).getByText(text.status.sent_to_kitchen).waitFor();
  expect(await taps()).toBeLessThanOrEqual(8);

  const [order, ...more] = await inKitchen(office, table.name);
  expect([more, dishes(order ? [order] : [])]).toEqual([[], ['1 Butter Roti', '1 Peshawari Naan', '1 Tandoori Roti']]);
  await kitchen.ticket(order?.number ?? 0).waitFor();
  // The floor knows the party, and once all is served its table is ready for the bill.
  expect((await office.tableOf(table))?.session?.order_count).toBe(1);
  if (order) await office.advance(order, 'preparing', 'ready', 'served');
  await counter.card(place).getByText(text.status.ready_to_bill).waitFor();
});

test('a delivery asks for what it needs, and goes to the door', async ({ stack, office, device }) => {
  const desk = await device('counter', 'desk');
  desk.expects(CONFLICT);
  const counter = await CounterScreen.start(desk, stack);
  const sheet = await counter.begin('delivery');
  // A table has nothing to say here, and a pickup's time neither.
  expect(await sheet.getByLabel(text.fresh.at).count()).toBe(0);
  await sheet.getByRole('button', { name: text.fresh.submit }).click();
  for (const wrong of [text.fresh.wrong.name, text.fresh.wrong.phone, text.fresh.wrong.address]) await sheet.getByText(wrong).waitFor();
  await expect.poll(() => sheet.getByLabel(text.fresh.name).evaluate((field) => field === document.activeElement)).toBe(true);
  await sheet.getByLabel(text.fresh.name).fill(MEERA.name);
  await sheet.getByLabel(text.fresh.phone).fill('12');
  await sheet.getByLabel(text.fresh.address).fill(MEERA.address);
  await sheet.getByRole('button', { name: text.fresh.submit }).click();
  await sheet.getByText(text.fresh.wrong.phone).waitFor();
  await sheet.getByLabel(text.fresh.phone).fill(MEERA.phone);
  await counter.openCheck();
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(title).toMatch(/^Delivery \d+$/);
  await counter.add('2 rasmalai');
  await counter.lines('fresh').getByText('Rasmalai').waitFor();
  await counter.send();
  expect(dishes(await inKitchen(office, title))).toEqual(['2 Rasmalai']);

  await counter.view('delivery');
  const card = counter.onBoard(title);
  await card.getByText(MEERA.name, { exact: true }).waitFor();
  await card.getByText('12 Lake Road').waitFor();
  const step = (to: keyof typeof text.board.step) => card.getByRole('button', { name: text.board.stepOf(title, text.board.step[to]) });
  await step('preparing').click();
  await step('out_for_delivery').click();
  await card.getByText(text.board.whoFirst).waitFor();
  await card.getByLabel(text.board.who).selectOption({ label: 'Arjun Yadav' });
  await card.getByText(text.board.whoFirst).waitFor({ state: 'hidden' });
  await step('out_for_delivery').click();
  await step('delivered').click();
  const column = counter.page.getByRole('region', { name: new RegExp(`^${text.board.column.delivered}`) });
  await column.getByRole('listitem', { name: title }).waitFor();
  await column.getByText(text.rider('Arjun Yadav')).waitFor();
  // Who it is for is still known, though answers to these taps do not say so.
  await card.getByText(MEERA.name, { exact: true }).waitFor();
});

test('a pickup says when somebody comes, and waits at the window', async ({ stack, office, device }) => {
  const counter = await CounterScreen.start(await device('counter', 'tablet'), stack);
  const sheet = await counter.begin('pickup');
  expect(await sheet.getByLabel(text.fresh.address).count()).toBe(0);
  await sheet.getByRole('button', { name: text.fresh.inMinutes(30) }).click();
  expect(await sheet.getByLabel(text.fresh.at).inputValue()).toMatch(/^\d\d:\d\d$/);
  await counter.openCheck();
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('vada pav');
  await counter.add('vada pav');
  await counter.send();
  expect(dishes(await inKitchen(office, title))).toEqual(['2 Vada Pav']);
  await counter.card(title).getByText(/For \d/).waitFor();
  await counter.view('pickup');
  await counter.onBoard(title).getByRole('button', { name: text.board.stepOf(title, text.board.step.ready_for_pickup) }).click();
  await counter.page.getByRole('region', { name: new RegExp(`^${text.board.column.waiting}`) }).getByRole('listitem', { name: title }).waitFor();
});

test('a check is held with what was entered, and resumed into the kitchen', async ({ stack, office, device }) => {
  const counter = await CounterScreen.start(await device('counter', 'desk'), stack);
  await counter.openPickup('Omar');
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('rasmalai');
  await counter.button(orderEntry.action.holdOf).click();
  await counter.page.getByText(orderEntry.onHold).waitFor();
  await counter.lines('saved').getByText('Rasmalai').waitFor();
  expect(await counter.kot().count()).toBe(0);
  expect(await inKitchen(office, title)).toEqual([]);
  await counter.button(orderEntry.back).click();
  await counter.card(title).getByText(text.onHold).waitFor();

  await counter.card(title).click();
  await counter.button(orderEntry.action.resumeOf).click();
  await counter.send();
  expect(dishes(await inKitchen(office, title))).toEqual(['1 Rasmalai']);
});

test('two cashiers at one check see what the other saved, and its dishes go to the kitchen once', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const one = await CounterScreen.start(await device('one', 'desk'), stack);
  const other = await CounterScreen.start(await device('other', 'desk'), stack, 'waiter');
  await one.openTable(table);
  const place = text.place('Tram Hall', table.name);
  await other.card(place).click();
  await one.add('rasmalai');
  await one.save();
  await other.lines('saved').getByText('Rasmalai').waitFor();
  // The other one takes one more of it, and the first sees that.
  await other.lines('saved').getByRole('button', { name: common.increase('Rasmalai') }).click();
  await one.card(place).click();
  await one.lines('saved').getByRole('status').filter({ hasText: '2' }).or(one.lines('saved').locator('output', { hasText: '2' })).first().waitFor();
  await other.add('vada pav');
  await one.add('jeera rice');
  // Both at once: what is saved goes with one of them.
  await Promise.all([one.kot().click(), other.kot().click()]);
  await one.button(text.fresh.button).waitFor();
  await other.button(text.fresh.button).waitFor();
  expect(dishes(await inKitchen(office, table.name))).toEqual(['1 Jeera Rice', '1 Vada Pav', '2 Rasmalai']);
});

test('a double tap and a lost reply send one order', async ({ stack, office, device }) => {
  const phone = await device('counter', 'tablet');
  phone.expects({ at: '/orders', says: 'ERR_' });
  const counter = await CounterScreen.start(phone, stack, 'cashier', stack.proxy.url);
  const keys: (string | undefined)[] = [];
  counter.page.on('request', (request) => {
    if (request.method() === 'POST' && /\/checks\/[^/]+\/orders$/.test(request.url())) keys.push(request.headers()['idempotency-key']);
  });
  await counter.openPickup('Sana');
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const check = (await office.read<{ checks: { id: string; name: string }[] }>('checks?kind=pickup')).checks.find(({ name }) => name === title);
  await counter.add('rasmalai');
  const box = await counter.kot().boundingBox();
  if (!box) throw new Error('there is no button');
  stack.proxy.cutReplyTo(`POST /api/v1/branches/${stack.ready.branch}/checks/${check?.id}/orders`, 0.9);
  const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await counter.page.touchscreen.tap(...at);
  await counter.page.touchscreen.tap(...at);
  await counter.button(text.fresh.button).waitFor();
  expect(keys.length).toBe(2);
  expect(new Set(keys).size).toBe(1);
  expect(dishes(await inKitchen(office, title))).toEqual(['1 Rasmalai']);
  const { orders } = await office.read<CheckDetail>(`checks/${check?.id}`);
  expect(orders).toHaveLength(1);
});

test('a reload in the middle of it keeps what was entered, and sends it once', async ({ stack, office, device }) => {
  const desk = await device('counter', 'desk');
  const counter = await CounterScreen.start(desk, stack);
  await counter.openPickup('Ravi');
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('3 rasmalai');
  await counter.page.reload();
  await counter.live();
  await counter.card(title).click();
  await counter.lines('fresh').getByText('Rasmalai').waitFor();
  // The server takes it, and the page never hears of it.
  let held = false;
  const tried = new Promise<void>((resolve) => {
    void counter.page.route(/\/checks\/[^/]+\/orders$/, async (route) => {
      if (held) return route.fallback();
      held = true;
      await route.fetch();
      resolve();
    });
  });
  await counter.kot().click();
  await tried;
  await counter.page.reload();
  await counter.live();
  await counter.card(title).click();
  await counter.button(text.fresh.button).waitFor();
  expect(dishes(await inKitchen(office, title))).toEqual(['3 Rasmalai']);
});

test('a dish that has just been sold out is refused by name, and the rest stays', async ({ stack, office, device }) => {
  const desk = await device('counter', 'desk');
  desk.expects(CONFLICT, REFUSED);
  const counter = await CounterScreen.start(desk, stack);
  await counter.openPickup('Noor');
  await counter.add('caramel custard');
  await counter.add('vada pav');
  // Nobody tells this page of it before it sends.
  await counter.page.route(/\/menu$/, (route) => route.abort());
  desk.expects({ at: '/menu', says: 'ERR_FAILED' });
  await office.sellOut('caramel-custard');
  await counter.kot().click();
  await counter.ticket.getByText(orderEntry.refused.item_sold_out('Caramel Custard')).waitFor();
  await counter.page.unroute(/\/menu$/);
  await counter.lines('fresh').getByRole('button', { name: common.decrease('Caramel Custard') }).click();
  await counter.send();
});

test('a table is opened and ordered for with the keyboard alone', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const counter = await CounterScreen.start(await device('counter', 'desk'), stack);
  const { keyboard } = counter.page;
  await counter.button(text.fresh.button).focus();
  await keyboard.press('Enter');
  await counter.dialog().getByRole('radio', { name: new RegExp(`\\b${table.name}$`) }).focus();
  await keyboard.press('Space');
  await keyboard.press('Enter');
  await counter.order.waitFor();
  await counter.search.waitFor();
  await keyboard.press('/');
  await keyboard.type('naan');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await counter.search.fill('vada pav');
  await keyboard.press('Enter');
  // Out of the search, digits say how many.
  await counter.page.getByRole('heading', { level: 1 }).focus();
  await keyboard.press('1');
  await keyboard.press('2');
  await counter.lines('fresh').locator('output', { hasText: '12' }).waitFor();
  await counter.kot().focus();
  await keyboard.press('Enter');
  await counter.button(text.fresh.button).waitFor();
  expect(dishes(await inKitchen(office, table.name))).toEqual(['12 Vada Pav']);
});

test('a dish with choices asks for them, and its line is changed later', async ({ stack, office, device }) => {
  const counter = await CounterScreen.start(await device('counter', 'phone'), stack);
  await counter.openPickup('Kabir');
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('garlic naan');
  const sheet = counter.dialog();
  await sheet.getByRole('button', { name: /^Add/ }).click();
  await sheet.getByRole('radio', { name: /^Butter/ }).check();
  await sheet.getByLabel(orderEntry.dish.note).fill('well done');
  await sheet.getByRole('button', { name: /^Add/ }).click();
  await counter.openTicket(1);
  await counter.ticket.getByRole('button', { name: orderEntry.ticket.change('Garlic Naan') }).click();
  await counter.page.getByRole('dialog', { name: 'Garlic Naan' }).getByLabel(orderEntry.dish.note).fill('soft');
  await counter.page.getByRole('dialog', { name: 'Garlic Naan' }).getByRole('button', { name: new RegExp(`^${orderEntry.dish.save}`) }).click();
  await counter.ticket.getByText('soft').waitFor();
  await counter.ticket.getByRole('button', { name: /^KOT: / }).click();
  await counter.button(text.fresh.button).waitFor();
  expect((await inKitchen(office, title))[0]?.lines).toMatchObject([{ name: 'Garlic Naan', note: 'soft', options: ['Butter'] }]);
});

test('the counter in each of its states: without faults, at 320 px', async ({ stack, device }) => {
  const table = stack.freeTable();
  const counter = await CounterScreen.start(await device('counter', 'phone', STILL), stack, 'manager');
  const page = new Inspection(counter.page, 48);
  await page.look('checks');
  for (const kind of ['pickup', 'delivery', 'dine_in'] as const) {
    await counter.begin(kind);
    await page.look(`new ${kind}`);
    if (kind === 'delivery') {
      await counter.dialog().getByRole('button', { name: text.fresh.submit }).click();
      await page.look('what a delivery lacks');
    }
    await counter.closeSheet();
  }
  await counter.openTable(table);
  await counter.search.waitFor();
  await page.look('dishes');
  await counter.search.fill('naan');
  await page.look('search');
  await counter.search.fill('no such dish');
  await page.look('nothing found');
  await counter.add('vada pav');
  await counter.add('garlic naan');
  await page.look('choices');
  await counter.closeSheet();
  await counter.openTicket(1);
  await page.look('the check');
  await counter.ticket.getByRole('button', { name: orderEntry.action.holdOf }).click();
  await counter.ticket.getByText(orderEntry.onHold).waitFor();
  await page.look('on hold');
  await counter.ticket.getByRole('button', { name: orderEntry.action.resumeOf }).click();
  await counter.ticket.getByRole('button', { name: /^KOT: / }).click();
  await counter.button(text.fresh.button).waitFor();
  await counter.openDelivery();
  await counter.add('rasmalai');
  await counter.send();
  await counter.view('delivery');
  await page.look('deliveries');
  await counter.view('pickup');
  await page.look('pickups');
  expect(page.problems).toEqual([]);
});

test('a waiter takes an order on the floor without a PIN, in fewer taps than a guest needs to join and order', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { session } = await office.open(table);
  const phone = await device('waiter', 'phone', STILL);
  const floor = await FloorScreen.start(phone, stack);
  const taps = await countTaps(floor.page);
  await floor.tile(table).click();
  await floor.sheet(table).getByRole('button', { name: floorText.order.take }).click();
  const counter = new CounterScreen(phone, stack.url);
  await counter.category('Salads & Raita');
  await counter.tile('Kachumber Salad').click();
  await counter.kot().click();
  await floor.tile(table).waitFor();
  // A guest who sits down: four digits of the PIN, to join, the dish, the cart, to send it.
  expect(await taps()).toBeLessThanOrEqual(8);
  expect(dishes(await inKitchen(office, table.name))).toEqual(['1 Kachumber Salad']);
  const party = await office.party(session.id);
  expect(party.orders).toHaveLength(1);
  expect(await floor.tile(table).evaluate((tile) => tile === document.activeElement)).toBe(true);
});
