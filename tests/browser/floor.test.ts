import { board } from '$text/en/board';
import { floor as text } from '$text/en/floor';
import { staff as staffText } from '$text/en/staff';
import type { Page } from 'playwright-core';
import type { BackOffice } from './harness/back-office';
import { RemoteGuest } from './harness/remote-guest';
import type { Stack, Table } from './harness/stack';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

/** A table with a party and one phone, opened by the manager. */
async function seated(stack: Stack, office: BackOffice, table: Table, name: string) {
  const { session, pin } = await office.open(table);
  return { session: session.id, pin, guest: await RemoteGuest.join(stack, table, pin, name) };
}

/** The calls of a table as the API has them. */
async function callsOf(office: BackOffice, session: string) {
  const { calls } = await office.floor();
  return calls.filter((call) => call.session_id === session).map(({ reason, status }) => `${reason} ${status}`);
}

test('a call comes up, rings, is answered and done; the API agrees with the page', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('waiter', 'phone');
  await countAlarms(phone.page);
  const floor = await FloorScreen.start(phone, stack);
  const { page } = floor;
  const { session, guest } = await seated(stack, office, table, 'Asha');
  await floor.tile(table).getByText(text.phones(1)).or(floor.tile(table).getByText(text.party(2))).first().waitFor();
  // Before the first touch browsers allow neither sound nor vibration, and the page says so.
  await page.getByText(text.alerts.waiting).waitFor();
  await guest.call('water');
  await floor.tile(table).getByText(text.call.open(1)).waitFor();
  expect(await alarms(page)).toEqual({ sounds: 0, buzzes: 0 });

  await floor.view('todo');
  await page.getByText(text.alerts.waiting).waitFor({ state: 'hidden' });
  await guest.call('bill', 'by card, please');
  const bill = floor.todo(table, text.call.reasons.bill);
  await bill.getByText('by card, please').waitFor();
  await bill.getByText(text.call.by('Asha')).waitFor();
  await expect.poll(() => alarms(page)).toMatchObject({ buzzes: 1 });
  expect((await alarms(page)).sounds).toBeGreaterThan(0);
  // The oldest first.
  const titles = page.getByRole('listitem', { name: new RegExp(`^${text.todo.table(table.name)}: `) });
  await expect.poll(() => titles.count()).toBe(2);
  const names = await titles.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(names.map((name) => name?.split(': ')[1])).toEqual([text.call.reasons.water, text.call.reasons.bill]);

  await bill.getByRole('button', { name: text.call.acknowledgeOf('bill', table.name) }).click();
  await bill.getByText(text.call.going).waitFor();
  expect(await callsOf(office, session)).toEqual(['water open', 'bill acknowledged']);
  await bill.getByRole('button', { name: text.call.resolveOf('bill', table.name) }).click();
  await bill.waitFor({ state: 'hidden' });
  expect(await callsOf(office, session)).toEqual(['water open']);

  // The same at the table itself, without "I'm on it" first.
  await floor.view('tables');
  const sheet = await floor.show(table);
  await sheet.getByRole('button', { name: text.call.resolveOf('water', table.name) }).click();
  await floor.todo(table, text.call.reasons.water).waitFor({ state: 'hidden' });
  await floor.closeSheet();
  await floor.tile(table).getByText(text.call.open(1)).waitFor({ state: 'hidden' });
  expect(await callsOf(office, session)).toEqual([]);

  // Muted on this device, which stays so; a phone still vibrates.
  await page.getByRole('button', { name: staffText.account.open }).click();
  await page.getByRole('button', { name: board.sound.mute }).click();
  await page.reload();
  await floor.live();
  await floor.view('todo');
  await guest.call('waiter');
  await floor.todo(table, text.call.reasons.waiter).waitFor();
  await expect.poll(() => alarms(page)).toEqual({ sounds: 0, buzzes: 1 });
  // Closing the table ends its calls, in the list too.
  await office.close(session);
  await floor.todo(table, text.call.reasons.waiter).waitFor({ state: 'hidden' });
});

