import type { Page } from 'playwright-core';
import { guest as text } from '$text/en';
import { floor as floorText } from '$text/en/floor';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

/** Each would say `pwned` if any page took it for more than text. */
const NAME = '<img src=x onerror=pwned=1>"\'>';
const NOTES = ['<script>pwned=1</script>', '"><svg onload=pwned=1>', '{{pwned=1}} ${pwned=1} javascript:pwned=1'] as const;

test('names and notes are text and nothing else, on every screen that shows them', async ({ stack, device }) => {
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
  await friend.cart.getByText(seat.cart.addedBy(NAME, false)).waitFor();
  await evil.openCart();
  await evil.cart.getByLabel(seat.cart.orderNote).fill(NOTES[1]);
  await evil.cart.getByRole('button', { name: seat.cart.place }).click();
  const number = await evil.confirmed();
  await friend.cart.getByText(seat.cart.empty).waitFor();
  await friend.closeSheet();
  await friend.openOrders();
  await friend.orderCard(number).getByText(NAME).waitFor();

  await kitchen.ticket(number).getByText(NOTES[0]).waitFor();
  await kitchen.ticket(number).getByText(NOTES[1]).waitFor();
  const sheet = await floor.show(table);
  await sheet.getByText(NOTES[0]).waitFor();
  await sheet.getByText(NOTES[1]).waitFor();
  await sheet.getByText(NAME, { exact: true }).waitFor();

  // The way back too: what the staff write reaches the guests as text.
  await sheet.getByRole('button', { name: floorText.order.rejectOf(number) }).click();
  await sheet.getByLabel(floorText.reject.reason, { exact: true }).and(sheet.getByRole('textbox')).fill(NOTES[2]);
  await sheet.getByRole('button', { name: floorText.reject.submit }).click();
  await friend.orderCard(number).getByText(seat.orders.reason(NOTES[2])).waitFor();

  for (const { page } of [evil, friend, kitchen, floor]) expect(await pwned(page)).toBe(false);
});

test('the content policy is in force: what is not text would be reported', async ({ stack, device }) => {
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
