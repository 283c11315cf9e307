import { readFile } from 'node:fs/promises';
import type { Day } from '$api/types';
import { counter as counterText } from '$text/en/counter';
import { till as text } from '$text/en/till';
import { money } from './harness/agree';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { paid, pickup } from './harness/money';
import { expect, test } from './harness/test';

const CONFLICT = { at: '/api/v1/branches/', says: '409' };

test('what came while somebody counted is asked about again', async ({ stack, office, device }) => {
  const desk = await device('counter', 'tablet');
  desk.expects(CONFLICT);
  const counter = await CounterScreen.start(desk, stack, 'manager');
  await counter.button(counterText.day).click();
  await counter.page.getByRole('heading', { name: text.cash.title }).waitFor();
  await counter.button(text.close.button).click();
  const next = counter.dialog().getByRole('button', { name: text.close.next, exact: true });
  await next.click();
  await counter.dialog().getByLabel(text.close.count).fill('0');
  await next.click();
  await pickup(office);
  await counter.dialog().getByRole('button', { name: text.close.submit }).click();
  await counter.dialog().getByRole('checkbox').waitFor();
  expect((await office.read<Day>('day')).status).toBe('running');
});

test('a cashier closes the day by taps, from the cash at the start to the report', async ({ stack, office, device }) => {
  const desk = await device('counter', 'desk');
  const cash = await paid(office, 'cash', 500);
  const card = await paid(office, 'card');
  await pickup(office);
  const counter = await CounterScreen.start(desk, stack);
  const { page } = counter;
  const inspection = new Inspection(page, 44);
  const row = (name: string) => page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  await counter.button(counterText.day).click();
  await page.getByRole('heading', { name: text.cash.title }).waitFor();
  await row(text.cash.expected).getByText(money(cash + 500)).waitFor();
  await inspection.look('today');

  await counter.button(text.moves.setFloat).click();
  await counter.dialog().getByLabel(text.moves.amount).fill('1,000');
  await inspection.look('the start');
  await counter.dialog().getByRole('button', { name: text.moves.save }).click();
  await row(text.cash.expected).getByText(money(cash + 100_500)).waitFor();
  await expect.poll(() => counter.button(text.moves.setFloat).count()).toBe(0);

  await counter.button(text.moves.takeOut).click();
  await counter.dialog().getByRole('button', { name: text.moves.save }).click();
  await counter.dialog().getByText(text.moves.wrong.amount.missing).waitFor();
  await counter.dialog().getByText(text.moves.wrong.reason).waitFor();
  await inspection.look('what is missing');
  await counter.dialog().getByLabel(text.moves.amount).fill('40');
  await counter.dialog().getByRole('button', { name: 'Groceries' }).click();
  await counter.dialog().getByRole('button', { name: text.moves.save }).click();
  const expected = cash + 96_500;
  await row(text.cash.expected).getByText(money(expected)).waitFor();

  // What is open, how much is there, what is missing, and the end.
  await counter.button(text.close.button).click();
  const next = counter.dialog().getByRole('button', { name: text.close.next, exact: true });
  expect(await next.isDisabled()).toBe(true);
  await inspection.look('what is open');
  await counter.dialog().getByRole('checkbox').first().check();
  await counter.dialog().getByText(text.close.left(1)).waitFor();
  await counter.dialog().getByRole('checkbox').last().check();
  await next.click();
  await counter.dialog().getByRole('button', { name: text.close.byCoins }).click();
  await counter.dialog().getByLabel(text.close.coins('₹500')).fill('2');
  await inspection.look('coins');
  await counter.dialog().getByRole('button', { name: text.close.bySum }).click();
  await counter.dialog().getByLabel(text.close.count).fill(String((expected - 1_000) / 100));
  await next.click();
  await counter.dialog().getByText(text.cash.short, { exact: true }).waitFor();
  await counter.dialog().getByText('₹10.00', { exact: true }).waitFor();
  await counter.dialog().getByLabel(text.close.note).fill('A note was missing');
  await inspection.look('the difference');
  await counter.dialog().getByRole('button', { name: text.close.submit }).click();
  await counter.dialog().waitFor({ state: 'hidden' });
  await page.getByText('A note was missing').waitFor();
  await page.getByRole('heading', { name: text.openItems.carried }).waitFor();
  expect(await counter.button(text.close.button).count()).toBe(0);
  await inspection.look('the report');

  const day = await office.read<Day>('day');
  expect(day.status).toBe('closed');
  expect(day.closed?.difference.minor).toBe(-1_000);
  expect(day.payments.map(({ method, amount }) => [method, amount.minor])).toEqual([['cash', cash], ['card', card]]);

  const [download] = await Promise.all([page.waitForEvent('download'), counter.button(text.csv).click()]);
  expect(download.suggestedFilename()).toBe(`day-${day.day}.csv`);
  expect(await readFile(await download.path(), 'utf8')).toContain('drawer,difference,,,-10.00');
  expect(inspection.problems).toEqual([]);
  await counter.button(text.back).click();
  await counter.button(counterText.fresh.button).waitFor();
});

test('a waiter sees no till', async ({ stack, device }) => {
  const counter = await CounterScreen.start(await device('counter', 'phone'), stack, 'waiter');
  await counter.button(counterText.fresh.button).waitFor();
  expect(await counter.button(counterText.day).count()).toBe(0);
});