test('waiter, party size and guests are live on every floor screen', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('desk', 'desk'), stack);
  const other = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const pin = await floor.openTable(table);
  const sheet = floor.sheet(table);
  await sheet.getByText(text.guests.none).waitFor();
  const asha = await RemoteGuest.join(stack, table, pin, 'Asha');
  await sheet.getByRole('listitem').filter({ hasText: 'Asha' }).waitFor();
  await RemoteGuest.join(stack, table, pin, '');
  await sheet.getByRole('listitem').filter({ hasText: 'Guest 2' }).waitFor();
  await asha.add('vada-pav', 2);
  const order = await asha.order();
  const bill = sheet.getByRole('region', { name: text.bill.title });
  await bill.getByRole('listitem').filter({ hasText: 'Vada Pav' }).getByText(text.order.quantity(2)).waitFor();

  const { waiters } = await office.floor();
  const me = (await office.tableOf(table))?.session?.waiter_id;
  const colleague = waiters.find(({ id, role }) => role === 'waiter' && id !== me) ?? waiters.find(({ id }) => id !== me);
  if (!colleague) throw new Error('nobody else serves');
  await sheet.getByLabel(text.waiter.label).selectOption(colleague.id);
  await other.tile(table).getByText(colleague.name).waitFor();
  for (let taps = 0; taps < 3; taps += 1) await sheet.getByRole('button', { name: /^One more/ }).click();
  await other.tile(table).getByText(text.party(5)).waitFor();
  const now = (await office.tableOf(table))?.session;
  expect([now?.waiter_id, now?.party_size, now?.guest_count]).toEqual([colleague.id, 5, 2]);
  expect(now?.last_order_at).toBe(order.placed_at);

  // What is still open is said before the table is closed.
  await sheet.getByRole('button', { name: text.close.button }).click();
  await sheet.getByText(text.close.open.accept(1)).waitFor();
  await sheet.getByRole('button', { name: text.close.keep }).click();
  expect((await office.tableOf(table))?.session?.id).toBe(now?.id);
  // Nothing is left to do for the tests that follow.
  await office.advance(order, 'accepted');
});

test('a table is kept for a party, freed, and taken', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const other = await FloorScreen.start(await device('desk', 'desk'), stack);
  const sheet = await floor.show(table);
  await sheet.getByRole('button', { name: text.book.book }).click();
  await other.tile(table).getByText(text.status.booked).waitFor();
  expect((await office.tableOf(table))?.status).toBe('booked');
  await sheet.getByRole('button', { name: text.book.free }).click();
  await other.tile(table).getByText(text.status.free).waitFor();
  expect((await office.tableOf(table))?.status).toBe('free');
  await sheet.getByRole('button', { name: text.book.book }).click();
  await other.tile(table).getByText(text.status.booked).waitFor();
  await sheet.getByRole('button', { name: text.open.submit }).click();
  expect(await floor.readPin(table)).toMatch(/^\d{4,6}$/);
  await other.tile(table).getByText(text.party(2)).waitFor();
  expect((await office.tableOf(table))?.status).toBe('occupied');
});

test('what an earlier party left in the kitchen is not the next party\'s', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('desk', 'desk'), stack);
  const { session, guest } = await seated(stack, office, table, 'Asha');
  await guest.add('vada-pav');
  const order = await guest.order();
  await office.advance(order, 'accepted', 'preparing');
  await floor.tile(table).getByText(text.cooking(1)).waitFor();
  await office.close(session);
  const left = floor.page.getByRole('region', { name: text.left.title }).getByRole('listitem', { name: text.order.number(order.number) });
  await left.getByText(text.left.at(table.name)).waitFor();
  await floor.tile(table).getByText(text.status.free).waitFor();
  expect(await floor.tile(table).getByText(text.cooking(1)).count()).toBe(0);

  await seated(stack, office, table, 'Bela');
  await floor.tile(table).getByText(text.party(2)).waitFor();
  await office.advance(order, 'ready');
  await left.getByRole('button', { name: text.order.serveOf(order.number) }).waitFor();
  expect(await floor.tile(table).getByText(text.ready(1)).count()).toBe(0);
  await left.getByRole('button', { name: text.order.serveOf(order.number) }).click();
  await left.waitFor({ state: 'hidden' });
  expect((await office.floor()).orders.map(({ id }) => id)).not.toContain(order.id);
});

