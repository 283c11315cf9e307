import type { Page, Request } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { expect, test } from './harness/test';

const ORDERS = '**/api/v1/orders';
/** How the request begins on the wire. */
const POST = 'POST /api/v1/orders ';

test('an impatient double tap makes one order', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  const keys = orderKeys(guest.page);
  const cart = await guest.openCart();
  await cart.getByRole('button', { name: SEND }).dblclick({ delay: 5 });
  await guest.confirmed();
  expect(new Set(keys).size).toBe(1);
  expect(await office.orderCount(table)).toBe(1);
});

test('a reply cut in the middle makes one order: tried again with the same key', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/orders', says: 'ERR_' });
  const guest = new Guest(phone, stack.proxy.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  const keys = orderKeys(guest.page);
  stack.proxy.cutReplyTo(POST, 0.5);
  await guest.order();
  await guest.cart.getByText(seat.placing.waiting).waitFor();
  const number = await guest.confirmed();

  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  const orders = await office.kitchenOrders(table);
  expect(orders.map((order) => order.number)).toEqual([number]);
});

test('a connection reset before the reply makes one order, though the browser itself repeats the post', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/orders', says: 'ERR_' });
  const guest = new Guest(phone, stack.proxy.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  const before = stack.proxy.count(POST);
  stack.proxy.cutReplyTo(POST, 0);
  await guest.order();
  const number = await guest.confirmed();

  expect(stack.proxy.count(POST) - before).toBe(2);
  const orders = await office.kitchenOrders(table);
  expect(orders.map((order) => order.number)).toEqual([number]);
});

for (const arrived of [true, false]) {
  test(`a reload in the middle of sending makes one order (the first try ${arrived ? 'arrived' : 'was lost'})`, async ({
    stack,
    office,
    device,
  }) => {
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
    await guest.sitDown(table, pin);
    await guest.add('Vada Pav');
    await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

    const keys = orderKeys(guest.page);
    // The page hears nothing of its first try, whether the server got it or not. The route
    // stays: taken away before the reload, it would let the held request go on.
    let held = false;
    const tried = new Promise<void>((resolve) => {
      void guest.page.route(ORDERS, async (route) => {
        if (held || route.request().method() !== 'POST') return route.fallback();
        held = true;
        if (arrived) await route.fetch();
        resolve();
      });
    });
    await guest.order();
    await guest.cart.getByText(seat.placing.sending).waitFor();
    await tried;
    await guest.page.reload();

    await guest.ordersButton.waitFor();
    // The order may show before the page has asked again for it.
    await expect.poll(() => keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
    expect(await office.orderCount(table)).toBe(1);
    await guest.openOrders();
    expect(await guest.orders.getByRole('heading', { name: /^Order \d+$/ }).count()).toBe(1);
  });
}

test('two phones send the same cart: one order, and the other is told who sent it', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const belasPhone = await device('bela', 'phone');
  belasPhone.expects({ at: '/api/v1/orders', says: '409' });
  const bela = new Guest(belasPhone, stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  // Bela's order waits at the door until Asha's is through.
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  await bela.page.route(ORDERS, async (route) => {
    if (route.request().method() === 'POST') await gate;
    await route.continue();
  });
  await bela.order();
  await bela.cart.getByText(seat.placing.sending).waitFor();
  await asha.order();
  const number = await asha.confirmed();
  open();

  await bela.cart.getByText(seat.orders.sentBy('Asha', number)).waitFor();
  for (const words of [seat.placing.cartChanged, seat.cart.empty]) await bela.cart.getByText(words).waitFor({ state: 'hidden' });
  await bela.cart.getByRole('button', { name: seat.placing.follow }).click();
  await bela.orderCard(number).waitFor();
  expect(await office.orderCount(table)).toBe(1);
});

test('options, quantity and notes arrive in the kitchen as the guest chose them', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.choose('Hot and Sour Soup', [], '');
  // A required choice is asked for, not guessed.
  const sheet = guest.dialog('Hot and Sour Soup');
  await sheet.getByRole('alert').getByText(seat.item.missing(1, 'Size')).waitFor();
  await sheet.getByRole('radio').first().check();
  await sheet.getByLabel(seat.item.note).fill('no onions');
  await sheet.getByRole('button', { name: seat.item.add(1) }).click();
  await sheet.waitFor({ state: 'hidden' });
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.openCart();
  await guest.cart.getByRole('button', { name: /^One more of/ }).click();
  await guest.cart.getByRole('button', { name: seat.cart.addNote }).click();
  await guest.cart.getByLabel(seat.cart.orderNote).fill('we are in a hurry');
  await guest.cart.getByRole('button', { name: SEND }).click();
  await guest.confirmed();

  const [order] = await office.kitchenOrders(table);
  expect(order?.note).toBe('we are in a hurry');
  expect(order?.lines).toMatchObject([{ name: 'Hot and Sour Soup', quantity: 2, note: 'no onions' }]);
  expect(order?.lines[0]?.options).toHaveLength(1);
});

/** The idempotency keys under which a page sends orders, in order. */
function orderKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request: Request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/v1/orders')) return;
    keys.push(request.headers()['idempotency-key'] ?? 'none');
  });
  return keys;
}
