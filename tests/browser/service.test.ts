import { guest as text } from '$text/en/guest';
import { floor as floorText } from '$text/en/floor';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

test('a table is served: two phones, a kitchen tablet and a floor screen, from opening to closing', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('floor', 'desk'), stack);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  // What is on the screens comes from events alone from here on.
  const reloads: string[] = [];
  for (const { page } of [floor, kitchen]) page.on('domcontentloaded', () => reloads.push(page.url()));

  // The waiter opens the table and tells the PIN.
  const pin = await floor.openTable(table);
  expect(pin).toMatch(/^\d{4,6}$/);
  await floor.closeSheet();

  // Two phones, one cart: each sees what the other added, and who it was.
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await bela.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await bela.add('Jeera Rice');
  await asha.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await asha.openCart();
  await asha.cart.getByRole('region', { name: 'Bela' }).getByText('Jeera Rice').waitFor();
  await asha.closeSheet();
  await bela.openCart();
  await bela.cart.getByRole('region', { name: 'Asha' }).getByText('Vada Pav').waitFor();

  // One of them orders; the other's cart empties by itself.
  await bela.cart.getByRole('button', { name: SEND }).click();
  const first = await bela.confirmed();
  await asha.ordersButton.filter({ hasText: text.bar.order(first) }).waitFor();
  await bela.followOrder();
  await asha.openOrders();
  for (const guest of [asha, bela]) await guest.step(first).getByText('Sent').waitFor();

  // The kitchen has it at once, and the floor knows that it waits to be accepted.
  await kitchen.ticket(first, 'pending').getByText('Vada Pav').waitFor();
  await kitchen.ticket(first, 'pending').getByText('Jeera Rice').waitFor();
  await floor.tile(table).getByText(floorText.toAccept(1)).waitFor();

  // Each step in the kitchen shows on both phones.
  await kitchen.act('accept', first, table);
  for (const guest of [asha, bela]) await guest.step(first).getByText('Accepted').waitFor();
  await kitchen.act('start', first, table);
  for (const guest of [asha, bela]) await guest.step(first).getByText('Cooking').waitFor();
  await kitchen.tapLine(first, 'Vada Pav');
  for (const guest of [asha, bela]) await dish(guest, first, 'Vada Pav').getByText(seat.orders.line.ready).waitFor();
  await dish(bela, first, 'Jeera Rice').getByText(seat.orders.line.cooking).waitFor();
  await kitchen.act('ready', first, table);
  for (const guest of [asha, bela]) await guest.step(first).getByText('Ready').waitFor();
  await floor.tile(table).getByText(floorText.ready(1)).waitFor();

  // Ready too soon: recalled, and the phones see that too.
  await kitchen.ticket(first, 'ready').getByRole('button', { name: kitchenText.back(first) }).click();
  await kitchen.ticket(first, 'preparing').waitFor();
  for (const guest of [asha, bela]) await guest.step(first).getByText('Cooking').waitFor();
  await kitchen.act('ready', first, table);
  await kitchen.act('serve', first, table);
  await kitchen.ticket(first).waitFor({ state: 'hidden' });
  for (const guest of [asha, bela]) await guest.step(first).getByText('Served').waitFor();

  // Served by mistake: brought back from the list of what was done.
  await kitchen.page.getByRole('button', { name: kitchenText.done.title }).click();
  await kitchen.dialog().getByRole('button', { name: kitchenText.done.recall }).click();
  await kitchen.ticket(first, 'ready').waitFor();
  for (const guest of [asha, bela]) await guest.step(first).getByText('Ready').waitFor();

  // A second round; the waiter accepts this one.
  await asha.closeSheet();
  await bela.closeSheet();
  await asha.add('Idli Sambar');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await asha.order();
  const second = await asha.confirmed();
  expect(second).toBeGreaterThan(first);
  await kitchen.ticket(second, 'pending').waitFor();
  const sheet = await floor.show(table);
  await sheet.getByRole('button', { name: floorText.order.acceptOf(second) }).click();
  await floor.closeSheet();
  await asha.followOrder();
  await asha.step(second).getByText('Accepted').waitFor();
  await kitchen.act('start', second, table);
  await bela.ordersButton.filter({ hasText: text.bar.order(second) }).waitFor();
  await asha.step(second).getByText('Cooking').waitFor();
  expect(await asha.orders.getByRole('heading', { name: /^Order \d+$/ }).count()).toBe(2);
  expect(await office.orderCount(table)).toBe(2);

  // Closing the table puts both phones out, kindly, and for good.
  const dishes = asha.page.getByRole('heading', { level: 2 }).first();
  await floor.closeTable(table);
  for (const guest of [asha, bela]) {
    await guest.dialog().getByText(seat.ended.closedHeading).waitFor();
    await guest.dialog().getByRole('button', { name: seat.ended.menu }).click();
    await guest.button(text.bar.join).waitFor();
  }
  await dishes.waitFor();
  await asha.page.reload();
  await asha.button(text.bar.join).waitFor();
  await floor.tile(table).getByText(/^\s*Free/).waitFor();
  // The kitchen still has what was begun.
  await kitchen.ticket(second).waitFor();
  expect(reloads).toEqual([]);
});


/** A line of an order in the open sheet of orders. */
function dish(guest: Guest, number: number, name: string) {
  return guest.orderCard(number).getByRole('listitem').filter({ hasText: name });
}
