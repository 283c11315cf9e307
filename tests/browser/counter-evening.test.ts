import type { BillList, CheckDetail, Day } from '$api/types';
import { common } from '$text/en/common';
import { counter as counterText } from '$text/en/counter';
import { dues as duesText } from '$text/en/dues';
import { pay as text } from '$text/en/pay';
import { rider as riderText } from '$text/en/rider';
import { till } from '$text/en/till';
import { Away } from './harness/away';
import type { BackOffice } from './harness/back-office';
import { MEERA } from './harness/counter';
import { exact, linesOf, linesOfRecount } from './harness/day-report';
import { PayScreen } from './harness/pay';
import { inAll, recount } from './harness/recount';
import { RiderPhone } from './harness/rider';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const FORBIDDEN = { at: '/api/v1/branches/', says: '403' };
const RATES = [250, 250];
const TAXES = {
  prices_include_tax: false,
  classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
  round_to: { minor: 100, currency: 'INR' },
};
const [FLOAT, PUT_IN, TAKEN_OUT, MISSING] = [100_000, 50_000, 12_000, 1_000];
const rupees = (minor: number) => String(minor / 100);

/** The kitchen has made all that was ordered on a check. */
async function cooked(office: BackOffice, check: string, ...more: string[]): Promise<void> {
  const { orders } = await office.read<CheckDetail>(`checks/${check}`);
  for (const order of orders) await office.advance(order, 'preparing', 'ready', ...more);
}

const billsOf = async (office: BackOffice, check: string) =>
  (await office.read<BillList>(`checks/${check}/bills`)).bills.filter(({ status }) => status !== 'void');

/** Which check it is, by its card in the list of all. */
async function idOf(counter: PayScreen, title: string): Promise<string> {
  await counter.view('all');
  return (await counter.card(title).getAttribute('data-check')) ?? '';
}

/** The next payment is taken whole. */
async function paidBills(office: BackOffice, check: string, count: number): Promise<void> {
  await expect.poll(async () => (await billsOf(office, check)).filter(({ due }) => due.minor === 0).length).toBe(count);
}

/** A table from its first dish: two KOTs, a fifth off with a manager's word, and four who pay in four ways. */
async function atTable(counter: PayScreen, office: BackOffice, stack: Stack): Promise<string> {
  const table = stack.freeTable();
  const title = counterText.place('Tram Hall', table.name);
  await counter.openTable(table);
  await counter.category('Breads');
  for (const dish of ['Tandoori Roti', 'Butter Roti', 'Peshawari Naan']) await counter.tile(dish).click();
  await counter.send();
  await counter.card(title).click();
  await counter.add('2 rasmalai');
  await counter.send();
  const check = await idOf(counter, title);
  expect((await office.read<CheckDetail>(`checks/${check}`)).orders).toHaveLength(2);
  await cooked(office, check, 'served');
  await counter.card(title).getByText(counterText.status.ready_to_bill).waitFor();

  await counter.openBill(title);
  await counter.action('discount').click();
  const sheet = counter.dialog();
  await sheet.getByRole('button', { name: '20%' }).click();
  await sheet.getByRole('button', { name: text.discount.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.discount.submit }).click();
  await counter.approve(stack.staff('manager'));
  await expect.poll(async () => (await billsOf(office, check)).map(({ discount }) => discount.minor > 0)).toEqual([true]);
  await counter.action('split').click();
  await counter.button(text.split.kinds.equal).click();
  await counter.page.getByRole('group', { name: text.split.shares }).getByRole('button', { name: '4', exact: true }).click();
  await counter.button(text.split.submit(4)).click();
  // Less is taken off by nobody: the word that was given counts for this check once more.
  await counter.approve(stack.staff('manager'));
  await counter.bills.getByText(text.bill.share(4, 4)).waitFor();

  const [first] = await billsOf(office, check);
  const note = Math.ceil((first?.due.minor ?? 0) / 10_000) * 10_000;
  await counter.pad(rupees(note));
  await counter.submit.click();
  await paidBills(office, check, 1);
  await counter.method('card');
  await counter.take.getByRole('button', { name: text.take.addTip }).click();
  await counter.pad('15');
  await counter.take.getByLabel(text.take.reference.card).fill('slip 0042');
  await counter.submit.click();
  await paidBills(office, check, 2);
  await counter.method('upi');
  await counter.take.getByLabel(text.take.reference.upi).fill('412345678901');
  await counter.submit.click();
  await paidBills(office, check, 3);
  await counter.method('due');
  await counter.take.getByLabel(text.take.name, { exact: true }).fill(MEERA.name);
  await counter.take.getByLabel(text.take.phone).fill(MEERA.phone);
  await counter.submit.click();
  await counter.done.getByText(text.done.closed.dine_in).waitFor();
  const methods = (await billsOf(office, check)).flatMap(({ payments }) => payments.map(({ method }) => method));
  expect(methods.sort()).toEqual(['card', 'cash', 'due', 'upi']);
  await counter.next();
  await expect.poll(async () => (await office.tableOf(table))?.status).toBe('free');
  return check;
}

