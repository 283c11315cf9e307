import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { expect, test } from './harness/test';

test('the bill has every round, the server’s total, and what was not accepted struck out with its reason', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const friend = new Guest(await device('friend', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await friend.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  await friend.add('Jeera Rice');
  await friend.add('Idli Sambar');
  const second = await friend.orderNow(2);
  const [refused] = (await office.kitchenOrders(table)).filter(({ number }) => number === second);
  if (!refused) throw new Error('the second round is not in the kitchen');
  await office.reject(refused, 'the rice is all gone');
  await guest.add('Kachumber Salad');
  await guest.orderNow(1);

  const bill = await guest.openBill();
  await bill.getByRole('listitem', { name: seat.bill.round(3) }).waitFor();
  // Two of one name are told apart.
  const round = bill.getByRole('listitem', { name: seat.bill.round(2) });
  await round.getByText('Asha (2)').first().waitFor();
  await round.getByText(seat.bill.notCounted(seat.bill.struck['rejected'] ?? '', 'the rice is all gone')).waitFor();
  expect(await round.getByRole('deletion').allTextContents()).toEqual(['Jeera Rice', 'Idli Sambar']);
  // 95 and 120 rupees; the round that was refused is not in it.
  await bill.locator('strong[aria-busy="false"]').getByText('₹215').waitFor();
  expect(await office.total(table)).toBe(21_500);

  await bill.getByRole('button', { name: seat.bill.ask }).click();
  await guest.callRow('bill').getByText(seat.calls.state['sent'] ?? '').waitFor();
  expect(await office.calls(table)).toMatchObject([{ reason: 'bill', status: 'open' }]);
});

test('one phone sends for two, and the bill says who added what and what each comes to', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await bela.add('Kachumber Salad');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await asha.add('Vada Pav');
  const number = await asha.orderNow(2);
  const bill = await asha.openBill();
  const parts = bill.getByRole('listitem', { name: seat.bill.parts });
  await parts.getByText(/Bela\s*₹120/).waitFor();
  await parts.getByText(new RegExp(`Asha \\(you\\)\\s*₹95`)).waitFor();
  const round = bill.getByRole('listitem', { name: seat.bill.round(1) });
  await round.getByRole('listitem').filter({ hasText: 'Kachumber Salad' }).getByText('Bela').waitFor();
  await asha.closeSheet();
  await asha.openOrders();
  const line = asha.orderCard(number).getByRole('listitem').filter({ hasText: 'Kachumber Salad' });
  await line.getByText(seat.orders.addedBy('Bela', false)).waitFor();
});

test('in an INDIVIDUAL session everybody sees who ordered what, and nobody another’s unsent cart', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table, 'individual');
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await asha.orderNow(1);
  await bela.add('Kachumber Salad');
  await bela.orderNow(1);
  await asha.add('Vada Pav');
  await asha.orderNow(1);

  for (const [phone, own, other] of [
    [asha, seat.bill.you('Asha'), 'Bela'],
    [bela, seat.bill.you('Bela'), 'Asha'],
  ] as const) {
    const bill = await phone.openBill();
    await bill.getByRole('listitem', { name: own, exact: true }).waitFor();
    await bill.getByRole('listitem', { name: other, exact: true }).waitFor();
    await bill.locator('strong[aria-busy="false"]').getByText('₹310').waitFor();
    await phone.closeSheet();
  }
  const bill = await bela.openBill();
  const ashas = bill.getByRole('listitem', { name: 'Asha', exact: true });
  expect(await ashas.getByText('Vada Pav').count()).toBe(2);
  await ashas.getByText('₹190').waitFor();
  expect(await office.total(table)).toBe(31_000);
  await bela.closeSheet();

  // Each has something unsent, which is in no other cart and on no bill.
  await bela.add('Idli Sambar');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await asha.add('Jeera Rice');
  for (const phone of [asha, bela]) await saved(phone);
  // A page that is read anew has all that the server tells this guest.
  for (const [phone, own, other] of [
    [asha, 'Jeera Rice', 'Idli Sambar'],
    [bela, 'Idli Sambar', 'Jeera Rice'],
  ] as const) {
    await phone.page.reload();
    await phone.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
    const cart = await phone.openCart();
    expect(await cart.getByRole('heading', { level: 3 }).allTextContents()).toEqual([own]);
    await phone.closeSheet();
    const bill = await phone.openBill();
    await bill.locator('strong[aria-busy="false"]').getByText('₹310').waitFor();
    expect(await bill.getByText(other).count()).toBe(0);
    expect(await bill.getByText(own).count()).toBe(0);
  }
});