test('what is ready is brought while the rest cooks, rings, and is served by line', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('waiter', 'phone');
  await countAlarms(phone.page);
  const floor = await FloorScreen.start(phone, stack);
  const { session, guest } = await seated(stack, office, table, 'Asha');
  await floor.view('todo');
  await floor.page.getByText(text.alerts.waiting).waitFor({ state: 'hidden' });
  await guest.add('vada-pav', 2);
  await guest.add('butter-roti');
  const order = await guest.order();
  const lineOf = (name: string) => order.lines.find((line) => line.name === name)?.id ?? '';
  await floor.todo(table, text.todo.accept(order.number)).waitFor();
  await expect.poll(() => alarms(floor.page)).toMatchObject({ buzzes: 1 });
  expect((await alarms(floor.page)).sounds).toBeGreaterThan(0);
  await burstOver(floor.page);
  await office.advance(order, 'accepted');
  await office.advanceLine(order, lineOf('Vada Pav'), 'cooking', 'ready');

  const some = floor.todo(table, text.todo.serveSome([order.number]));
  await some.getByText('Vada Pav').waitFor();
  // It waits since now, not since it was ordered, and only what is ready is named.
  await some.getByText(text.todo.age(0)).waitFor();
  expect(await some.getByText('Butter Roti').count()).toBe(0);
  await expect.poll(() => alarms(floor.page)).toMatchObject({ buzzes: 2 });
  await some.getByRole('button', { name: text.order.serveSomeOf(order.number) }).click();
  await some.waitFor({ state: 'hidden' });
  expect(await statesOf(office, session)).toEqual({ status: 'preparing', lines: { 'Vada Pav': 'served', 'Butter Roti': 'new' } });

  // The sheet says in words how far each line is.
  await office.advanceLine(order, lineOf('Butter Roti'), 'cooking');
  await floor.view('tables');
  const sheet = await floor.show(table);
  const line = (name: string) => sheet.getByRole('listitem', { name: text.order.number(order.number) }).getByRole('listitem').filter({ hasText: name });
  await line('Vada Pav').getByText(text.order.line.served, { exact: true }).waitFor();
  await line('Butter Roti').getByText(text.order.line.cooking, { exact: true }).waitFor();
  await floor.closeSheet();

  await floor.view('todo');
  await office.advanceLine(order, lineOf('Butter Roti'), 'ready');
  const rest = floor.todo(table, text.todo.serve([order.number]));
  await rest.getByText('Butter Roti').waitFor();
  expect(await rest.getByText('Vada Pav').count()).toBe(0);
  await expect.poll(() => alarms(floor.page)).toMatchObject({ buzzes: 3 });
  await rest.getByRole('button', { name: text.order.serveOf(order.number) }).click();
  await rest.waitFor({ state: 'hidden' });
  expect(await statesOf(office, session)).toEqual({ status: 'served', lines: { 'Vada Pav': 'served', 'Butter Roti': 'served' } });
});

