import type { Page } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { floor as floorText } from '$text/en/floor';
import { board as boardText } from '$text/en/board';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { OwnerScreen } from './harness/office-pages';
import { holdNewLinks } from './harness/links';
import { Publisher } from './harness/publisher';
import { RemoteGuest } from './harness/remote-guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

/** Rows of `docs/security.md` that show on pages; the others are in `tests/tests/threats`. */

test('threat 9: a photographed QR code without the PIN is the menu and nothing else', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const inside = new Guest(await device('inside', 'phone'), stack.url, 'Asha');
  await inside.sitDown(table, pin);
  await inside.add('Vada Pav');
  await inside.order();
  await inside.confirmed();

  const phone = await device('thief', 'phone');
  phone.expects({ at: '/api/v1/', says: '401' });
  const thief = new Guest(phone, stack.url, 'Nobody');
  const asked = new Set<string>();
  phone.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(api|realtime)/.test(pathname)) asked.add(`${request.method()} ${pathname}`);
  });
  await thief.scan(table);
  await thief.page.getByRole('heading', { name: 'Vada Pav' }).waitFor();
  const shown = await thief.page.locator('body').innerText();
  expect(shown).not.toContain('Asha');
  // What the page asked for is open to everybody: where the code leads, and the menu.
  const lookUp = `GET /api/v1/tables/${table.code}`;
  expect([...asked].toSorted()).toEqual([lookUp, `${lookUp}/menu`]);
  // A tap on a dish asks for the PIN and reaches nothing.
  await thief.page.getByRole('button', { name: new RegExp(`^${text.menu.addNamed('Vada Pav')}\\b`) }).click();
  await thief.dialog().getByLabel(seat.join.pin).waitFor();
  // Neither does the code itself, as a program would use it.
  const statuses = await thief.page.evaluate(async (code) => {
    const ask = (path: string, init: RequestInit) => fetch(`/api/v1/${path}`, init).then(({ status }) => status);
    const headers = { authorization: `Bearer ${code}`, 'idempotency-key': 'a-key-of-a-thief', 'content-type': 'application/json' };
    return Promise.all([
      ask('session', { headers }),
      ask('cart', { headers }),
      ask('orders', { headers }),
      ask('orders', { method: 'POST', headers, body: '{"cart_version":1}' }),
      ask('calls', { method: 'POST', headers, body: '{"reason":"water"}' }),
      ask('realtime/tickets', { method: 'POST', headers, body: '{}' }),
    ]);
  }, table.code);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
  expect(await office.guestCount(table)).toBe(1);
  expect(await office.orderCount(table)).toBe(1);
});

test('threat 10: when the table closes, the phone is told, its socket ends and its token is over', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/', says: '401' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const opened: { closed: boolean }[] = [];
  phone.page.on('websocket', (socket) => {
    const one = { closed: false };
    opened.push(one);
    socket.on('close', () => (one.closed = true));
  });
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await expect.poll(() => opened.length).toBe(1);
  const token = await phone.page.evaluate((code) => localStorage.getItem(`salver.seat.${code}`) ?? '', table.code);

  await office.close(session.id);
  await guest.dialog().waitFor();
  await expect.poll(() => opened.every(({ closed }) => closed)).toBe(true);
  // It does not knock again, and what it kept opens nothing.
  expect(opened).toHaveLength(1);
  const { token: bearer } = JSON.parse(token) as { token: string };
  const answer = await fetch(`${stack.url}/api/v1/session`, { headers: { authorization: `Bearer ${bearer}` } });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'session_closed']);
});

test('threat 19: a price that changed while in the cart is shown and agreed to before it is charged', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/orders', says: '409' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  // The page does not notice; one that does shows the new price, and sends that.
  await guest.page.route(/\/menu$/, () => {});
  await Publisher.of(stack).raise('Vada Pav', 700);

  await guest.order();
  await guest.cart.getByText(seat.placing.pricesChanged).waitFor();
  expect(await office.orderCount(table)).toBe(0);
  // The line, the total and the notice say the new price; sending again agrees to it.
  await guest.cart.getByText('₹102', { exact: true }).nth(1).waitFor();
  expect(await guest.cart.getByText('₹95').count()).toBe(0);
  await guest.cart.getByRole('button', { name: SEND }).click();
  await guest.confirmed();
  expect(await office.orderCount(table)).toBe(1);
});

