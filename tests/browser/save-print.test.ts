import type { BillList, CheckDetail, PrintQueue } from '$api/types';
import { counter as text } from '$text/en/counter';
import { orderEntry } from '$text/en/order-entry';
import type { BackOffice } from './harness/back-office';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { lost } from './harness/lost';
import { PrintHouse, StarPrinter } from './harness/printer';
import { keepSlips } from './harness/slips';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const NO_ANSWER = { at: '/api/v1/', says: 'ERR_' };
const { savePrintOf } = orderEntry.action;

/** A check in the list, and what of it stands with the server. */
async function found(counter: CounterScreen, title: string, office: BackOffice) {
  const id = await counter.card(title).getAttribute('data-check');
  if (!id) throw new Error(`${title} has no ID`);
  const [detail, bills, queue] = [await office.read<CheckDetail>(`checks/${id}`), await office.bills(id), await office.read<PrintQueue>('print-jobs')];
  return { detail, bills: bills.bills as BillList['bills'], jobs: queue.jobs };
}

test('one tap saves, bills and prints, once under two taps and where no answer comes', async ({ stack, office, device }) => {
  const phone = await device('counter', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const counter = await CounterScreen.start(phone, stack);
  const { page } = counter;
  const slips = await keepSlips(page);
  await counter.openPickup('Meera');
  await counter.add('Vada Pav');
  // The order and the bill are made, and nobody hears of either.
  const order = await lost(page, '/orders', 'POST');
  const button = counter.button(savePrintOf);
  await button.dblclick();
  expect(await order.found()).toBe(1);
  const bill = await lost(page, '/bills', 'POST');
  expect(await bill.found()).toBe(1);
  await counter.button(text.fresh.button).waitFor();
  await counter.card('Pickup').getByText(text.status.billed, { exact: true }).waitFor();

  // Without a printer this device prints it: one paper of the one bill of the one order.
  await expect.poll(slips).toHaveLength(1);
  const { detail, bills, jobs } = await found(counter, 'Pickup', office);
  expect([detail.orders.length, detail.saved.lines.length, bills.length, jobs.length]).toEqual([1, 0, 1, 1]);
  expect([bills[0]?.version, bills[0]?.printed_version]).toEqual([1, 1]);
  expect((await slips())[0]).toContain(bills[0]?.number);

  // It goes on from there: more can be ordered, and that is billed anew; a step by hand leads on.
  await counter.view('pickup');
  const onBoard = counter.onBoard(text.away('pickup', detail.check.number ?? null));
  await onBoard.getByRole('button', { name: new RegExp(`^${text.open('')}`) }).click();
  await counter.order.waitFor();
  expect(await button.count()).toBe(0);
  await counter.add('Kachumber Salad');
  const writes = await Writes.of(page);
  const list = counter.button(text.fresh.button);
  const sent = await writes.ofTwoTaps(page, button, () => list.waitFor());
  expect(sent.filter((one) => /^POST checks\/[^/]+\/(orders|bills)$/.test(one)).map((one) => one.split('/').at(-1))).toEqual(['orders', 'bills']);
  await expect.poll(slips).toHaveLength(2);
  await onBoard.getByText(text.status.billed, { exact: true }).waitFor();
  await onBoard.getByRole('button', { name: text.board.stepOf(text.away('pickup', detail.check.number ?? null), text.board.step.ready_for_pickup) }).click();
  await onBoard.getByText(text.status.ready_for_pickup, { exact: true }).waitFor();
  // It is billed still.
  await onBoard.getByText(text.status.billed, { exact: true }).waitFor();
});

test('a page that was loaded anew in between makes the bill all the same, on the branch’s printer', async ({ stack, office, device }) => {
  const desk = await device('counter', 'desk', STILL);
  desk.expects(NO_ANSWER);
  const printer = StarPrinter.by(await new PrintHouse(office).star('bills', 'Bills'), stack.url);
  expect(await printer.polls()).toBeNull();
  const counter = await CounterScreen.start(desk, stack);
  const { page } = counter;
  const table = stack.freeTable();
  await counter.openTable(table);
  await counter.add('2 vada');
  // The order arrives, the bill does not leave.
  const ofBills = (url: URL) => url.pathname.endsWith('/bills');
  await page.route(ofBills, (route) => route.abort('connectionreset'));
  await counter.button(savePrintOf).click();
  await counter.ticket.getByText(orderEntry.link.waiting).waitFor();
  await page.unroute(ofBills);
  await page.reload();
  await counter.live();
  const title = text.place('Tram Hall', table.name);
  await counter.card(title).getByText(text.pending).waitFor();
  await counter.card(title).click();
  await counter.button(text.fresh.button).waitFor();
  await counter.card(title).getByText(text.status.billed, { exact: true }).waitFor();
  const { bills, detail } = await found(counter, title, office);
  expect([detail.orders.length, bills.length, bills[0]?.printed_version]).toEqual([1, 1, 1]);
  expect(await printer.prints()).toContain(bills[0]?.number);
  expect(await printer.prints()).toBeNull();
});

test('everybody can tap it, at 320 pixels; and what the bill waits for is said', async ({ stack, device }) => {
  const phone = await device('counter', 'phone', STILL);
  phone.expects({ at: '/bills', says: '409' });
  const counter = await CounterScreen.start(phone, stack);
  const { page } = counter;
  await counter.openPickup('Meera');
  await counter.add('Vada Pav');
  const inspected = new Inspection(page, 48);
  await inspected.look('the dishes');
  await counter.openTicket(1);
  await counter.button(savePrintOf).last().waitFor();
  await inspected.look('the check');
  // The order goes, and the bill is refused.
  await page.route((url) => url.pathname.endsWith('/bills'), (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, contentType: 'application/problem+json', json: { code: 'day_closed', status: 409, title: 'The day is closed' } })
      : route.fallback(),
  );
  await counter.button(savePrintOf).last().click();
  await page.getByText(orderEntry.unbilled(orderEntry.refused.day_closed)).first().waitFor();
  await inspected.look('refused');
  expect(await counter.lines('fresh').count()).toBe(0);
  expect(inspected.problems).toEqual([]);
});