test('an order that is not accepted says why, and goes back into the cart by one tap', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.choose('Bhel Puri', [], 'no onions');
  await guest.add('Vada Pav');
  const number = await guest.orderNow(2);
  const [order] = await office.kitchenOrders(table);
  if (order) await office.reject(order, 'the kitchen closes');
  await guest.openOrders();
  await guest.orderCard(number).getByText(seat.orders.reason('the kitchen closes')).waitFor();
  await guest.orderCard(number).getByRole('button', { name: seat.orders.putBack }).click();
  await guest.cart.getByRole('heading', { name: 'Bhel Puri' }).waitFor();
  await guest.cart.getByText(seat.cart.note('no onions')).waitFor();
  await guest.cart.getByRole('button', { name: SEND }).click();
  expect(await guest.confirmed()).not.toBe(number);
  // 95 for the one, and whatever the other is; nothing was owed for what was refused.
  expect(await office.total(table)).toBeGreaterThan(9_500);
  const lines = (await office.kitchenOrders(table)).at(-1)?.lines.map(({ name, note }) => [name, note]);
  // Two lines that go into the cart at once may arrive in either order.
  expect(lines?.toSorted()).toEqual([
    ['Bhel Puri', 'no onions'],
    ['Vada Pav', undefined],
  ]);
});

test('the confirmation has number, lines and total, and says when the restaurant accepts', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.add('Kachumber Salad');
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.openCart();
  await guest.cart.getByRole('button', { name: SEND }).click();
  const number = await guest.confirmed();
  const [order] = await office.kitchenOrders(table);
  expect(order?.number).toBe(number);
  await guest.cart.getByText('₹215').waitFor();
  expect(await guest.cart.getByRole('listitem').count()).toBe(2);
  await guest.cart.getByText(seat.placing.next['placed'] ?? '').waitFor();
  if (order) await office.advance(order, 'accepted', 'preparing');
  await guest.cart.getByText(seat.placing.next['preparing'] ?? '').waitFor();
  await guest.followOrder();
  await guest.step(number).getByText('Cooking').waitFor();
});

test('how the guest wants to pay is asked with the bill, and told to who brings it', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  const bill = await guest.openBill();
  await bill.getByLabel(seat.payment.name.card).check();
  await bill.getByRole('button', { name: seat.bill.ask }).click();
  await expect.poll(async () => (await office.calls(table)).map(({ reason, note }) => [reason, note])).toEqual([['bill', 'Card']]);
});

test('a table that is closed says goodbye with what was eaten, and the code leads to the menu again', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  // The farewell has the total once the page has heard it from the server.
  await guest.openBill();
  await guest.bill.locator('strong[aria-busy="false"]').getByText('₹95').waitFor();
  await guest.closeSheet();
  await office.close(session.id);
  const farewell = guest.dialog(seat.ended.closedTitle);
  await farewell.getByText('Vada Pav').waitFor();
  await farewell.getByText('₹95').waitFor();
  await guest.scan(table);
  await guest.page.reload();
  await guest.button(text.bar.join).waitFor();
});

/** The one line of the phone's cart is in the server's. */
async function saved(phone: Guest): Promise<void> {
  const cart = await phone.openCart();
  await cart.getByRole('heading', { level: 3 }).waitFor();
  await cart.getByText(seat.cart.unsaved).waitFor({ state: 'hidden' });
  await cart.getByRole('button', { name: SEND, disabled: false }).waitFor();
  await phone.closeSheet();
}
