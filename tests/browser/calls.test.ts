import type { Page } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { expect, test } from './harness/test';

/** How the request begins on the wire. */
const POST = 'POST /api/v1/calls ';
const { state } = seat.calls;

test('a call is sent, seen and done on every phone of the table, and survives a reload', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);

  await asha.openCalls();
  await asha.call('waiter');
  await asha.callRow('waiter').getByText(words('sent')).waitFor();
  expect(await office.calls(table)).toMatchObject([{ reason: 'waiter', status: 'open', called_by: { name: 'Asha' } }]);
  // The other phone sees that somebody asked, and who.
  await bela.callButton.filter({ hasText: text.bar.call.sent }).waitFor();
  await bela.openCalls();
  await bela.callRow('waiter').getByText(seat.calls.asked('Asha', false, seat.calls.justNow)).waitFor();
  await asha.callRow('waiter').getByText(seat.calls.asked('Asha', true, seat.calls.justNow)).waitFor();

  // Staff have it in hand: nobody is offered to make a second call beside it.
  for (const phone of [asha, bela]) expect(await phone.callRow('waiter').getByRole('button').count()).toBe(0);

  const [call] = await office.calls(table);
  if (!call) throw new Error('the call is not on the floor');
  // On the smallest phone too the news is said once, in the sheet, and leaves its title readable.
  await bela.page.setViewportSize({ width: 320, height: 640 });
  await office.moveCall(call, 'acknowledged');
  expect(await bela.page.getByText(seat.calls.seenToast.waiter).evaluate(placeOfToast)).toEqual({ inSheet: true, belowTitle: true });
  for (const phone of [asha, bela]) await phone.callRow('waiter').getByText(words('seen')).waitFor();
  for (const phone of [asha, bela]) expect(await phone.callRow('waiter').getByRole('button').count()).toBe(0);

  await asha.page.reload();
  await asha.callButton.filter({ hasText: text.bar.call.seen }).waitFor();
  await asha.openCalls();
  await asha.callRow('waiter').getByText(words('seen')).waitFor();

  await office.moveCall(call, 'resolved');
  for (const phone of [asha, bela]) await phone.callRow('waiter').getByText(/Done$/).waitFor();
  await asha.closeSheet();
  await asha.callButton.filter({ hasText: text.bar.call.idle }).waitFor();
});

test('what nobody sees in a note is not sent: a call that would turn text around is taken', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.openCalls();
  await guest.call('other');
  await guest.calls.getByLabel(seat.calls.note).fill('\u202ea high chair\u202c');
  await guest.calls.getByRole('button', { name: seat.calls.send, exact: true }).click();
  await guest.callRow('other').getByText(words('sent')).waitFor();
  expect((await office.calls(table)).map(({ note }) => note)).toEqual(['a high chair']);
});

test('a lost reply makes one call: tried again with the same key', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/calls', says: 'ERR_' });
  const guest = new Guest(phone, stack.proxy.url, 'Asha');
  await guest.sitDown(table, pin);
  const keys = callKeys(guest.page);

  await guest.openCalls();
  const before = stack.proxy.count(POST);
  stack.proxy.cutReplyTo(POST, 0.9);
  await guest.call('bill');
  await guest.callRow('bill').getByText(words('unsent')).waitFor();
  await guest.callRow('bill').getByText(words('sent')).waitFor();

  await expect.poll(() => stack.proxy.count(POST) - before).toBe(2);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await office.calls(table)).toMatchObject([{ reason: 'bill' }]);
});

test('a reload in the middle of asking makes one call', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const keys = callKeys(guest.page);
  // The server does it, and the page never hears of it.
  let held = false;
  const tried = new Promise<void>((resolve) => {
    void guest.page.route('**/api/v1/calls', async (route) => {
      if (held) return route.fallback();
      held = true;
      await route.fetch();
      resolve();
    });
  });
  await guest.openCalls();
  await guest.call('water');
  await tried;
  await guest.page.reload();

  await guest.callButton.filter({ hasText: text.bar.call.sent }).waitFor();
  await expect.poll(() => keys.length).toBe(2);
  expect(new Set(keys).size).toBe(1);
  expect(await office.calls(table)).toHaveLength(1);
});

test('asking for the same again has to wait, and the wait is no error', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const belasPhone = await device('bela', 'phone');
  belasPhone.expects({ at: '/api/v1/calls', says: '429' });
  const bela = new Guest(belasPhone, stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);

  // Bela's phone does not hear of Asha's call before it asks itself.
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  await bela.page.route('**/api/v1/calls', async (route) => {
    await gate;
    await route.continue();
  });
  await bela.openCalls();
  await bela.call('water');
  await asha.openCalls();
  await asha.call('water');
  await asha.callRow('water').getByText(words('sent')).waitFor();
  const refused = bela.page.waitForResponse((answer) => answer.status() === 429);
  open();

  await refused;
  await bela.callRow('water').getByText(seat.calls.asked('Asha', false, seat.calls.justNow)).waitFor();
  expect(await bela.callRow('water').getByRole('button').count()).toBe(0);
  const [water] = await office.calls(table);
  if (!water) throw new Error('the call is not on the floor');
  await office.moveCall(water, 'resolved');
  const again = bela.callRow('water').getByRole('button', { name: /^Ask again in \d+ s/ });
  await again.waitFor();
  expect(await again.isDisabled()).toBe(true);
  expect(await bela.page.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0);
  expect(await office.calls(table)).toHaveLength(0);
  // Something else may be asked for at once, with a few words.
  await bela.callRow('other').getByRole('button', { name: seat.calls.name.other }).click();
  await bela.callRow('other').getByLabel(seat.calls.note).fill('a high chair');
  await bela.callRow('other').getByRole('button', { name: seat.calls.send, exact: true }).click();
  await asha.callRow('other').getByText(seat.cart.note('a high chair')).waitFor();
  expect(await office.calls(table)).toMatchObject([{ reason: 'other', note: 'a high chair' }]);
});

test('a waiter is called by keyboard alone, and the focus stays with the answer', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('desk', 'desk'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.callButton.focus();
  await guest.page.keyboard.press('Enter');
  await guest.calls.waitFor();
  await guest.callRow('waiter').getByRole('button').focus();
  await guest.page.keyboard.press('Enter');
  await guest.callRow('waiter').getByText(words('sent')).waitFor();
  expect(await guest.callRow('waiter').evaluate((row) => row === document.activeElement)).toBe(true);
  await guest.page.keyboard.press('Escape');
  await guest.dialog().waitFor({ state: 'hidden' });
  expect(await office.calls(table)).toHaveLength(1);
});

/** In the page, at one moment: a toast goes by itself. Found by its text it is the only one, or finding fails. */
function placeOfToast(toast: Element): { inSheet: boolean; belowTitle: boolean } {
  const sheet = toast.closest('dialog[open]');
  const title = sheet?.querySelector('h2')?.getBoundingClientRect();
  const box = toast.getBoundingClientRect();
  const inside = sheet?.getBoundingClientRect();
  return {
    inSheet: inside !== undefined && box.top >= inside.top && box.bottom <= inside.bottom,
    belowTitle: title !== undefined && box.top >= title.bottom,
  };
}

function words(of: keyof typeof state): string {
  const found = state[of];
  if (!found) throw new Error(`nothing is said about ${of}`);
  return found;
}

/** The idempotency keys under which a page asks, in order. */
function callKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/v1/calls')) return;
    keys.push(request.headers()['idempotency-key'] ?? 'none');
  });
  return keys;
}