test('threat 29: a bump whose reply is lost is applied once, and the tablet is told by its second try', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  tablet.expects({ at: '/api/v1/branches/', says: 'ERR_' }, { at: '/api/v1/branches/', says: '409' });
  const kitchen = await KitchenTablet.start(tablet, stack, stack.proxy.url);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const { number } = await guest.order();
  await kitchen.act('accept', number, table);
  await kitchen.page.getByRole('button', { name: kitchenText.actionOf(kitchenText.action.start, number, table.name) }).waitFor();

  // No event may tell it: only the tap's own tries are left.
  const mend = await holdNewLinks(kitchen.page);
  expect(stack.proxy.freezeWebSockets()).toBe(1);
  const sent = stack.proxy.count('PATCH ');
  stack.proxy.cutReplyTo('PATCH ', 0.5);
  await kitchen.act('start', number, table);
  await kitchen.ticket(number, 'preparing').waitFor();
  expect(stack.proxy.count('PATCH ') - sent).toBe(2);
  // For the cook it went well: it can be taken back.
  await kitchen.page.getByText(kitchenText.undo.did.start(number)).waitFor();
  const [after] = await office.kitchenOrders(table);
  // Placed, accepted, begun: one version for each.
  expect([after?.status, after?.version]).toEqual(['preparing', 3]);

  // What it holds is the order as it is: the next bump counts as well.
  mend();
  await kitchen.act('ready', number, table);
  await kitchen.ticket(number, 'ready').waitFor();
  const [last] = await office.kitchenOrders(table);
  expect([last?.status, last?.version]).toEqual(['ready', 4]);
});

test('threat 29: a bump whose answer is lost with the Wi-Fi waits on its ticket, and was applied once', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const tablet = await device('kitchen', 'tablet');
  tablet.expects({ at: '/api/v1/branches/', says: 'ERR_' }, { at: '/api/v1/branches/', says: '409' });
  const kitchen = await KitchenTablet.start(tablet, stack, stack.proxy.url);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const { number } = await guest.order();
  await kitchen.ticket(number, 'pending').waitFor();

  // The tap reaches the server; from then on nothing gets through, in either direction.
  const sent = stack.proxy.count('PATCH ');
  const mend = await holdNewLinks(kitchen.page);
  expect(stack.proxy.freezeWebSockets()).toBe(1);
  // Within its body: without whole headers Chromium itself would ask once more.
  stack.proxy.cutReplyTo('PATCH ', 0.9);
  const tries: string[] = [];
  await kitchen.page.route('**/orders/*', async (route) => {
    tries.push(route.request().method());
    await (tries.length === 1 ? route.continue() : route.abort('internetdisconnected'));
  });
  await kitchen.act('accept', number, table);
  await kitchen.ticket(number).getByText(boardText.tap.waits(kitchenText.action.accept)).waitFor();
  await expect.poll(() => tries.length, { timeout: 20_000 }).toBeGreaterThan(2);
  expect(stack.proxy.count('PATCH ') - sent).toBe(1);
  // Nothing is shown as done that the server has not said; but it was done, and once.
  await kitchen.ticket(number).getByText(kitchenText.toAccept).waitFor();
  const [applied] = await office.kitchenOrders(table);
  expect([applied?.status, applied?.version]).toEqual(['accepted', 2]);

  // Back in the network it is told, without another tap, and the next one goes on from there.
  mend();
  await kitchen.page.unroute('**/orders/*');
  const start = kitchenText.actionOf(kitchenText.action.start, number, table.name);
  await kitchen.page.getByRole('button', { name: start }).click({ timeout: 60_000 });
  await kitchen.ticket(number, 'preparing').waitFor();
  const [last] = await office.kitchenOrders(table);
  expect([last?.status, last?.version]).toEqual(['preparing', 3]);
});

