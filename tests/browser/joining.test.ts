import { guest as text } from '$text/en/guest';
import { landing } from '$text/en/landing';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { expect, test } from './harness/test';

test('a wrong PIN is refused, and after five the phone has to wait', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const wrong = pin === '0000' ? '1111' : '0000';
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/sessions/join', says: '403' }, { at: '/api/v1/sessions/join', says: '429' });
  const guest = new Guest(phone, stack.url, 'Asha');

  await guest.scan(table);
  for (let tries = 1; tries <= 5; tries += 1) {
    const answered = guest.page.waitForResponse(/\/sessions\/join$/);
    await guest.tryPin(wrong);
    expect((await answered).status()).toBe(403);
    await guest.dialog().getByText(seat.join.pinWrong()).waitFor();
  }
  await guest.tryPin(pin);
  await guest.dialog().getByRole('alert').filter({ hasText: 'Too many wrong PINs' }).waitFor();

  // Another phone of the same table is not locked out with it.
  const friend = new Guest(await device('friend', 'phone'), stack.url, 'Bela');
  await friend.sitDown(table, pin);
  await friend.page.getByRole('banner').getByRole('button', { name: seat.people.you('Bela') }).waitFor();
});

test('a PIN that is no PIN is not even sent', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const posts: string[] = [];
  guest.page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));

  await guest.scan(table);
  await guest.tryPin('12');
  await guest.dialog().getByText(seat.join.pinForm).waitFor();
  expect(posts).toEqual([]);
});

test('a table that nobody has opened shows the menu and lets nobody join', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(table);
  await guest.button(text.bar.join).click();
  await guest.dialog().getByText(seat.join.closedTitle).waitFor();

  // Once staff open it, the page goes on by itself.
  const { pin } = await office.open(table);
  await guest.dialog().getByLabel(seat.join.pin).waitFor();
  await guest.tryPin(pin);
  await guest.seated();
});

test('an unknown code says so and takes another one', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/tables/', says: '404' });
  await phone.page.goto(`${stack.url}/#ZZZZZZZZ`);
  await phone.page.getByRole('alert').filter({ hasText: landing.code.unknown }).waitFor();
  await phone.page.getByLabel(landing.code.label).fill(table.code.toLowerCase());
  await phone.page.getByRole('button', { name: landing.code.submit }).click();
  await phone.page.getByText(text.table(table.name), { exact: true }).waitFor();
});

test('closing the tab loses nothing: scanning again restores the seat, the cart and the orders', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.order();
  const number = await guest.confirmed();
  await guest.closeSheet();
  await guest.add('Jeera Rice');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await phone.page.close();

  await phone.reopen();
  await guest.scan(table);
  await guest.seated();
  await guest.page.getByRole('banner').getByRole('button', { name: seat.people.you('Asha') }).waitFor();
  await guest.openCart();
  await guest.cart.getByRole('heading', { name: 'Jeera Rice' }).waitFor();
  expect(await guest.cart.getByRole('listitem').count()).toBe(1);
  await guest.closeSheet();
  await guest.openOrders();
  await guest.orderCard(number).getByText('Vada Pav').waitFor();
});

test('a phone that forgot its token comes back by PIN as the same guest', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.page.evaluate((code) => localStorage.removeItem(`salver.seat.${code}`), table.code);

  await guest.page.reload();
  await guest.tryPin(pin);
  await guest.page.getByText(text.welcomeBack('Asha')).waitFor();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  expect(await office.guestCount(table)).toBe(1);
  expect(session.mode).toBe('family');
});

test('in an INDIVIDUAL session each phone has its own cart and orders it alone', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table, 'individual');
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await asha.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await bela.add('Jeera Rice');
  await bela.add('Idli Sambar');
  await bela.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();

  await asha.order();
  const number = await asha.confirmed();
  await asha.followOrder();
  await asha.orderCard(number).getByText('Vada Pav').waitFor();
  // Bela's is untouched, and is hers to send.
  const cart = await bela.openCart();
  expect(await cart.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Jeera Rice', 'Idli Sambar']);
  await bela.closeSheet();
  await bela.order();
  expect(await bela.confirmed()).not.toBe(number);
  expect(await office.orderCount(table)).toBe(2);
});
