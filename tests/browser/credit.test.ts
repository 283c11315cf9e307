import type { BillList, GivenBack, Paid } from '$api/types';
import { admin as adminText } from '$text/en/admin';
import { counter as counterText } from '$text/en/counter';
import { dues as duesText } from '$text/en/dues';
import { pay as text } from '$text/en/pay';
import { AdminScreen } from './harness/office-pages';
import { Away } from './harness/away';
import type { BackOffice } from './harness/back-office';
import { money } from './harness/billing';
import { Inspection } from './harness/inspection';
import { lost } from './harness/lost';
import { PayScreen } from './harness/pay';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const FORBIDDEN = { at: '/api/v1/branches/', says: '403' };
const NO_ANSWER = { at: '/api/v1/', says: 'ERR_' };
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

/** The same, billed and paid twice. */
async function paidTwice(stack: Stack, office: BackOffice) {
  const { check, title } = await dined(stack, office);
  const { bills } = await money<BillList>(office, 'POST', `checks/${check}/bills`, {});
  const bill = bills[0]?.id ?? '';
  for (const reference of ['UTR 1', 'UTR 2']) await office.pay(bill, { method: 'upi', amount: inr(22_600), reference, again: true });
  return { check, title, bill };
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
  await sheet.getByText(text.refund.wrong.amount('₹226')).waitFor();
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

test('what was paid too much goes back once: by two taps, without an answer, and when the page was loaded anew', async ({ stack, office, device }) => {
  const { check, title } = await paidTwice(stack, office);
  const phone = await device('counter', 'phone', STILL);
  phone.expects(FORBIDDEN, NO_ANSWER);
  const counter = new PayScreen(phone, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  const { page } = counter;
  const approval = page.getByRole('dialog', { name: text.approval.title });
  const asked = async (credit: string, rupees: string) => {
    await counter.button(text.actions.credit(credit)).click();
    await counter.dialog().getByLabel(text.refund.sum('INR')).fill(rupees);
    await counter.dialog().getByRole('button', { name: text.creditBack.reasons[0] ?? '' }).click();
    return counter.dialog().getByRole('button', { name: text.refund.submit });
  };
  const record = async () => {
    const [bill] = (await office.bills(check)).bills;
    return [bill?.status, bill?.credit.minor, ...(bill?.refunds ?? []).map(({ amount, of_credit }) => of_credit && amount.minor)];
  };
  const gone = (minor: string) => page.getByText(text.refund.done(minor)).first().waitFor();
  const writes = await Writes.of(page);
  const give = await asked('₹226', '100');
  expect(await writes.ofTwoTaps(page, give, () => approval.waitFor())).toEqual([expect.stringMatching(/^POST bills\/.*\/refunds$/u)]);
  // Behind the sheet nothing was opened by the second one.
  expect(await counter.dialog().count()).toBe(1);
  expect(await record()).toEqual(['paid', 22_600]);
  const { login, password } = stack.staff('manager');
  await approval.getByLabel(text.approval.login).fill(login);
  await approval.getByLabel(text.approval.password).fill(password);
  const approve = approval.getByRole('button', { name: text.approval.submit });
  expect(await writes.ofTwoTaps(page, approve, () => gone('₹100'))).toEqual(['POST approvals', expect.stringMatching(/refunds$/u)]);
  expect(await counter.dialog().count()).toBe(0);
  expect(await record()).toEqual(['paid', 12_600, 10_000]);

  await (await asked('₹126', '50')).click();
  await approval.waitFor();
  const once = await lost(page, '/refunds', 'POST');
  await counter.approve(stack.staff('manager'));
  await page.getByText(text.link.what.refund).waitFor();
  expect(await once.found()).toBeGreaterThan(0);
  await gone('₹50');
  await page.getByText(text.link.what.refund).waitFor({ state: 'hidden' });
  expect(await record()).toEqual(['paid', 7_600, 10_000, 5_000]);

  // Whoever gave it is told nothing more; the bill says that nothing is left to give.
  await (await asked('₹76', '76')).click();
  await approval.waitFor();
  const again = await lost(page, '/refunds', 'POST');
  await counter.approve(stack.staff('manager'));
  await page.getByText(text.link.what.refund).waitFor();
  await page.reload();
  await counter.live();
  await counter.openBill(title);
  expect(await again.found()).toBeGreaterThan(0);
  await page.getByText(text.link.what.refund).waitFor({ state: 'hidden' });
  await counter.button(text.actions.credit('₹76')).waitFor({ state: 'hidden' });
  expect(await record()).toEqual(['paid', 0, 10_000, 5_000, 7_600]);
});

test('what is to a customer’s credit is paid out once, with one word of a manager’s: by two taps, without an answer, and when the page was loaded anew', async ({
  stack,
  office,
  device,
}) => {
  const { bill } = await paidTwice(stack, office);
  const wish = { lines: [], amount: inr(22_600), of_credit: true, method: 'due', reason: 'Paid twice', customer: { name: 'Omar', phone: '98450 12346' } };
  const { refund } = await money<GivenBack>(office, 'POST', `bills/${bill}/refunds`, wish);
  const away = new Away(office);
  const record = async () => {
    const { account, entries } = await away.dues(refund.account_id ?? '');
    return [account.balance.minor, ...entries.filter(({ kind }) => kind === 'paid_out').map(({ amount }) => amount.minor).reverse()];
  };
  const phone = await device('counter', 'phone', STILL);
  phone.expects(FORBIDDEN, NO_ANSWER);
  const counter = new PayScreen(phone, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const approval = page.getByRole('dialog', { name: text.approval.title });
  const sheet = page.getByRole('dialog', { name: duesText.payingOut.title('Omar') });
  const open = async () => {
    await counter.button(counterText.dues).click();
    await page.getByRole('searchbox', { name: duesText.search }).fill('98450 12346');
    await page.locator('[data-dues]').filter({ hasText: 'Omar' }).click();
  };
  const paying = async (rupees: string) => {
    await counter.button(duesText.payOut).click();
    await sheet.getByLabel(duesText.paying.amount('INR')).fill(rupees);
    await sheet.getByRole('button', { name: duesText.payingOut.reasons[0] ?? '' }).click();
    return sheet.getByRole('button', { name: duesText.payingOut.submit });
  };
  /** Is paid out with a manager's word, and nobody hears of it. */
  const unheard = async (rupees: string) => {
    const pay = await paying(rupees);
    await pay.click();
    await approval.waitFor();
    const once = await lost(page, '/payments', 'POST');
    await counter.approve(stack.staff('manager'));
    await page.getByText(duesText.noAnswer).first().waitFor();
    expect(await once.found()).toBe(1);
    return pay;
  };
  await open();
  const writes = await Writes.of(page);
  const payments = `POST dues/${refund.account_id}/payments`;
  expect(await writes.ofTwoTaps(page, await paying('100'), () => approval.waitFor())).toEqual([payments]);
  expect(await record()).toEqual([-22_600]);
  const { login, password } = stack.staff('manager');
  await approval.getByLabel(text.approval.login).fill(login);
  await approval.getByLabel(text.approval.password).fill(password);
  const approve = approval.getByRole('button', { name: text.approval.submit });
  expect(await writes.ofTwoTaps(page, approve, () => sheet.waitFor({ state: 'hidden' }))).toEqual(['POST approvals', payments]);
  expect(await counter.dialog().count()).toBe(0);
  await page.getByText(duesText.payingOut.done('₹100', 'Omar')).first().waitFor();
  expect(await record()).toEqual([-12_600, 10_000]);

  // The same try: no other word is asked for, and none would be another payment.
  const pay = await unheard('50');
  await page.getByText('₹76.00', { exact: true }).first().waitFor();
  await pay.click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText(duesText.payingOut.done('₹50', 'Omar')).first().waitFor();
  expect(await record()).toEqual([-7_600, 10_000, 5_000]);

  await unheard('20');
  await page.reload();
  await counter.live();
  await open();
  await (await paying('20')).click();
  await sheet.waitFor({ state: 'hidden' });
  expect(await record()).toEqual([-5_600, 10_000, 5_000, 2_000]);

  // All of it: the account behind the sheet says that it is gone, and the same try says so too.
  const rest = await unheard('56');
  await page.getByText(duesText.settled, { exact: true }).waitFor();
  const ledger = page.getByRole('region', { name: duesText.ledger }).getByRole('listitem');
  await expect.poll(() => ledger.filter({ hasText: duesText.kind.paid_out(duesText.method.cash) }).count()).toBe(4);
  await rest.click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText(duesText.payingOut.done('₹56', 'Omar')).first().waitFor();
  await counter.button(duesText.payOut).waitFor({ state: 'hidden' });
  expect(await record()).toEqual([0, 10_000, 5_000, 2_000, 5_600]);
});

test('a dish that stands on a customer’s account comes off it, as what was paid with money goes back as money', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const { bills } = await money<BillList>(office, 'POST', `checks/${check}/bills`, {});
  const bill = bills[0]?.id ?? '';
  const { payment } = await money<Paid>(office, 'POST', `bills/${bill}/payments`, { method: 'due', amount: inr(22_600), customer: { name: 'Asha', phone: '98450 12347' } });
  const desk = await device('counter', 'desk', STILL);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('manager'));
  await counter.openBill(title);
  await counter.action('refund').click();
  const sheet = counter.dialog();
  // Nobody gets cash for what is still owed.
  await sheet.getByText(text.refund.account).waitFor();
  expect(await sheet.getByRole('group', { name: text.refund.method }).getByRole('button').allTextContents()).toEqual([text.take.methods.due]);
  await sheet.getByRole('button', { name: text.refund.amount }).click();
  await sheet.getByLabel(text.refund.sum('INR')).fill('300');
  await sheet.getByRole('button', { name: text.refund.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await sheet.getByText(text.refund.wrong.amount('₹226')).waitFor();
  await sheet.getByLabel(text.refund.sum('INR')).fill('26');
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await counter.page.getByText(text.refund.done('₹26')).first().waitFor();
  expect((await new Away(office).dues(payment.account_id ?? '')).account.balance.minor).toBe(20_000);
});
