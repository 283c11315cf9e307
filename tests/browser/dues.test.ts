import { counter as counterText } from '$text/en/counter';
import { dues as text } from '$text/en/dues';
import { Away } from './harness/away';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const CONFLICT = { at: '/api/v1/branches/', says: '409' };

test('a cashier finds who owes, takes a part in cash with change, and the rest by UPI', async ({ stack, office, device }) => {
  const away = new Away(office);
  const meera = await away.owe('Meera Krishnan', '98450 12345');
  await away.owe('Omar', '98450 54321');
  const counter = await CounterScreen.start(await device('counter', 'phone'), stack);
  const { page } = counter;
  await counter.button(counterText.dues).click();
  await page.getByRole('heading', { level: 1, name: text.title }).waitFor();
  const entry = (name: string) => page.locator('[data-dues]').filter({ hasText: name });
  await entry('Omar').waitFor();
  // By a part of the name, then by the number as somebody says it.
  const search = page.getByRole('searchbox', { name: text.search });
  await search.fill('krish');
  await entry('Omar').waitFor({ state: 'hidden' });
  await search.fill('nobody of that name');
  await page.getByText(text.noneFound('nobody of that name')).waitFor();
  await search.fill('98450 12345');
  await entry('Meera Krishnan').click();

  await page.getByRole('heading', { level: 1, name: 'Meera Krishnan' }).waitFor();
  const ledger = page.getByRole('region', { name: text.ledger }).getByRole('listitem');
  await ledger.getByText(/^Bill /).waitFor();
  await counter.button(text.settle).click();
  const sheet = counter.dialog();
  // More than is owed is marked before anything is sent.
  await sheet.getByLabel(text.paying.amount('INR')).fill('9999');
  await sheet.getByRole('button', { name: text.paying.submitEmpty }).click();
  await sheet.getByRole('alert').filter({ hasText: 'An amount up to' }).waitFor();
  await sheet.getByLabel(text.paying.amount('INR')).fill('20');
  await sheet.getByLabel(text.paying.tendered('INR')).fill('100');
  await sheet.getByText(text.paying.change).waitFor();
  await sheet.getByText('₹80').waitFor();
  await sheet.getByRole('button', { name: text.paying.submit('₹20') }).click();
  await sheet.waitFor({ state: 'hidden' });
  await ledger.getByText(text.kind.settled(text.method.cash)).waitFor();
  expect((await away.dues(meera.account)).account.balance.minor).toBe(meera.minor - 2_000);

  await counter.button(text.settle).click();
  await sheet.getByRole('radio', { name: text.method.upi }).check();
  await sheet.getByLabel(text.paying.reference).fill('UTR 42');
  await sheet.getByRole('button', { name: /^Take / }).click();
  await sheet.waitFor({ state: 'hidden' });
  await ledger.getByText(text.reference('UTR 42')).waitFor();
  await counter.button(text.settle).waitFor({ state: 'hidden' });
  const { account, entries } = await away.dues(meera.account);
  expect([account.balance.minor, entries.length]).toEqual([0, 3]);

  // Back to the list, where only Omar is left, and back to the checks.
  await page.goBack();
  await search.fill('');
  await entry('Omar').waitFor();
  await entry('Meera').waitFor({ state: 'hidden' });
  await counter.button(text.back).click();
  await counter.button(counterText.fresh.button).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-dues-open]') !== null)).toBe(true);
});

test('what is typed before the list is there is looked for all the same', async ({ stack, office, device }) => {
  await new Away(office).owe('Nila Sen', '98450 77777');
  await new Away(office).owe('Prem', '98450 88888');
  const counter = await CounterScreen.start(await device('counter', 'phone'), stack);
  const { page } = counter;
  let typed = () => {};
  const list = new Promise<void>((resolve) => (typed = resolve));
  await page.route((url) => url.pathname.endsWith('/dues'), (route) => list.then(() => route.fallback()), { times: 1 });
  await counter.button(counterText.dues).click();
  await page.getByRole('searchbox', { name: text.search }).fill('nila');
  typed();
  await page.getByText(text.count(1), { exact: true }).waitFor();
  await page.locator('[data-dues]').filter({ hasText: 'Nila Sen' }).waitFor();
});

