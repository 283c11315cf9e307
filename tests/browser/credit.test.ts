import { admin as adminText } from '$text/en/admin';
import { counter as counterText } from '$text/en/counter';
import { dues as duesText } from '$text/en/dues';
import { pay as text } from '$text/en/pay';
import { AdminScreen } from './harness/office-pages';
import { Away } from './harness/away';
import type { BackOffice } from './harness/back-office';
import { Inspection } from './harness/inspection';
import { PayScreen } from './harness/pay';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const FORBIDDEN = { at: '/api/v1/branches/', says: '403' };
const inr = (minor: number) => ({ minor, currency: 'INR' });

/** A table whose bill of 226.00 is ready to be paid. */
async function dined(stack: Stack, office: BackOffice) {
  await office.tax({
    prices_include_tax: false,
    classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
    round_to: inr(100),
  });
  const table = stack.freeTable();
  const { session } = await office.open(table);
  const order = await office.take(session.id, ['vada-pav', 1], ['kachumber-salad', 1]);
  await office.advance(order, 'preparing', 'ready', 'served');
  return { check: session.id, title: counterText.place('Tram Hall', table.name) };
}

test('what was paid twice is kept for a customer at the bill, and paid out at their account, with a manager’s word', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const desk = await device('counter', 'desk', STILL);
  desk.expects(FORBIDDEN);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.action('make').click();
  await counter.bills.getByText(text.bill.status.open).first().waitFor();
  const [bill] = (await office.bills(check)).bills;
  for (const reference of ['UTR 1', 'UTR 2']) {
    await office.pay(bill?.id ?? '', { method: 'upi', amount: inr(22_600), reference, again: true });
  }
  const give = counter.button(text.actions.credit('₹226'));
  await give.click();
  const sheet = counter.dialog();
  const look = new Inspection(counter.page, 44);
  await look.look('what was paid too much');
  // Nothing is sent without whose it is.
  await sheet.getByRole('button', { name: text.take.methods.due, exact: true }).click();
  await sheet.getByRole('button', { name: text.creditBack.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await sheet.getByText(text.take.nameMissing).waitFor();
  await sheet.getByLabel(text.take.name).fill('Meera');
  await sheet.getByLabel(text.take.phone).fill('98450 12345');
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await counter.approve(stack.staff('manager'));
  await counter.page.getByText(text.creditBack.kept('₹226', 'Meera')).first().waitFor();
  await give.waitFor({ state: 'hidden' });
  const [after] = (await office.bills(check)).bills;
  expect([after?.status, after?.credit.minor, after?.refunded.minor, after?.refunds.map(({ of_credit }) => of_credit)]).toEqual(['paid', 0, 0, [true]]);

  // At the next visit the account is found by its number, and paid out.
  await counter.page.keyboard.press('Escape');
  await counter.button(counterText.dues).click();
  await counter.page.getByRole('searchbox', { name: duesText.search }).fill('98450 12345');
  await counter.page.locator('[data-dues]').filter({ hasText: 'Meera' }).click();
  await counter.button(duesText.payOut).click();
  await sheet.getByLabel(duesText.paying.amount('INR')).fill('500');
  await sheet.getByRole('button', { name: duesText.payingOut.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: duesText.payingOut.submit }).click();
  await sheet.getByText(duesText.payingOut.wrong.amount('₹226')).waitFor();
  await sheet.getByLabel(duesText.paying.amount('INR')).fill('226');
  await look.look('what is paid out');
  await sheet.getByRole('button', { name: duesText.payingOut.submit }).click();
  await counter.approve(stack.staff('manager'));
  const ledger = counter.page.getByRole('region', { name: duesText.ledger }).getByRole('listitem');
  await ledger.getByText(duesText.kind.paid_out(duesText.method.cash)).waitFor();
  await counter.button(duesText.payOut).waitFor({ state: 'hidden' });
  const account = after?.refunds[0]?.account_id ?? '';
  expect((await new Away(office).dues(account)).account.balance.minor).toBe(0);
  expect(look.problems).toEqual([]);
});

test('a manager says the smallest coin, and the counter asks for the cash that it makes', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);
  await admin.page.getByLabel(adminText.settings.smallest_coin).selectOption('500');
  await admin.page.getByRole('button', { name: adminText.settings.save }).click();
  await admin.page.getByText(adminText.settings.same).waitFor();
  const counter = new PayScreen(await device('counter', 'phone'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.take.getByText(text.take.inCash).waitFor();
  await counter.hand('₹250');
  await counter.submit.click();
  await counter.done.getByText('₹25', { exact: true }).waitFor();
  const [bill] = (await office.bills(check)).bills;
  const [payment] = bill?.payments ?? [];
  expect([bill?.due.minor, payment?.amount.minor, payment?.cash_rounding.minor, payment?.change.minor]).toEqual([0, 22_600, -100, 2_500]);
  await office.settle({ smallest_coin: 1 });
});
