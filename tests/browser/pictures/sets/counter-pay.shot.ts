import { counter as counterText } from '$text/en/counter';
import { pay as text } from '$text/en/pay';
import { Guest } from '../../harness/guest';
import { PayScreen } from '../../harness/pay';
import { test } from '../../harness/test';
import { series } from '../camera';

const gst = [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }];

test('counter-pay', async ({ stack, office, device }) => {
  await office.tax({ prices_include_tax: false, classes: [{ class: 'standard', taxes: gst }], round_to: { minor: 100, currency: 'INR' } });
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  for (const [name, dish] of [['Asha', 'Vada Pav'], ['Abdul Rahman Chowdhury', 'Kachumber Salad']] as const) {
    const guest = new Guest(await device(name, 'phone'), stack.url, name);
    await guest.sitDown(table, pin);
    await guest.add(dish);
    await guest.orderNow(1);
    if (name !== 'Asha') continue;
    await guest.openCalls();
    await guest.call('bill');
  }
  const order = await office.take(session.id, ['tandoori-roti', 4], ['rasmalai', 2]);
  await office.advance(order, 'preparing', 'ready', 'served');
  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const title = counterText.place('Tram Hall', table.name);

  await series(counter.page, 'counter-pay', [
    ['asks', () => counter.page.getByText(counterText.asksBill).waitFor()],
    ['cash', () => counter.openBill(title).then(() => counter.hand('₹1,000'))],
    ['upi', async () => {
      await counter.action('make').click();
      await counter.bills.getByText(text.bill.status.open).first().waitFor();
      await counter.method('upi');
      await counter.take.getByRole('img').waitFor();
    }],
    ['account', () => counter.method('due')],
    ['discount', () => counter.action('discount').click()],
    ['approval', async () => {
      await counter.dialog().getByRole('button', { name: '20%' }).click();
      await counter.dialog().getByRole('button', { name: text.discount.reasons[0] ?? '' }).click();
      counter.device.expects({ at: '/api/v1/', says: '403' });
      await counter.dialog().getByRole('button', { name: text.discount.submit }).click();
      await counter.page.getByRole('dialog', { name: text.approval.title }).waitFor();
    }],
    ['split-guest', async () => {
      await counter.closeSheet();
      await counter.action('split').click();
    }],
    ['split-equal', () => counter.button(text.split.kinds.equal).click()],
    ['split-item', async () => {
      await counter.button(text.split.kinds.item).click();
      await counter.page.getByRole('button', { name: /Tandoori Roti/ }).first().click();
      await counter.button(text.split.put('Tandoori Roti', text.split.shareOf(1))).click();
      await counter.button(text.split.put('Tandoori Roti', text.split.shareOf(2))).click();
    }],
    ['split-amount', async () => {
      await counter.button(text.split.kinds.amount).click();
      await counter.page.getByLabel(text.split.amountOf(1)).fill('200');
    }],
    ['shares', async () => {
      await counter.button(text.split.submit(2)).click();
      await counter.bills.getByText(text.bill.share(2, 2)).waitFor();
    }],
    ['one-paid', async () => {
      await counter.method('cash');
      await counter.hand('₹500');
      await counter.submit.click();
      await counter.take.getByText(/ left to pay$/).waitFor();
    }],
    ['paid', async () => {
      await counter.hand('₹1,000');
      await counter.submit.click();
      await counter.done.waitFor();
    }],
    ['refund', () => counter.action('refund').first().click()],
  ]);
});
