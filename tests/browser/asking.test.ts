import { floor as text } from '$text/en/floor';
import { guest as page } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

const { join } = seat;

test('guests at a closed table ask for it, the floor opens it from its list, and they join', async ({ stack, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  await asha.scan(table);
  await asha.button(page.bar.join).click();
  const ask = asha.dialog().getByRole('button', { name: join.ask });
  await ask.click();
  await asha.dialog().getByText(join.askedText).waitFor();
  expect(await ask.count()).toBe(0);
  // Whoever else stands there sees that it is asked for, and after a reload too.
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await bela.scan(table);
  await bela.button(page.bar.join).click();
  await bela.dialog().getByText(join.askedText).waitFor();

  await floor.tile(table).getByText(text.asked).waitFor();
  await floor.view('todo');
  const todo = floor.todo(table, text.todo.open);
  expect(await todo.count()).toBe(1);
  await todo.getByRole('button', { name: text.open.of(table.name) }).click();
  await floor.sheet(table).getByRole('button', { name: text.open.submit }).click();
  const pin = await floor.readPin(table);
  await floor.closeSheet();
  await todo.waitFor({ state: 'hidden' });
  await floor.view('tables');
  await floor.tile(table).getByText(text.seated).waitFor();
  expect(await floor.tile(table).getByText(text.asked).count()).toBe(0);

  // The sheet turns to the PIN by itself.
  await asha.dialog().getByLabel(join.pin).waitFor();
  await asha.tryPin(pin);
  await asha.seated();
});

test('who asks for a table that was opened meanwhile is asked for its PIN at once', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/opening-requests', says: '409' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.scan(table);
  await guest.button(page.bar.join).click();
  const ask = guest.dialog().getByRole('button', { name: join.ask });
  await ask.waitFor();
  const { pin } = await office.open(table);
  await ask.click();
  await guest.dialog().getByLabel(join.pin).waitFor();
  await guest.tryPin(pin);
  await guest.seated();
});

test('without network, and where it was asked for too often, the page says so', async ({ stack, device }) => {
  const table = stack.freeTable();
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/opening-requests', says: 'ERR_' }, { at: '/opening-requests', says: '429' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.scan(table);
  await guest.button(page.bar.join).click();
  const ask = guest.dialog().getByRole('button', { name: join.ask });
  await guest.page.route('**/opening-requests', (route) => route.abort(), { times: 1 });
  await ask.click();
  await guest.dialog().getByRole('alert').filter({ hasText: /./ }).waitFor();
  const problem = { code: 'rate_limited', status: 429, title: 'Too many', retry_after: 600 };
  await guest.page.route('**/opening-requests', (route) => route.fulfill({ status: 429, json: problem }), { times: 1 });
  await ask.click();
  await guest.dialog().getByText(join.askedOften).waitFor();
  await ask.click();
  await guest.dialog().getByText(join.askedText).waitFor();
  expect(await guest.dialog().getByText(join.askedOften).count()).toBe(0);
});