/** Each would say `pwned` if any page took it for more than text. */
const NAME = '<img src=x onerror=pwned=1>"\'>';
const NOTES = ['<script>pwned=1</script>', '"><svg onload=pwned=1>', '{{pwned=1}} ${pwned=1} javascript:pwned=1'] as const;

test('threat 30: names and notes are text and nothing else, on every screen that shows them', async ({ stack, device }) => {
  const table = stack.freeTable();
  const floor = await FloorScreen.start(await device('floor', 'desk'), stack);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const pin = await floor.openTable(table);
  await floor.closeSheet();
  const evil = new Guest(await device('evil', 'phone'), stack.url, NAME);
  const friend = new Guest(await device('friend', 'phone'), stack.url, 'Bela');
  await evil.sitDown(table, pin);
  await friend.sitDown(table, pin);

  await evil.choose('Bhel Puri', [], NOTES[0]);
  await friend.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await friend.openCart();
  await friend.cart.getByText(NOTES[0]).waitFor();
  await friend.cart.getByRole('region', { name: NAME }).waitFor();
  await evil.openCart();
  await evil.cart.getByRole('button', { name: seat.cart.addNote }).click();
  await evil.cart.getByLabel(seat.cart.orderNote).fill(NOTES[1]);
  await evil.cart.getByRole('button', { name: SEND }).click();
  const number = await evil.confirmed();
  await friend.cart.getByText(seat.orders.sentBy(NAME, number)).waitFor();
  await friend.closeSheet();
  await friend.openOrders();
  await friend.orderCard(number).getByText(NAME).waitFor();

  await kitchen.ticket(number).getByText(NOTES[0]).waitFor();
  await kitchen.ticket(number).getByText(NOTES[1]).waitFor();
  const sheet = await floor.show(table);
  await sheet.getByText(NOTES[0]).waitFor();
  await sheet.getByText(NOTES[1]).waitFor();
  // Among the guests, and as who ordered.
  await sheet.getByText(NAME, { exact: true }).waitFor();
  await sheet.getByText(`${NAME}, `).waitFor();
  await evil.closeSheet();
  await evil.openCalls();
  await evil.call('bill');
  await floor.page.getByText(floorText.call.by(NAME)).first().waitFor();
  const owner = await OwnerScreen.start(await device('owner', 'desk'), stack);
  const shown = await owner.show(number, table);
  await shown.getByText(NOTES[0]).waitFor();
  await shown.getByText(NOTES[1]).waitFor();
  await shown.getByText(NAME).waitFor();

  // The way back too: what the staff write reaches the guests as text.
  await sheet.getByRole('button', { name: floorText.order.rejectOf(number) }).click();
  await sheet.getByLabel(boardText.reason.label, { exact: true }).and(sheet.getByRole('textbox')).fill(NOTES[2]);
  await sheet.getByRole('button', { name: boardText.reason.submit.rejected }).click();
  await friend.orderCard(number).getByText(seat.orders.reason(NOTES[2])).waitFor();

  await shown.getByText(NOTES[2]).waitFor();

  for (const { page } of [evil, friend, kitchen, floor, owner]) expect(await pwned(page)).toBe(false);
});

test('threat 30: the content policy is in force: what is not text would be reported', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  await phone.page.goto(stack.url);
  await phone.page.getByRole('heading', { level: 1 }).waitFor();
  const reported = phone.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const script = document.createElement('script');
        script.src = 'https://example.com/evil.js';
        document.head.append(script);
      }),
  );
  // Trusted Types stop it even before its address is looked at.
  expect(await reported.catch((error: Error) => error.message)).toMatch(/TrustedScriptURL|script-src-elem/);
  expect(await pwned(phone.page)).toBe(false);
  // So a test would fail for it, if this one did not expect it.
  await expect.poll(() => phone.complaints.join()).toContain('content policy');
  phone.expects({ at: '', says: '' });
});

function pwned(page: Page): Promise<boolean> {
  return page.evaluate(() => 'pwned' in window);
}
