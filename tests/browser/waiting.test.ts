import { board } from '$text/en/board';
import { floor as text } from '$text/en/floor';
import { OwnerScreen } from './harness/office-pages';
import { RemoteGuest } from './harness/remote-guest';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

const PHONE = { width: 390, height: 844 };
const SCREENS = 1.5;

test('what is only accepted is waiting, on the tile, in the sheet and before closing; then it cooks', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const order = await guest.order();
  await office.advance(order, 'accepted');
  await floor.tile(table).getByText(text.toCook(1)).waitFor();
  expect(await floor.tile(table).getByText(text.cooking(1)).count()).toBe(0);
  const sheet = await floor.show(table);
  const card = sheet.getByRole('listitem', { name: text.order.number(order.number) });
  await card.getByText(text.order.status.accepted, { exact: true }).waitFor();
  await sheet.getByRole('button', { name: text.close.button }).click();
  await sheet.getByText(text.close.open.waiting(1)).waitFor();
  expect(await sheet.getByText(text.close.open.cooking(1)).count()).toBe(0);
  await sheet.getByRole('button', { name: text.close.keep }).click();

  await office.advance(order, 'preparing');
  await card.getByText(text.order.status.preparing, { exact: true }).first().waitFor();
  await floor.closeSheet();
  await floor.tile(table).getByText(text.cooking(1)).waitFor();
  expect(await floor.tile(table).getByText(text.toCook(1)).count()).toBe(0);
});

test('whoever accepts an order or carries it reads of an allergy what the kitchen reads, said by the switch or in words', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const owner = await OwnerScreen.start(await device('owner', 'phone'), stack);
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('tandoori-chicken', 2, ['tandoor-plate-full', 'spice-hot']);
  await guest.add('vada-pav', 1, [], 'No peanuts', undefined, true);
  await guest.add('jeera-rice', 1, [], 'मूंगफली से एलर्जी');
  await guest.add('idli-sambar', 2, [], 'Extra napkins');
  const order = await guest.order('Sesame allergy at the table');
  await guest.call('other', 'My son has a nut allergy');
  await floor.view('todo');
  const { allergy, each } = board.dish;
  const card = floor.todo(table, text.todo.accept(order.number));
  const row = owner.row(order.number, table);
  await row.getByText(allergy, { exact: true }).waitFor();
  const sheet = await owner.show(order.number, table);
  for (const place of [card, sheet]) {
    const dish = (name: string) => place.getByRole('listitem').filter({ hasText: name });
    await dish('Tandoori Chicken').waitFor();
    const lines = (await dish('Tandoori Chicken').innerText()).split('\n').map((line) => line.trim()).filter((line) => line !== '');
    expect(lines.slice(0, 2)).toEqual([board.dish.quantity(2), 'Tandoori Chicken']);
    expect(lines[2]).toMatch(/^each: \S/);
    expect(lines[3]).toBe('Hot');
    expect(await dish('Idli Sambar').getByText(each, { exact: true }).count()).toBe(1);
    expect(await dish('Idli Sambar').getByText(allergy, { exact: true }).count()).toBe(0);
    for (const name of ['Vada Pav', 'Jeera Rice']) expect(await dish(name).getByText(allergy, { exact: true }).count(), name).toBe(1);
    // With the one in the order's own note.
    expect(await place.getByText(allergy, { exact: true }).count()).toBe(3);
  }
  await floor.todo(table, text.call.reasons.other).getByText(allergy, { exact: true }).waitFor();
  await office.advance(order, 'accepted', 'preparing', 'ready');
  await floor.todo(table, text.todo.serve([order.number])).getByText(allergy, { exact: true }).nth(2).waitFor();
});

test('several orders of one table that are ready are one card, and one tap serves them', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const numbers: number[] = [];
  for (const dish of ['vada-pav', 'butter-roti']) {
    await guest.add(dish);
    const order = await guest.order();
    numbers.push(order.number);
    await office.advance(order, 'accepted', 'preparing', 'ready');
  }
  await floor.view('todo');
  const card = floor.todo(table, text.todo.serve(numbers));
  await card.getByText('Vada Pav').waitFor();
  await card.getByText('Butter Roti').waitFor();
  await card.getByRole('button', { name: text.order.serveOf(...numbers) }).click();
  await card.waitFor({ state: 'hidden' });
  expect((await office.floor()).orders.filter(({ number }) => numbers.includes(number))).toEqual([]);
});