/** A delivery that is cooked, brought by a rider on their own phone, and paid with what the rider brings back. */
async function toTheDoor(counter: PayScreen, office: BackOffice, rider: RiderPhone): Promise<string> {
  await counter.openDelivery();
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('3 vada pav');
  await counter.send();
  const check = await idOf(counter, title);
  await counter.view('delivery');
  const card = counter.onBoard(title);
  await card.getByRole('button', { name: counterText.board.stepOf(title, counterText.board.step.preparing) }).click();
  await card.getByLabel(counterText.board.who).selectOption({ value: await new Away(office).idOf('rider') });
  await rider.card(title).getByText(riderText.state.cooking).waitFor();
  await cooked(office, check);
  await rider.card(title).getByText(riderText.state.ready).waitFor();
  await rider.tap(title, riderText.pickUp);
  const column = (name: string) => counter.page.getByRole('region', { name: new RegExp(`^${name}`) });
  await column(counterText.board.column.out).getByRole('listitem', { name: title }).waitFor();
  await rider.tap(title, riderText.deliver);
  await column(counterText.board.column.delivered).getByRole('listitem', { name: title }).waitFor();
  await card.getByRole('button', { name: counterText.billOf(title) }).click();
  // It was handed over: with the money for it the check ends, and nobody has to say so.
  await counter.submit.click();
  await counter.done.getByText(text.done.closed.delivery).waitFor();
  await counter.next();
  await counter.onBoard(title).waitFor({ state: 'hidden' });
  return check;
}

