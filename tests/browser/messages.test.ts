import { admin as adminText } from '$text/en/admin';
import { counter as counterText } from '$text/en/counter';
import { messages as text } from '$text/en/messages';
import { Away } from './harness/away';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { expect, test } from './harness/test';

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
  // The way back is a step of the browser's history: another address before it is done would be given up.
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
