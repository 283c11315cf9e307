import type { Locator } from 'playwright-core';
import { counter as counterText } from '$text/en/counter';
import { pay } from '$text/en/pay';
import { seat } from '$text/en/seat';
import { settle as text } from '$text/en/settle';
import type { BackOffice } from './harness/back-office';
import { money } from './harness/billing';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { PayScreen } from './harness/pay';
import { FloorScreen } from './harness/staff';
import type { Stack, Table } from './harness/stack';
import { expect, type MakeDevice, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const inr = (minor: number) => ({ minor, currency: 'INR' });
/** What a phone looks at when it hears of a payment or of the end: whichever comes late is refused. */
const LEFT = { at: /\/api\/v1\/session(\/bills)?$/u, says: '401' };
const CONFLICT = { at: '/api/v1/session/payment', says: '409' };

/** 5 % on top, bills of whole rupees: a vada pav (95) is 100 of them, a salad (120) is 126. */
const TAXES = {
  prices_include_tax: false,
  classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
  round_to: inr(100),
};

const place = (table: Table) => counterText.place('Tram Hall', table.name);

/** A guest who looks at the bill and says how they pay. */
class Payer extends Guest {
  get sheet(): Locator {
    return this.dialog(text.title);
  }

  async openPay(): Promise<Locator> {
    const bill = await this.openBill();
    await bill.getByRole('button', { name: seat.bill.pay }).click();
    await this.sheet.waitFor();
    return this.sheet;
  }

  /** One of the parts, by its name and what it comes to. */
  part(name: string, amount: string): Locator {
    return this.sheet.getByRole('radio', { name: new RegExp(`^${name}\\s*${amount.replace('.', '\\.')}`) });
  }

  ask(amount: string): Locator {
    return this.sheet.getByRole('button', { name: text.ask(amount) });
  }
}

/** Two who ordered a dish each. */
async function two(stack: Stack, office: BackOffice, device: MakeDevice) {
  await office.tax(TAXES);
  const table = stack.freeTable();
  const { pin, session } = await office.open(table, 'individual');
  const asha = new Payer(await device('asha', 'phone', STILL), stack.url, 'Asha');
  const bela = new Payer(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  const first = await asha.orderNow(1);
  await bela.add('Kachumber Salad');
  await bela.orderNow(1);
  return { table, check: session.id, title: place(table), asha, bela, first };
}

test('two guests say how they pay, the counter takes one by one tap, and both phones see it live', async ({ stack, office, device }) => {
  const { table, check, title, asha, bela } = await two(stack, office, device);
  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const sheet = await asha.openPay();
  await sheet.getByText(text.soFar).waitFor();
  await sheet.getByText('₹226').first().waitFor();
  await asha.part(text.parts.mine, '₹99.86').check();
  await sheet.getByRole('radio', { name: text.method.card }).check();
  await asha.ask('₹99.86').click();
  await sheet.getByText(text.asked('₹99.86', text.method.card)).waitFor();
  // The counter has it at once, and so has the other phone.
  await counter.card(title).getByText(counterText.asksToPay('Asha', '₹99.86', 'card')).waitFor();
  const other = await bela.openPay();
  await other.getByText(text.says('Asha', text.what.mine, '₹99.86', text.method.card)).waitFor();
  await bela.part(text.parts.all, '₹226').check();
  await other.getByRole('radio', { name: text.method.cash }).check();
  await bela.ask('₹226').click();
  await other.getByText(text.asked('₹226', text.method.cash)).waitFor();

  await counter.openBill(title);
  await counter.button(pay.asked.takeOf('Asha')).click();
  await counter.take.getByText(pay.asked.filled('Asha')).waitFor();
  await counter.take.getByText('₹99.86').first().waitFor();
  await sheet.getByRole('listitem', { name: /^Bill / }).first().waitFor();
  await counter.take.getByLabel(pay.take.reference.card).fill('slip 7');
  await counter.submit.click();
  // Paid on the phone of whoever said it, and less to pay on the other.
  await sheet.getByText(text.yoursPaid('₹99.86')).waitFor();
  await other.getByText(text.changed).waitFor();
  await bela.part(text.parts.all, '₹126.14').check();
  await bela.ask('₹126.14').click();
  await other.getByText(text.asked('₹126.14', text.method.cash)).waitFor();
  // The last of it ends their stay: what a phone asks just then is refused, and the page says goodbye.
  for (const guest of [asha, bela]) guest.device.expects(LEFT);
  await counter.button(pay.asked.takeOf('Bela')).click();
  await counter.take.getByText(pay.asked.filled('Bela')).waitFor();
  await counter.submit.click();
  await counter.done.waitFor();
  const { bills } = await office.bills(check);
  expect(bills.filter(({ status }) => status !== 'void').map(({ total, paid, credit }) => [total.minor, paid.minor, credit.minor])).toEqual([
    [9_986, 9_986, 0],
    [12_614, 12_614, 0],
  ]);
  // The table is settled with the last of it.
  await expect.poll(async () => (await office.tableOf(table))?.status).toBe('free');
});

test('a share of n, a tip, a lost answer and a second tap are one word; and it is taken back', async ({ stack, office, device }) => {
  const { table, asha } = await two(stack, office, device);
  asha.device.expects({ at: '/api/v1/session/payment', says: 'ERR_' });
  const sheet = await asha.openPay();
  await asha.part(text.parts.share, '₹113').check();
  await sheet.getByRole('radio', { name: '10 %' }).check();
  const ask = asha.ask('₹124');
  // It arrives, and the answer does not.
  await asha.page.route(
    '**/session/payment',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await ask.dblclick();
  await sheet.getByText(text.asked('₹124', text.method.upi)).waitFor({ timeout: 60_000 });
  const calls = await office.calls(table);
  expect(calls.map(({ reason, payment, version }) => [reason, payment?.amount.minor, payment?.tip?.minor, version])).toEqual([['pay', 11_300, 1_100, 1]]);
  await sheet.getByRole('button', { name: text.takeBack }).click();
  await asha.ask('₹124').waitFor();
  expect((await office.calls(table)).map(({ status }) => status).filter((status) => status !== 'resolved')).toEqual([]);
});

test('the bill has its taxes, the code for UPI pays exactly it, and what is ordered later makes it old', async ({ stack, office, device }) => {
  const { check, asha, bela } = await two(stack, office, device);
  asha.device.expects(CONFLICT);
  await office.settle({ upi_id: 'lakeroad@okbank' });
  await money(office, 'POST', `checks/${check}/bills`, {});
  const sheet = await asha.openPay();
  const bill = sheet.getByRole('listitem', { name: /^Bill / });
  await bill.getByText('CGST 2.5%').waitFor();
  await bill.getByText('₹226').first().waitFor();
  await asha.part(text.parts.all, '₹226').check();
  await sheet.getByRole('radio', { name: text.method.upi }).check();
  const link = sheet.getByRole('link', { name: text.upi.open('₹226') });
  expect(await link.getAttribute('href')).toMatch(/^upi:\/\/pay\?pa=[^&]+&.*am=226\.00&cu=INR$/);
  await sheet.getByRole('img', { name: text.upi.scan('₹226') }).waitFor();
  await asha.ask('₹226').click();
  await sheet.getByText(text.asked('₹226', text.method.upi)).waitFor();
  await bela.add('Vada Pav');
  await bela.orderNow(1);
  await sheet.getByText(text.changed).waitFor();
  await sheet.getByText(text.stale).waitFor();
  // What is shown is looked at once more, should it have moved under the tap.
  await asha.page.route('**/session/payment', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', json: { code: 'prices_changed', status: 409, title: 'Prices have changed' } }), { times: 1 });
  await sheet.getByRole('button', { name: /^I will pay/ }).click();
  await sheet.getByText(text.refused['prices_changed'] ?? '').waitFor();
});

test('everybody can read it and use it, at 320 pixels and by keyboard', async ({ stack, office, device }) => {
  const { table, check, title, asha, bela } = await two(stack, office, device);
  await office.settle({ upi_id: 'lakeroad@okbank' });
  await asha.openPay();
  await asha.part(text.parts.mine, '₹99.86').waitFor();
  const inspected = new Inspection(asha.page, 48);
  await inspected.look('before a bill');
  await money(office, 'POST', `checks/${check}/bills`, {});
  await asha.sheet.getByRole('listitem', { name: /^Bill / }).waitFor();
  await asha.part(text.parts.share, '₹113').check();
  await asha.sheet.getByRole('img', { name: text.upi.scan('₹113') }).waitFor();
  await inspected.look('a share, with the code');
  // By keyboard alone: an arrow to the next choice, and Enter on the button.
  await asha.part(text.parts.mine, '₹99.86').check();
  await asha.page.keyboard.press('ArrowDown');
  await asha.ask('₹113').focus();
  await asha.page.keyboard.press('Enter');
  await asha.sheet.getByText(text.asked('₹113', text.method.upi)).waitFor();
  await inspected.look('said');
  await bela.openPay();
  await bela.sheet.getByText(text.others).waitFor();
  const counter = new PayScreen(await device('counter', 'phone', STILL), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const till = new Inspection(counter.page, 48);
  await counter.card(title).getByText(counterText.asksToPay('Asha', '₹113', 'upi')).waitFor();
  await till.look('the list');
  await counter.openBill(title);
  await counter.button(pay.asked.takeOf('Asha')).waitFor();
  await till.look('the payment');
  // The floor says the same of the call.
  const floor = new FloorScreen(await device('floor', 'phone', STILL), stack.url);
  await floor.signIn(stack.staff('waiter'));
  await floor.view('todo');
  const call = floor.todo(table, counterText.asksToPay('Asha', '₹113', 'upi'));
  await call.getByText(counterText.asksToPay('Asha', '₹113', 'upi')).waitFor();
  const hall = new Inspection(floor.page, 48);
  await hall.look('the call');
  expect([...inspected.problems, ...till.problems, ...hall.problems]).toEqual([]);
});
