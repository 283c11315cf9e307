import { counter as counterText } from '$text/en/counter';
import { pay } from '$text/en/pay';
import { seat } from '$text/en/seat';
import { settle as text } from '$text/en/settle';
import { money } from '../../harness/billing';
import { Guest } from '../../harness/guest';
import { PayScreen } from '../../harness/pay';
import { test } from '../../harness/test';
import { series } from '../camera';

test('a guest says how they pay, and the counter takes it', async ({ stack, office, device }) => {
  await office.tax({
    prices_include_tax: false,
    classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
    round_to: { minor: 100, currency: 'INR' },
  });
  await office.settle({ upi_id: 'lakeroad@okbank' });
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await asha.orderNow(1);
  await bela.add('Kachumber Salad');
  await bela.orderNow(1);
  const sheet = asha.dialog(text.title);
  await series(asha.page, 'guest-pay', [
    ['bill', () => asha.openBill()],
    ['before', () => asha.bill.getByRole('button', { name: seat.bill.pay }).click().then(() => sheet.getByText(text.part).waitFor())],
    [
      'billed',
      async () => {
        await money(office, 'POST', `checks/${session.id}/bills`, {});
        await sheet.getByRole('listitem', { name: /^Bill / }).waitFor();
      },
    ],
    ['upi', () => sheet.getByRole('img').scrollIntoViewIfNeeded()],
    [
      'said',
      async () => {
        await sheet.getByRole('button', { name: /^I will pay/ }).click();
        await sheet.getByRole('button', { name: text.takeBack }).waitFor();
      },
    ],
  ]);
  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const title = counterText.place('Tram Hall', table.name);
  await series(counter.page, 'guest-pay-counter', [
    ['list', () => counter.card(title).waitFor()],
    ['bill', () => counter.openBill(title)],
    ['filled', () => counter.button(pay.asked.takeOf('Asha')).click().then(() => counter.take.getByText(pay.asked.filled('Asha')).waitFor())],
  ]);
});