test('of two who take the same money one is told, and a reminder is a draft', async ({ stack, office, device }) => {
  const away = new Away(office);
  const { account, minor } = await away.owe('Asha Rao', '+91 98450 11111');
  const desk = await device('counter', 'desk');
  desk.expects(CONFLICT);
  const counter = await CounterScreen.start(desk, stack, 'manager');
  const { page } = counter;
  await counter.button(counterText.dues).click();
  await page.locator('[data-dues]').filter({ hasText: 'Asha Rao' }).click();
  await counter.button(text.remind).click();
  const sheet = counter.dialog();
  await sheet.getByLabel(text.reminding.message).fill('Until Friday, please & thank you');
  const link = sheet.getByRole('link', { name: text.reminding.open });
  expect(await link.getAttribute('href')).toBe('https://wa.me/919845011111?text=Until%20Friday%2C%20please%20%26%20thank%20you');
  await counter.closeSheet();

  // A manager's limit stands on the account.
  await counter.button(text.setLimit).click();
  await sheet.getByLabel(text.limiting.field('INR')).fill('2000');
  await sheet.getByRole('button', { name: text.limiting.submit }).click();
  await sheet.waitFor({ state: 'hidden' });
  expect((await away.dues(account)).account.limit?.minor).toBe(200_000);

  await counter.button(text.settle).click();
  await away.settle(account, minor);
  await sheet.getByRole('button', { name: /^Take / }).click();
  await page.getByText(text.refused.version_conflict).first().waitFor();
  await sheet.waitFor({ state: 'hidden' });
  expect((await away.dues(account)).account.balance.minor).toBe(0);
});

test('a waiter has no such view', async ({ stack, device }) => {
  const counter = await CounterScreen.start(await device('counter', 'phone'), stack, 'waiter');
  expect(await counter.button(counterText.dues).count()).toBe(0);
});

test('axe finds nothing in any state, and all of it fits 320 px', async ({ stack, office, device }) => {
  const away = new Away(office);
  await away.owe('Venkatanarasimharajuvaripeta Srinivasan', '+91 98450 22222');
  const counter = await CounterScreen.start(await device('counter', 'phone', STILL), stack, 'manager');
  const { page } = counter;
  const look = new Inspection(page, 48);
  await counter.button(counterText.dues).click();
  const entry = page.locator('[data-dues]').filter({ hasText: 'Venkata' });
  await entry.waitFor();
  await look.look('the list');
  await page.getByRole('searchbox', { name: text.search }).fill('zzz');
  await page.getByText(text.noneFound('zzz')).waitFor();
  await look.look('nobody found');
  await page.getByRole('searchbox', { name: text.search }).fill('');
  await entry.click();
  await page.getByRole('region', { name: text.ledger }).getByText(/^Bill /).waitFor();
  await look.look('an account');
  await counter.button(text.settle).click();
  const sheet = counter.dialog();
  await sheet.getByLabel(text.paying.tendered('INR')).fill('5000');
  await sheet.getByText(text.paying.change).waitFor();
  await look.look('settling in cash');
  await sheet.getByRole('radio', { name: text.method.voucher }).check();
  await sheet.getByLabel(text.paying.amount('INR')).fill('');
  await sheet.getByRole('button', { name: text.paying.submitEmpty }).click();
  await look.look('what is wrong');
  await counter.closeSheet();
  await counter.button(text.remind).click();
  await look.look('a reminder');
  await counter.closeSheet();
  await counter.button(text.setLimit).click();
  await look.look('a limit');
  expect(look.problems.join('\n')).toBe('');
});
