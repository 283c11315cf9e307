import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { expect, test } from './harness/test';

const ORDERS = '**/api/v1/orders';

test('an order that gets through later says so, and the cart button is the cart all along', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/', says: 'ERR_' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  await guest.openCart();
  let lost = true;
  await guest.page.route(ORDERS, (route) => (lost && route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await guest.cart.getByRole('button', { name: SEND }).click();
  await guest.cart.getByText(seat.placing.waiting).waitFor();
  await guest.closeSheet();
  lost = false;
  await guest.page.getByText(/^Order \d+ was sent$/).waitFor();

  await guest.add('Jeera Rice');
  for (const reload of [false, true]) {
    if (reload) await guest.page.reload();
    await guest.cartButton.filter({ hasText: text.bar.items(1) }).click();
    await guest.dialog(seat.cart.title(true)).getByRole('heading', { name: 'Jeera Rice' }).waitFor();
  }
  expect(await office.orderCount(table)).toBe(1);
});

test('a confirmation is gone after a reload: the cart is the cart', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.order();
  await guest.confirmed();
  await guest.page.reload();
  await guest.ordersButton.waitFor();
  await guest.add('Jeera Rice');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).click();
  await guest.dialog(seat.cart.title(true)).getByRole('heading', { name: 'Jeera Rice' }).waitFor();
});

test('whoever looks at the cart that a companion sends is told who did, and led to the order', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await bela.openCart();
  const number = await asha.orderNow(1);
  await bela.cart.getByText(seat.orders.sentBy('Asha', number)).waitFor();
  await bela.cart.getByText(seat.cart.empty).waitFor({ state: 'hidden' });
  await bela.cart.getByRole('button', { name: seat.placing.follow }).click();
  await bela.orderCard(number).waitFor();
});

test('a cart that a companion emptied is no sent one, and a change that is not saved sends nothing', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('asha', 'phone');
  phone.expects({ at: '/api/v1/orders', says: '409' }, { at: '/api/v1/cart', says: 'ERR_' });
  const asha = new Guest(phone, stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await asha.openCart();
  await bela.openCart();
  // While Asha's order is on its way, Bela takes the last dish out.
  await asha.page.route(ORDERS, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await bela.cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
    await bela.closeSheet();
    await expect.poll(async () => (await asha.cart.getByText('Vada Pav').count()) || 0, { timeout: 20_000 }).toBe(0);
    return route.fallback();
  });
  await asha.cart.getByRole('button', { name: SEND }).click();
  await asha.cart.getByText(seat.cart.emptied).waitFor();
  expect(await office.orderCount(table)).toBe(0);
  await asha.closeSheet();

  await asha.add('Jeera Rice');
  await asha.add('Vada Pav');
  await asha.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await asha.openCart();
  await asha.cart.getByRole('button', { name: SEND }).waitFor();
  await asha.page.unroute(ORDERS);
  await asha.page.route('**/api/v1/cart/lines/*', (route) => route.abort());
  await asha.cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
  await asha.cart.getByRole('button', { name: SEND }).click();
  await asha.cart.getByText(seat.placing.unsavedText).waitFor();
  expect(await office.orderCount(table)).toBe(0);
  await asha.page.unroute('**/api/v1/cart/lines/*');
  await asha.cart.getByRole('button', { name: SEND }).click();
  await asha.confirmed();
  expect(await office.orderCount(table)).toBe(1);
});

test('an order that was not accepted stays in the bar until it is looked at; what is taken off one is struck out', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  const first = await guest.orderNow(1);
  await guest.add('Jeera Rice');
  await guest.add('Idli Sambar');
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.order();
  const second = await guest.confirmed();
  const orders = await office.kitchenOrders(table);
  const [rejected, voided] = [first, second].map((number) => orders.find((order) => order.number === number));
  if (!rejected || !voided) throw new Error('the orders are not in the kitchen');
  const rice = voided.lines.find(({ name }) => name === 'Jeera Rice');
  await office.advance(voided, 'accepted');
  await office.voidPieces(voided, rice?.id ?? '', 1, 'the rice is all gone');
  const line = guest.cart.getByRole('listitem').filter({ hasText: 'Jeera Rice' });
  await line.getByText(seat.orders.line.cancelled).waitFor();
  expect(await line.getByText(/₹/).count()).toBe(0);
  await guest.closeSheet();

  await office.reject(rejected, 'the stove is cold');
  const inBar = (number: number, words: string) => guest.ordersButton.filter({ hasText: text.bar.order(number) }).filter({ hasText: words });
  await inBar(first, common.orderStatus.rejected).waitFor();
  await guest.page.reload();
  await inBar(first, common.orderStatus.rejected).waitFor();
  await guest.openOrders();
  await guest.closeSheet();
  await inBar(second, common.orderStatus.accepted).waitFor();
});

