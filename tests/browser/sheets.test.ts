import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

test('Back closes the sheet on top and stays on the page; then it leaves', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.page.goto(`${stack.url}/sign-in`);
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  const here = guest.page.url();
  await guest.openBill();
  await guest.page.goBack();
  await guest.dialog().waitFor({ state: 'hidden' });
  expect(guest.page.url()).toBe(here);
  // Closed by hand, a sheet leaves nothing behind that Back would have to close.
  await guest.openCalls();
  await guest.closeSheet();
  await guest.page.goBack();
  await guest.page.waitForURL(/sign-in/);
});

test('Back closes a sheet of the kitchen too', async ({ stack, device }) => {
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const here = kitchen.page.url();
  await kitchen.page.getByRole('button', { name: kitchenText.done.title }).click();
  await kitchen.dialog().waitFor();
  await kitchen.page.goBack();
  await kitchen.dialog().waitFor({ state: 'hidden' });
  expect(kitchen.page.url()).toBe(here);
  await kitchen.live();
});

test('a tap beside a dish keeps what was chosen in it, and closes it while nothing is', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(table);
  const dish = 'Hot and Sour Soup';
  const choose = guest.button(new RegExp(`^${text.menu.chooseNamed(dish)}`));
  await choose.click();
  await guest.dialog(dish).waitFor();
  await guest.page.mouse.click(195, 5);
  await guest.dialog(dish).waitFor({ state: 'hidden' });

  await choose.click();
  const radio = guest.dialog(dish).getByRole('radio').first();
  await radio.check();
  await guest.dialog(dish).getByLabel(seat.item.note).fill('no onions');
  await guest.page.mouse.click(195, 5);
  expect([await radio.isChecked(), await guest.dialog(dish).getByLabel(seat.item.note).inputValue()]).toEqual([true, 'no onions']);
});

test('a table that staff open turns into the form for its PIN by itself', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(table);
  await guest.button(text.bar.join).getByText(text.bar.closed).waitFor();
  await guest.button(text.bar.join).click();
  await guest.dialog().getByText(seat.join.closedText).waitFor();
  const { pin } = await office.open(table);
  await guest.dialog().getByLabel(seat.join.pin).waitFor();
  await guest.tryPin(pin);
  await guest.seated();
});