test('who accepts or rejects from the queue reads notes first, and is told when somebody was faster', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('waiter', 'phone');
  const floor = await FloorScreen.start(phone, stack);
  const { session, guest } = await seated(stack, office, table, 'Asha');
  await floor.view('todo');
  await guest.add('vada-pav', 1, [], 'no garlic');
  const order = await guest.order('peanut allergy at this table');
  const card = floor.todo(table, text.todo.accept(order.number));
  await card.getByText('no garlic').waitFor();
  await card.getByText('peanut allergy at this table').waitFor();
  const [reason = ''] = board.reason.quick;
  await card.getByRole('button', { name: text.order.rejectOf(order.number) }).click();
  await card.getByRole('button', { name: reason }).click();
  await card.getByRole('button', { name: board.reason.submit.rejected }).click();
  await card.waitFor({ state: 'hidden' });
  const rejected = (await office.party(session)).orders.find(({ id }) => id === order.id);
  expect([rejected?.status, rejected?.reason]).toEqual(['rejected', reason]);

  // A colleague accepts the next one while the reason is written. It happens as the page sends its own.
  await guest.add('vada-pav');
  const next = await guest.order();
  const second = floor.todo(table, text.todo.accept(next.number));
  await second.getByRole('button', { name: text.order.rejectOf(next.number) }).click();
  await second.getByRole('button', { name: reason }).click();
  await floor.page.route(`**/orders/${next.id}`, async (route) => {
    await office.advance(next, 'accepted');
    await route.continue();
  }, { times: 1 });
  phone.expects({ at: `/orders/${next.id}`, says: '409' });
  await second.getByRole('button', { name: board.reason.submit.rejected }).click();
  await floor.page.getByText(`Order ${next.number}: Reject was not saved, it is waiting for the kitchen.`).first().waitFor();
  await second.waitFor({ state: 'hidden' });
  expect((await office.party(session)).orders.find(({ id }) => id === next.id)?.status).toBe('accepted');
});

test('filters narrow list and queue, say what they hide, and stay on the device', async ({ stack, office, device }) => {
  const [mine, theirs] = [stack.freeTable(), stack.freeTable()];
  const floor = await FloorScreen.start(await device('waiter', 'phone'), stack);
  const { page } = floor;
  await floor.openTable(mine);
  await floor.closeSheet();
  const { guest } = await seated(stack, office, theirs, 'Asha');
  await guest.call('water');
  await page.getByRole('button', { name: text.filter.open(false) }).click();
  await page.getByRole('checkbox', { name: text.filter.mine }).check();
  await floor.closeSheet();
  await floor.tile(theirs).waitFor({ state: 'hidden' });
  await floor.tile(mine).waitFor();
  await floor.view('todo');
  await page.getByText(text.todo.others(1)).waitFor();
  await page.reload();
  await floor.live();
  await page.getByText(text.todo.others(1)).waitFor();
  expect(await floor.todo(theirs, text.call.reasons.water).count()).toBe(0);
  await page.getByRole('button', { name: text.filter.reset }).first().click();
  await floor.todo(theirs, text.call.reasons.water).waitFor();
});

/** How far the party's one order and its lines are, as the API has them. */
async function statesOf(office: BackOffice, session: string) {
  const [order] = (await office.party(session)).orders;
  return { status: order?.status, lines: Object.fromEntries(order?.lines.map(({ name, status }) => [name, status]) ?? []) };
}

/** Counts what the page asks of the device, without its ears. */
async function countAlarms(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const count = { sounds: 0, buzzes: 0 };
    Object.assign(window, { alarms: count });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      count.sounds += 1;
      start.call(this, when);
    };
    const vibrate = navigator.vibrate.bind(navigator);
    Object.assign(navigator, {
      vibrate: (pattern: VibratePattern) => {
        count.buzzes += 1;
        Object.assign(window, { buzzedAt: performance.now() });
        return vibrate(pattern);
      },
    });
  });
}

/** Until the last ring is no part of a burst any more (150 ms): what comes now rings for itself. */
async function burstOver(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.now() - (window as unknown as { buzzedAt: number }).buzzedAt > 500);
}

function alarms(page: Page): Promise<{ sounds: number; buzzes: number }> {
  return page.evaluate(() => (window as unknown as { alarms: { sounds: number; buzzes: number } }).alarms);
}
