import type { BillList } from '$api/types';
import { counter as counterText } from '$text/en/counter';
import { dues as duesText } from '$text/en/dues';
import { pay as text } from '$text/en/pay';
import { money, taxed } from '../../harness/billing';
import { PayScreen } from '../../harness/pay';
import { test } from '../../harness/test';
import { series } from '../camera';

test('credit', async ({ stack, office, device }) => {
  await taxed(office);
  await office.settle({ smallest_coin: 500 });
  const table = stack.freeTable();
  const { session } = await office.open(table);
  const order = await office.take(session.id, ['vada-pav', 1], ['kachumber-salad', 1]);
  await office.advance(order, 'preparing', 'ready', 'served');
  const { bills } = await money<BillList>(office, 'POST', `checks/${session.id}/bills`, {});
  const [bill] = bills;
  if (!bill) throw new Error('no bill');
  for (const reference of ['UTR 1', 'UTR 2']) await office.pay(bill.id, { method: 'upi', amount: bill.total, reference, again: true });
  const desk = await device('counter', 'desk');
  desk.expects({ at: '/api/v1/', says: '403' });
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const sheet = counter.dialog();
  const kept = '30';
  await series(page, 'credit', [
    ['bill', async () => {
      await counter.openBill(counterText.place('Tram Hall', table.name));
      await counter.button(/^Give back/u).waitFor();
    }],
    ['give', () => counter.button(/^Give back/u).click()],
    ['cash', async () => {
      await sheet.getByRole('button', { name: text.take.methods.cash, exact: true }).click();
      await sheet.getByLabel(text.refund.sum('INR')).fill('46');
    }],
    ['account', async () => {
      await sheet.getByRole('button', { name: text.take.methods.due, exact: true }).click();
      await sheet.getByLabel(text.refund.sum('INR')).fill(kept);
    }],
    ['wrong', () => sheet.getByRole('button', { name: text.refund.submit }).click()],
    ['kept', async () => {
      await sheet.getByLabel(text.take.name).fill('Venkatanarasimharajuvaripeta Srinivasan');
      await sheet.getByLabel(text.take.phone).fill('98450 12345');
      await sheet.getByRole('button', { name: text.creditBack.reasons[0] ?? '' }).click();
      await sheet.getByRole('button', { name: text.refund.submit }).click();
      await counter.approve(stack.staff('manager'));
      await sheet.waitFor({ state: 'hidden' });
    }],
    ['list', async () => {
      await page.keyboard.press('Escape');
      await counter.button(counterText.dues).click();
      await page.getByRole('searchbox', { name: duesText.search }).fill('98450 12345');
      await page.locator('[data-dues]').first().waitFor();
    }],
    ['credited', async () => {
      await page.locator('[data-dues]').first().click();
      await page.getByRole('region', { name: duesText.ledger }).getByRole('listitem').first().waitFor();
    }],
    ['out', () => counter.button(duesText.payOut).click()],
    ['out-coins', () => sheet.getByLabel(duesText.paying.amount('INR')).fill('12')],
    ['out-wrong', async () => {
      await sheet.getByLabel(duesText.paying.amount('INR')).fill('500');
      await sheet.getByRole('button', { name: duesText.payingOut.submit }).click();
    }],
    ['out-word', async () => {
      await sheet.getByLabel(duesText.paying.amount('INR')).fill('12');
      await sheet.getByRole('button', { name: duesText.payingOut.reasons[0] ?? '' }).click();
      await sheet.getByRole('button', { name: duesText.payingOut.submit }).click();
      await page.getByRole('dialog', { name: text.approval.title }).waitFor();
    }],
    ['out-done', async () => {
      await counter.approve(stack.staff('manager'));
      await page.getByRole('region', { name: duesText.ledger }).getByText(/^Paid out/).waitFor();
    }],
  ]);
});