/** A pickup that waits at the window, is paid with a voucher and fetched; for one piece of it cash goes back. */
async function atTheWindow(counter: PayScreen, office: BackOffice, stack: Stack): Promise<string> {
  await counter.openPickup('Omar');
  const title = (await counter.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await counter.add('2 vada pav');
  await counter.add('jeera rice');
  await counter.send();
  const check = await idOf(counter, title);
  await counter.view('pickup');
  await cooked(office, check);
  await counter.onBoard(title).getByRole('button', { name: counterText.board.stepOf(title, counterText.board.step.ready_for_pickup) }).click();
  await counter.onBoard(title).getByRole('button', { name: counterText.billOf(title) }).click();
  await counter.method('voucher');
  await counter.take.getByLabel(text.take.reference.voucher).fill('GIFT 7');
  await counter.submit.click();
  await counter.done.getByText(text.done.closed.pickup).waitFor();
  await counter.next();
  await counter.onBoard(title).getByRole('button', { name: counterText.board.stepOf(title, counterText.board.handOver) }).click();
  await counter.onBoard(title).waitFor({ state: 'hidden' });

  await counter.button(counterText.lately.button).click();
  await counter.dialog().getByRole('button', { name: title }).click();
  await counter.action('refund').click();
  const sheet = counter.dialog();
  await sheet.getByRole('button', { name: common.increase('Vada Pav') }).click();
  await sheet.getByRole('group', { name: text.refund.method }).getByRole('button', { name: text.take.methods.cash }).click();
  await sheet.getByRole('button', { name: text.refund.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await counter.approve(stack.staff('manager'));
  await expect.poll(async () => (await billsOf(office, check)).flatMap(({ refunds }) => refunds.map(({ method }) => method))).toEqual(['cash']);
  await counter.button(text.back).click();
  return check;
}

/** Part of what somebody owes is paid in cash, with change. */
async function settles(counter: PayScreen, office: BackOffice, check: string): Promise<string> {
  const account = (await billsOf(office, check)).flatMap(({ payments }) => payments).find(({ account_id }) => account_id)?.account_id ?? '';
  const { page } = counter;
  await counter.button(counterText.dues).click();
  await page.locator('[data-dues]').filter({ hasText: MEERA.name }).click();
  await counter.button(duesText.settle).click();
  const sheet = counter.dialog();
  await sheet.getByLabel(duesText.paying.amount('INR')).fill('30');
  await sheet.getByLabel(duesText.paying.tendered('INR')).fill('50');
  await sheet.getByRole('button', { name: duesText.paying.submit('₹30') }).click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: duesText.ledger }).getByText(duesText.kind.settled(duesText.method.cash)).waitFor();
  await counter.button(duesText.backToList).click();
  await counter.button(duesText.back).click();
  return account;
}

/** Cash that is of no bill. */
async function move(counter: PayScreen, button: string, amount: number, reason?: string): Promise<void> {
  await counter.button(button).click();
  const sheet = counter.dialog();
  await sheet.getByLabel(till.moves.amount).fill(rupees(amount));
  if (reason) await sheet.getByRole('button', { name: reason }).click();
  await sheet.getByRole('button', { name: till.moves.save }).click();
  await sheet.waitFor({ state: 'hidden' });
}

test('an evening at the counter: each kind from its start to its end, and the day’s report is a recount of what is stored', { timeout: 600_000 }, async ({
  stack,
  office,
  device,
}) => {
  await office.tax(TAXES);
  const desk = await device('counter', 'desk');
  desk.expects(FORBIDDEN);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const rider = await RiderPhone.start(await device('rider', 'phone'), stack);

  await counter.button(counterText.day).click();
  await move(counter, till.moves.setFloat, FLOAT);
  await counter.button(till.back).click();
  const dine = await atTable(counter, office, stack);
  const delivery = await toTheDoor(counter, office, rider);
  const pickup = await atTheWindow(counter, office, stack);
  const account = await settles(counter, office, dine);
  await counter.button(counterText.day).click();
  const [bank = ''] = till.moves.quickIn;
  const groceries = till.moves.quickOut[2] ?? '';
  await move(counter, till.moves.putIn, PUT_IN, bank);
  await move(counter, till.moves.takeOut, TAKEN_OUT, groceries);

  // What is to be in the drawer is known before anybody counts; a ten-rupee note is missing.
  const count = await recount(office, [dine, delivery, pickup], [account], RATES);
  const cash = [count.payments, count.accounts].reduce((together, ways) => together + inAll(ways, 'cash'), 0);
  const counted = FLOAT + cash - inAll(count.back, 'cash') + PUT_IN - TAKEN_OUT - MISSING;
  expect([...count.payments.keys()].sort()).toEqual(['card', 'cash', 'due', 'upi', 'voucher']);
  await counter.button(till.close.button).click();
  const sheet = counter.dialog();
  const next = sheet.getByRole('button', { name: till.close.next, exact: true });
  await sheet.getByText(till.openItems.none).waitFor();
  await next.click();
  await sheet.getByLabel(till.close.count).fill(rupees(counted));
  await next.click();
  await sheet.getByText(exact(MISSING), { exact: true }).waitFor();
  await sheet.getByLabel(till.close.note).fill('A note was missing');
  await sheet.getByRole('button', { name: till.close.submit }).click();
  await sheet.waitFor({ state: 'hidden' });

  const day = await office.read<Day>('day');
  const by = day.float?.by.name ?? '';
  await expect.poll(() => linesOf(page)).toEqual(linesOfRecount(count, { float: FLOAT, by, in: PUT_IN, out: TAKEN_OUT, counted }));
  expect([day.status, day.closed?.difference.minor]).toEqual(['closed', -MISSING]);
  const [first = '', last = ''] = [count.numbers[0], count.numbers.at(-1)];
  expect(day.bills).toEqual({ issued: count.numbers.length, voided: count.voided, first, last });
  // What somebody did by hand stands there by itself, with who said that it may be.
  const noted = page.locator('.report section').filter({ hasText: till.noted.title }).getByRole('listitem');
  const words = (await noted.allInnerTexts()).map((one) => one.replaceAll(/\s+/g, ' '));
  expect(words).toHaveLength(3);
  expect(words[0]).toMatch(new RegExp(`^${till.noted.kind.refund} \\S+/\\d+ .*${text.refund.reasons[0]}.*approved by .*${till.money.method.cash}`));
  expect(words[1]).toContain(`${till.noted.kind.cash_in} ${exact(PUT_IN)} ${bank}`);
  expect(words[2]).toContain(`${till.noted.kind.cash_out} ${exact(TAKEN_OUT)} ${groceries}`);
  expect(await page.getByText('A note was missing').count()).toBe(1);
});