for (const status of ['rejected', 'cancelled'] as const) {
  test(`the confirmation of an order that is ${status} turns into the reason, and its dishes go back as they were`, async ({
    stack,
    office,
    device,
  }) => {
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
    const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
    await asha.sitDown(table, pin);
    await bela.sitDown(table, pin);
    await bela.add('Jeera Rice');
    await asha.add('Vada Pav');
    await asha.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
    await asha.openCart();
    await asha.cart.getByRole('button', { name: seat.cart.addNote }).click();
    await asha.cart.getByLabel(seat.cart.orderNote).fill('we are in a hurry');
    await asha.cart.getByRole('button', { name: SEND }).click();
    await asha.confirmed();
    const [order] = await office.kitchenOrders(table);
    if (!order) throw new Error('the order is not in the kitchen');
    if (status === 'rejected') await office.reject(order, 'the stove is cold');
    else await office.cancel(order, 'the stove is cold');

    const sheet = asha.dialog(common.orderStatus[status]);
    await sheet.getByText(seat.orders.why(common.orderStatus[status], 'the stove is cold')).waitFor();
    await asha.dialog(seat.placing.title).waitFor({ state: 'hidden' });
    await sheet.getByRole('button', { name: seat.orders.putBack }).click();

    const of = (who: string) => asha.cart.getByRole('region', { name: who });
    await of('Bela').getByText('Jeera Rice').waitFor();
    await of(seat.cart.you).getByText('Vada Pav').waitFor();
    expect(await asha.cart.getByLabel(seat.cart.orderNote).inputValue()).toBe('we are in a hurry');
    // The companion has the same cart, and cannot put the dishes back a second time.
    await bela.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
    await bela.openOrders();
    await bela.orderCard(order.number).getByText(seat.orders.isBack).waitFor();
    await asha.cart.getByRole('button', { name: SEND }).click();
    expect(await asha.confirmed()).not.toBe(order.number);
  });
}

test('a Wi-Fi that wants a log-in is not taken for the restaurant', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const keys: (string | undefined)[] = [];
  const answers = [
    { status: 200, contentType: 'application/json', body: '{}' },
    { status: 204 },
    { status: 200, contentType: 'text/html', body: '<h1>Welcome to our Wi-Fi</h1>' },
  ];
  await guest.page.route(ORDERS, (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    const answer = answers.shift();
    return answer ? route.fulfill(answer) : route.fallback();
  });
  await guest.order();
  await guest.cart.getByText(seat.placing.portalText).waitFor();
  const number = await guest.confirmed();
  expect([keys.length, new Set(keys).size]).toEqual([4, 1]);
  expect((await office.kitchenOrders(table)).map((order) => order.number)).toEqual([number]);
});

test('a phone whose storage is full joins, orders and calls all the same', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  await phone.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  await guest.openCalls();
  await guest.call('water');
  await guest.callRow('water').getByText(new RegExp(`${seat.calls.state.sent}$`)).waitFor();
  expect(await office.orderCount(table)).toBe(1);
});

test('a phone whose clock is nine hours ahead keeps its seat over a reload', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  await phone.context.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 9 * 3_600_000;
  });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.page.reload();
  await guest.seated();
  await guest.page.getByRole('button', { name: seat.people.you('Asha') }).waitFor();
});

test('no time is promised before the restaurant confirms, and after three minutes a waiter can be asked', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  await phone.page.clock.install();
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.add('Still Water, 1 litre');
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.order();
  const number = await guest.confirmed();
  await guest.followOrder();
  const card = guest.orderCard(number);
  await card.getByText(seat.orders.toConfirm).waitFor();
  // It needs no kitchen, but somebody who accepts it.
  expect(await card.getByRole('listitem').filter({ hasText: 'Still Water' }).getByText(seat.orders.line.ready).count()).toBe(0);
  await card.getByText(/^Ready /).waitFor({ state: 'hidden' });
  expect(await card.getByRole('button', { name: seat.orders.ask }).count()).toBe(0);

  // A jump of the page's clock also ends its link; the snapshot of the next one puts the clock right again.
  await expect
    .poll(async () => {
      await phone.page.clock.fastForward('03:10');
      const asked = card.getByRole('button', { name: seat.orders.ask }).click({ timeout: 2_000 });
      return asked.then(() => true, () => false);
    })
    .toBe(true);
  await card.getByText(new RegExp(seat.calls.state.sent)).waitFor();
  expect(await office.calls(table)).toMatchObject([{ reason: 'waiter', note: `#${number}` }]);

  const [order] = await office.kitchenOrders(table);
  if (!order) throw new Error('the order is not in the kitchen');
  await office.advance(order, 'accepted');
  await card.getByText(/^Ready in about /).waitFor();
});