test('what a party left behind says so, also beside new guests, and one tap drops it', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { session, pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  await guest.add('butter-roti');
  const order = await guest.order();
  await office.advance(order, 'accepted', 'preparing');
  await office.close(session.id);
  await office.open(table);
  await floor.tile(table).getByText(text.seated).waitFor();
  await floor.tile(table).getByText(text.left.band, { exact: true }).waitFor();
  await floor.view('todo');
  const card = floor.page.getByRole('region', { name: text.left.title }).getByRole('listitem', { name: text.order.number(order.number) });
  await card.getByText(text.left.band, { exact: true }).waitFor();
  await card.getByText(text.left.at(table.name)).waitFor();
  await card.getByRole('button', { name: text.left.dropOf(order.number) }).click();
  await card.waitFor({ state: 'hidden' });
  const dropped = (await office.party(session.id)).orders.find(({ id }) => id === order.id);
  expect([dropped?.status, dropped?.reason]).toEqual(['cancelled', text.left.reason]);
  await floor.view('tables');
  await floor.tile(table).getByText(text.seated).waitFor();
  expect(await floor.tile(table).getByText(text.left.band, { exact: true }).count()).toBe(0);
});

test('a PIN that was guessed at is seen on the floor, and a new one lifts the lock', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { pin } = await office.open(table);
  const wrong = pin === '0000' ? '1111' : '0000';
  await floor.tile(table).getByText(text.seated).waitFor();
  expect(await floor.tile(table).getByText(text.pinLocked).count()).toBe(0);
  // Each try from a phone of its own: a table is locked by all of them together.
  const locked = async () => (await office.tableOf(table))?.session?.pin_locked_until != null;
  while (!(await locked())) await RemoteGuest.join(stack, table, wrong, 'Mallory').catch(() => {});
  await floor.tile(table).getByText(text.pinLocked).waitFor();

  const sheet = await floor.show(table);
  await sheet.getByText(text.pin.locked).waitFor();
  await sheet.getByRole('button', { name: text.pin.rotate }).click();
  await sheet.getByText(text.pin.locked).waitFor({ state: 'hidden' });
  await floor.closeSheet();
  await floor.tile(table).getByText(text.pinLocked).waitFor({ state: 'hidden' });
});

test('a table can be given to those who wait at tables only', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const sheet = await floor.show(table);
  const names = (await office.floor()).waiters.filter(({ role }) => role === 'waiter').map(({ name }) => name);
  const offered = await sheet.getByLabel(text.waiter.label).getByRole('option').allTextContents();
  expect(offered.map((name) => name.trim().replace(/ \(you\)$/, ''))).toEqual(names);
});

test('forty tables are seen within one and a half screens of a phone, the own ones on top', async ({ stack, office, device }) => {
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { page } = floor;
  await page.setViewportSize(PHONE);
  const { sections } = await office.floor();
  const free = sections.flatMap(({ tables }) => tables).filter(({ status }) => status === 'free').map(({ id }) => id);
  const tables = stack.ready.tables.filter(({ id }) => free.includes(id));
  const mine = tables.at(-1);
  if (!mine) throw new Error('no free tables');
  await floor.openTable(mine);
  await floor.closeSheet();
  // Others are busy too: a busy tile says more than a free one.
  for (const table of tables.slice(0, 12)) {
    const { pin } = await office.open(table);
    const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
    await guest.add('vada-pav');
    await office.advance(await guest.order(), 'accepted');
  }
  const tiles = page.locator('[data-table]');
  await expect.poll(() => tiles.filter({ hasText: text.toCook(1) }).count()).toBe(12);
  expect(await tiles.count()).toBeGreaterThanOrEqual(40);
  const fortieth = await tiles.nth(39).evaluate((tile) => tile.getBoundingClientRect().bottom + scrollY);
  expect(fortieth).toBeLessThanOrEqual(PHONE.height * SCREENS);

  const own = page.getByRole('region', { name: text.own }).getByRole('button');
  const names = async (of: typeof tiles) => (await of.locator('strong').allTextContents()).map((name) => name.trim());
  const above = await names(own);
  expect(above).toContain(mine.name);
  expect((await names(tiles)).slice(0, above.length)).toEqual(above);
  expect((await names(tiles)).filter((name) => name === mine.name)).toHaveLength(1);
});
