import { counter as text } from '$text/en/counter';
import { orderEntry } from '$text/en/order-entry';
import { pay } from '$text/en/pay';
import { Away } from '../../harness/away';
import { taxed } from '../../harness/billing';
import { Guest } from '../../harness/guest';
import { PayScreen } from '../../harness/pay';
import { keepSlips } from '../../harness/slips';
import { FloorScreen } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';

test('an order saved and printed, what is billed on the boards, and what a split comes to before', async ({ stack, office, device }) => {
  await taxed(office);
  const away = new Away(office);
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  for (const [name, dish] of [['Asha', 'Vada Pav'], ['Abdul Rahman Chowdhury', 'Kachumber Salad']] as const) {
    const guest = new Guest(await device(name, 'phone'), stack.url, name);
    await guest.sitDown(table, pin);
    await guest.add(dish);
    await guest.orderNow(1);
    if (name !== 'Asha') continue;
    await guest.openBill();
    await guest.bill.getByRole('button', { name: /pay/i }).first().click();
    await guest.page.getByRole('button', { name: /^I will pay/ }).click();
  }
  const [check] = await away.delivery(await away.idOf('rider'));
  const counter = new PayScreen(await device('counter', 'phone', { reducedMotion: 'reduce' }), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await keepSlips(counter.page);
  await series(counter.page, 'save-print', [
    ['dishes', async () => {
      await counter.openPickup('Meera');
      await counter.add('2 vada');
    }],
    ['board', async () => {
      await counter.button(orderEntry.action.savePrintOf).click();
      await counter.button(text.fresh.button).waitFor();
      await counter.view('pickup');
    }],
    ['deliveries', async () => {
      await away.move(check, { status: 'preparing' });
      await counter.view('delivery');
      await counter.button(text.billOf(check.name)).click();
      await counter.action('make').click();
      await counter.bills.getByText(pay.bill.status.open).first().waitFor();
      await counter.button(pay.back).click();
    }],
    ['all', () => counter.view('all')],
    ['split-guest', async () => {
      await counter.openBill(text.place('Tram Hall', table.name));
      await counter.action('split').click();
      await counter.page.getByText('₹99.86').waitFor();
    }],
    ['split-equal', async () => {
      await counter.button(pay.split.kinds.equal).click();
      await counter.page.getByText('₹113.00').first().waitFor();
    }],
    ['split-item', async () => {
      await counter.button(pay.split.kinds.item).click();
      await counter.page.getByRole('button', { name: /Vada Pav/ }).first().click();
      await counter.button(pay.split.put('Vada Pav', pay.split.shareOf(1))).click();
      await counter.page.getByText('₹99.86').waitFor();
    }],
    ['split-amount', async () => {
      await counter.button(pay.split.kinds.amount).click();
      await counter.page.getByLabel(pay.split.amountOf(1)).fill('200');
      await counter.page.getByRole('list', { name: pay.split.each }).getByText('₹26.00').waitFor();
    }],
  ]);
  const floor = new FloorScreen(await device('floor', 'phone', { reducedMotion: 'reduce' }), stack.url);
  await floor.signIn(stack.staff('waiter'));
  await series(floor.page, 'save-print-floor', [
    ['calls', async () => {
      await floor.view('todo');
      await floor.page.getByText(/^Asha pays ₹/).first().waitFor();
    }],
  ]);
});
