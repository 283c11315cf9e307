import type { Locator } from 'playwright-core';
import type { components } from '$api/schema';
import { admin as adminText } from '$text/en/admin';
import { common } from '$text/en/common';
import { counter as counterText } from '$text/en/counter';
import { messages as text } from '$text/en/messages';
import { pay as payText } from '$text/en/pay';
import { Away } from './harness/away';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { lost } from './harness/lost';
import { PayScreen } from './harness/pay';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

type MessageList = components['schemas']['MessageList'];

const STILL = { reducedMotion: 'reduce' } as const;
const settings = adminText.settings;

test('a manager turns messages on, and what is to be told waits at the counter with its draft', async ({ stack, office, device }) => {
  const away = new Away(office);
  const rider = await away.idOf('rider');
  const counter = await CounterScreen.start(await device('counter', 'phone', STILL), stack, 'manager');
  const { page } = counter;
  const open = page.locator('[data-messages-open]');
  await open.click();
  await page.getByRole('heading', { level: 1, name: text.title }).waitFor();
  await page.getByText(text.none).waitFor();
  await counter.button(text.back).click();
  await open.waitFor();

  // The same sign-in, on the page where the branch is managed.
  await page.goto(`${stack.url}/admin`);
  const form = page.getByRole('form', { name: settings.title });
  await form.getByText(settings.told, { exact: true }).click();
  await form.getByRole('switch', { name: settings.message_order_confirmed }).check();
  await form.getByRole('switch', { name: settings.message_out_for_delivery }).check();
  await form.getByRole('button', { name: settings.save }).click();
  await form.getByText(settings.same).waitFor();

  await page.goto(`${stack.url}/counter`);
  await open.waitFor();
  const [check] = await away.delivery(rider);
  await expect.poll(() => open.getAttribute('aria-label')).toBe(counterText.messages(1));
  await away.move(check, { status: 'preparing' });
  await away.move(check, { status: 'out_for_delivery' });
  await expect.poll(() => open.getAttribute('aria-label')).toBe(counterText.messages(2));

  await open.click();
  const hand = page.getByRole('region', { name: text.group.hand });
  const row = (kind: string) => hand.getByRole('listitem').filter({ hasText: kind });
  const link = row(text.kind.out_for_delivery).getByRole('link', { name: text.whatsapp });
  expect(await link.getAttribute('href')).toMatch(/^https:\/\/wa\.me\/919845012345\?text=.*on%20its%20way/);
  const look = new Inspection(page, 44);
  await look.look('two that wait');
  await row(text.kind.out_for_delivery).getByRole('button', { name: text.about('+919845012345', text.sent) }).click();
  await row(text.kind.order_confirmed).getByRole('button', { name: text.about('+919845012345', text.dismiss) }).click();
  await hand.waitFor({ state: 'hidden' });
  const done = page.getByRole('region', { name: text.group.done });
  await done.getByText(text.status.dismissed, { exact: true }).waitFor();
  await done.getByText(text.status.sent, { exact: true }).waitFor();
  await look.look('none that waits');
  expect(look.problems).toEqual([]);

  // By the keyboard, and back to where it was opened.
  await page.keyboard.press('Shift+Tab');
  await counter.button(text.back).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-messages-open]') !== null)).toBe(true);
  expect(await open.getAttribute('aria-label')).toBe(counterText.messages(0));
});

const TO = '+919845012345';

test('messages are noted and dismissed once by two taps, and without an answer the page says how it is', async ({ stack, office, device }) => {
  await office.settle({ message_via: 'by_hand', message_order_confirmed: true, message_out_for_delivery: false });
  const away = new Away(office);
  const rider = await away.idOf('rider');
  for (let at = 0; at < 5; at += 1) await away.delivery(rider);
  const phone = await device('counter', 'phone', STILL);
  phone.expects({ at: '/api/v1/', says: 'ERR_' }, { at: '/messages/', says: '409' });
  const counter = await CounterScreen.start(phone, stack, 'manager');
  const { page } = counter;
  const waiting = async () => (await office.read<MessageList>('messages')).messages.filter(({ status }) => status === 'by_hand').length;
  await expect.poll(waiting).toBe(5);
  await page.locator('[data-messages-open]').click();
  const rows = page.getByRole('region', { name: text.group.hand }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(5);
  const button = (does: string): Locator => rows.first().getByRole('button', { name: text.about(TO, does) });
  const left = async (count: number) => {
    await expect.poll(() => rows.count()).toBe(count);
    expect(await waiting()).toBe(count);
  };

  // The second tap while the first is under way.
  const writes = await Writes.of(page);
  expect(await writes.ofTwoTaps(page, button(text.sent), () => left(4))).toEqual([expect.stringMatching(/^PATCH messages\//u)]);
  expect(await writes.ofTwoTaps(page, button(text.dismiss), () => left(3))).toEqual([expect.stringMatching(/^PATCH messages\//u)]);
  await page.unrouteAll({ behavior: 'wait' });

  // Nobody hears that it is done, but the page looks.
  const once = await lost(page, '', 'PATCH');
  await button(text.sent).click();
  await page.getByText(common.error.network).first().waitFor();
  await left(2);
  expect(await once.found()).toBe(1);

  // Neither hears nor sees it, and is tapped again: it is what was wanted.
  let asked = 0;
  await page.route(/\/messages$/u, (route) => ((asked += 1), route.abort()));
  const again = await lost(page, '', 'PATCH');
  await button(text.dismiss).click();
  await expect.poll(() => asked).toBeGreaterThan(0);
  expect(await again.found()).toBe(1);
  expect(await rows.count()).toBe(2);
  expect(await waiting()).toBe(1);
  await page.unrouteAll({ behavior: 'wait' });
  await button(text.dismiss).click();
  await page.getByText(text.dismissed, { exact: true }).first().waitFor();
  await left(1);
  expect(await page.getByText(text.moved).count()).toBe(0);
});

test('a bill is sent to a telephone once by two taps, and once although no answer came', async ({ stack, office, device }) => {
  await office.settle({ message_via: 'sms', message_bill: true, message_order_confirmed: false });
  const away = new Away(office);
  const [check, order] = await away.pickup('Omar');
  await office.advance(order, 'preparing', 'ready');
  const phone = await device('counter', 'phone', STILL);
  phone.expects({ at: '/api/v1/', says: 'ERR_' });
  const counter = new PayScreen(phone, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  await counter.openBill(check.name);
  await counter.action('make').click();
  await counter.action('receipt').waitFor();
  const sheet = counter.dialog();
  const bills = async () => (await office.read<MessageList>('messages')).messages.filter(({ kind }) => kind === 'bill').length;
  const filled = async () => {
    await counter.action('receipt').click();
    await sheet.getByLabel(payText.receipt.phone).fill('+91 98450 12345');
    return sheet.getByRole('button', { name: payText.receipt.send.sms });
  };
  const writes = await Writes.of(page);
  const [bill] = (await office.bills(check.id)).bills;
  expect(await writes.ofTwoTaps(page, await filled())).toEqual([`POST bills/${bill?.id}/message`]);
  expect(await bills()).toBe(1);
  await page.getByText(payText.receipt.sent('+91 98450 12345')).first().waitFor();

  const send = await filled();
  const gone = await lost(page, '/message', 'POST');
  await send.click();
  await page.getByText(payText.receipt.sendFailed).first().waitFor();
  expect(await gone.found()).toBe(1);
  expect(await bills()).toBe(2);
  await send.click();
  await sheet.waitFor({ state: 'hidden' });
  expect(await bills()).toBe(2);
});
