import { counter as counterText } from '$text/en/counter';
import { common } from '$text/en/common';
import { orderEntry } from '$text/en/order-entry';
import { pay as text } from '$text/en/pay';
import type { BackOffice } from './harness/back-office';
import { byMouse, byTouch, middle } from './harness/drag';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { PayScreen } from './harness/pay';
import { keepSlips } from './harness/slips';
import type { Stack, Table } from './harness/stack';
import { countTaps } from './harness/taps';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const CONFLICT = { at: '/api/v1/branches/', says: '409' };
const FORBIDDEN = { at: '/api/v1/branches/', says: '403' };
const REFUSED = { at: '/api/v1/branches/', says: '422' };
const inr = (minor: number) => ({ minor, currency: 'INR' });
const [VADA, SALAD, NAAN] = ['vada-pav', 'kachumber-salad', 'tandoori-roti'];

/** 5 % on top, bills of whole rupees: a vada pav and a salad are 226. */
const TAXES = {
  prices_include_tax: false,
  classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
  round_to: inr(100),
};

const place = (table: Table) => counterText.place('Tram Hall', table.name);

/** A party that has its food: a vada pav and a salad unless something else is said. */
async function dined(stack: Stack, office: BackOffice, dishes: [string, number][] = [[VADA, 1], [SALAD, 1]]) {
  await office.tax(TAXES);
  const table = stack.freeTable();
  const { session } = await office.open(table);
  const order = await office.take(session.id, ...dishes);
  await office.advance(order, 'preparing', 'ready', 'served');
  return { table, check: session.id, title: place(table) };
}

const totals = async (office: BackOffice, check: string) => {
  const { bills } = await office.bills(check);
  return bills.filter(({ status }) => status !== 'void').map(({ total, due }) => [total.minor, due.minor]);
};

test('a table that waits is paid in cash and free again after three taps', async ({ stack, office, device }) => {
  const { table, check, title } = await dined(stack, office);
  const counter = new PayScreen(await device('counter', 'phone'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.card(title).getByText(counterText.status.ready_to_bill).waitFor();
  const taps = await countTaps(counter.page);
  await counter.button(counterText.billOf(title)).click();
  await counter.hand('₹500');
  await counter.take.getByText('₹274').waitFor();
  await counter.submit.click();
  await counter.done.getByText('₹274').waitFor();
  expect(await taps()).toBeLessThanOrEqual(4);
  expect((await office.tableOf(table))?.status).toBe('free');
  const { bills } = await office.bills(check);
  expect(bills.map(({ status, payments }) => [status, payments.map(({ method, change }) => [method, change.minor])])).toEqual([['paid', [['cash', 27_400]]]]);
  await counter.next();
  await counter.card(title).waitFor({ state: 'hidden' });
});

test('cash, a card with a tip and UPI pay one bill together, and the code pays what is left', async ({ stack, office, device }) => {
  const { table, check, title } = await dined(stack, office);
  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.pad('100');
  await counter.take.getByText(text.take.left).waitFor();
  await counter.submit.click();
  await counter.take.getByText(text.done.left('₹126')).waitFor();

  await counter.method('card');
  await counter.page.keyboard.type('26');
  await counter.take.getByRole('button', { name: text.take.addTip }).click();
  await counter.pad('15');
  await counter.take.getByLabel(text.take.reference.card).fill('slip 0042');
  await counter.submit.click();
  await counter.take.getByText(text.done.left('₹100')).waitFor();

  await counter.method('upi');
  await counter.take.getByRole('img', { name: text.upi.code('₹100') }).waitFor();
  const link = await counter.take.getByRole('link', { name: /^To / }).getAttribute('href');
  expect(link).toMatch(/^upi:\/\/pay\?pa=lanes\.lakeroad@example&pn=Lake%20Road&tr=[\w-]+-1-2&tn=Lake%20Road%20\d{4}-\d\d%2F\d+&am=100\.00&cu=INR$/);
  // The code proves nothing: the number of the transfer does.
  await counter.submit.click();
  await counter.take.getByText(text.take.utrMissing).waitFor();
  await counter.take.getByLabel(text.take.reference.upi).fill('412345678901');
  await counter.submit.click();
  await counter.done.waitFor();
  await counter.done.getByText(text.done.closed.dine_in).waitFor();
  const [bill] = (await office.bills(check)).bills;
  expect(bill?.payments.map(({ method, amount, tip, reference }) => [method, amount.minor, tip.minor, reference])).toEqual([
    ['cash', 10_000, 0, undefined],
    ['card', 2_600, 1_500, 'slip 0042'],
    ['upi', 10_000, 0, '412345678901'],
  ]);
  expect((await office.tableOf(table))?.status).toBe('free');
});

test('an account is asked for by name and number, and what the server says to it is shown', async ({ stack, office, device }) => {
  const { title } = await dined(stack, office);
  const desk = await device('counter', 'phone');
  desk.expects(REFUSED);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.method('due');
  await counter.submit.click();
  await counter.take.getByText(text.take.nameMissing).waitFor();
  await counter.take.getByLabel(text.take.name, { exact: true }).fill('Meera');
  await counter.take.getByLabel(text.take.phone).fill('+91 98450 12345');
  const sent = counter.page.waitForRequest((request) => request.url().endsWith('/payments'));
  await counter.submit.click();
  await sent;
  // Whether the branch keeps accounts the server decides.
  await counter.page.getByText(/^Not taken: /).or(counter.done).first().waitFor();
});

for (const [how, kind, drag] of [['a finger', 'phone', byTouch], ['a mouse', 'desk', byMouse]] as const) {
  test(`four pay their own dishes, which ${how} and keys put into shares`, async ({ stack, office, device }) => {
    const { table, check, title } = await dined(stack, office, [[NAAN, 4], [VADA, 1], [SALAD, 1]]);
    const counter = new PayScreen(await device('counter', kind), stack.url);
    await counter.signIn(stack.staff('cashier'));
    await counter.openBill(title);
    await counter.action('split').click();
    await counter.button(text.split.kinds.item).click();
    for (let more = 0; more < 2; more += 1) await counter.button(text.split.addShare).click();
    const share = (at: number) => counter.page.getByRole('region', { name: text.split.shareOf(at), exact: true });
    const pool = counter.page.getByRole('region', { name: text.split.unassigned });
    // A piece of the bread each: two by hand, two by keys.
    for (const at of [1, 2]) {
      await share(at).evaluate((one) => one.scrollIntoView({ block: 'center' }));
      const grip = pool.getByTitle(text.split.grip('Tandoori Roti'));
      const from = await middle(grip);
      const to = await middle(share(at));
      await drag(counter.page, from, to);
      await share(at).getByText('Tandoori Roti').waitFor();
    }
    await pool.getByRole('button', { name: /Tandoori Roti/ }).focus();
    await counter.page.keyboard.press('3');
    await share(3).getByText('Tandoori Roti').waitFor();
    await pool.getByRole('button', { name: /Tandoori Roti/ }).focus();
    await counter.page.keyboard.press('4');
    await share(4).getByText('Tandoori Roti').waitFor();
    // And by taps: a dish is chosen, then the share.
    await pool.getByRole('button', { name: /Vada Pav/ }).click();
    await counter.button(text.split.put('Vada Pav', text.split.shareOf(1))).click();
    await pool.getByRole('button', { name: /Kachumber Salad/ }).click();
    await counter.button(text.split.put('Kachumber Salad', text.split.shareOf(2))).click();
    await pool.getByText(text.split.allAssigned).waitFor();
    // A roti and a vada pav, with their taxes and their part of the rounding.
    await share(1).getByRole('heading').getByText('₹147').waitFor();
    const said = await Promise.all([1, 2, 3, 4].map((at) => share(at).getByRole('heading').innerText()));
    await counter.button(text.split.submit(4)).click();
    await counter.bills.getByText(text.bill.share(4, 4)).waitFor();

    const all = await totals(office, check);
    // 395.00 and 5 % of it are 414.76, which the bills round to 415.
    expect([all.length, all.reduce((sum, [total]) => sum + (total ?? 0), 0)]).toEqual([4, 41_500]);
    // To the paisa what stood above the shares before there were bills.
    expect(said.map((words) => Math.round(Number(words.split('₹')[1]) * 100))).toEqual(all.map(([total]) => total));
    for (let paid = 0; paid < 4; paid += 1) await counter.submit.click().then(() => expect.poll(async () => (await totals(office, check)).filter(([, due]) => due === 0).length).toBe(paid + 1));
    await counter.done.waitFor();
    await expect.poll(async () => (await office.tableOf(table))?.status).toBe('free');
  });
}

test('guests pay what they ordered, and a bill for all is split equally to the last paisa', async ({ stack, office, device }) => {
  await office.tax(TAXES);
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  for (const [name, dish] of [['Asha', 'Vada Pav'], ['Bela', 'Kachumber Salad']] as const) {
    const guest = new Guest(await device(name, 'phone'), stack.url, name);
    await guest.sitDown(table, pin);
    await guest.add(dish);
    await guest.orderNow(1);
  }
  const counter = new PayScreen(await device('counter', 'tablet'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(place(table));
  await counter.action('split').click();
  const asha = counter.page.getByRole('listitem').filter({ hasText: 'Asha' });
  // What the bills will be, with taxes and rounding, before there are any.
  await asha.getByText('₹99.86').waitFor();
  await asha.getByText(/CGST\s2\.5%\s₹2\.38/u).waitFor();
  await counter.page.getByRole('listitem').filter({ hasText: 'Bela' }).getByText('₹126.14').waitFor();
  expect(await totals(office, session.id)).toEqual([]);
  await counter.button(text.split.submit(2)).click();
  await counter.bills.getByText('Bela', { exact: true }).waitFor();
  expect((await totals(office, session.id)).map(([total]) => total)).toEqual([9_986, 12_614]);
  expect((await totals(office, session.id)).reduce((sum, [total]) => sum + (total ?? 0), 0)).toBe(22_600);

  await counter.action('split').click();
  await counter.button(text.split.kinds.equal).click();
  await counter.button(common.increase(text.split.shares)).click();
  await counter.page.getByRole('list', { name: text.split.each }).getByText('₹75.34').waitFor();
  await counter.button(text.split.submit(3)).click();
  await counter.bills.getByText(text.bill.share(3, 3)).waitFor();
  expect((await totals(office, session.id)).map(([total]) => total)).toEqual([7_534, 7_533, 7_533]);
  // A service charge that one of the three does not agree to stands on the others' shares alone.
  const charged = async () => (await office.bills(session.id)).bills.flatMap(({ status, service_charge }) => (status === 'void' ? [] : [service_charge.minor > 0]));
  const charge = async (rate: string) => {
    await counter.action('serviceCharge').click();
    await counter.dialog().getByRole('button', { name: rate, exact: true }).click();
    await counter.dialog().getByRole('button', { name: text.charge.submit }).click();
  };
  await charge('5%');
  await expect.poll(charged).toEqual([true, true, true]);
  await counter.button(text.actions.noCharge(text.bill.share(1, 3))).click();
  await expect.poll(charged).toEqual([false, true, true]);
  await charge(text.charge.none);
  await expect.poll(charged).toEqual([false, false, false]);
  // And one bill again.
  await counter.action('split').click();
  await counter.button(text.split.undo).click();
  await expect.poll(async () => (await totals(office, session.id)).map(([total]) => total)).toEqual([22_600]);
  await counter.bills.waitFor();

  // By amount: what is left makes one more.
  await counter.action('split').click();
  await counter.button(text.split.kinds.amount).click();
  await counter.page.getByLabel(text.split.amountOf(1)).fill('100');
  await counter.page.getByRole('status').filter({ hasText: text.split.rest }).getByText('₹126.00').waitFor();
  const parts = counter.page.getByRole('list', { name: text.split.each });
  await parts.getByText('₹126.00').waitFor();
  await counter.button(text.split.submit(2)).click();
  await counter.bills.getByText(text.bill.share(2, 2)).waitFor();
  expect((await totals(office, session.id)).map(([total]) => total)).toEqual([10_000, 12_600]);
});

test('more off than a cashier may, and money back, wait for a manager at the same screen', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const desk = await device('counter', 'phone');
  desk.expects(FORBIDDEN);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  const sheet = counter.dialog();
  await counter.action('discount').click();
  await sheet.getByRole('button', { name: text.discount.submit }).click();
  await sheet.getByText(text.discount.wrong.percent).waitFor();
  await sheet.getByRole('button', { name: '20%' }).click();
  await sheet.getByRole('button', { name: text.discount.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.discount.submit }).click();
  // A waiter's word is none.
  await counter.approve(stack.staff('waiter'));
  await sheet.getByText(text.refused.approval_wrong).waitFor();
  await counter.approve(stack.staff('manager'));
  await expect.poll(() => totals(office, check)).toEqual([[18_100, 18_100]]);
  const [bill] = (await office.bills(check)).bills;
  expect([bill?.discounts[0]?.reason, Boolean(bill?.approved_by)]).toEqual([text.discount.reasons[0], true]);
  // A service charge that the guests agree to stands beside it.
  await counter.action('serviceCharge').click();
  await sheet.getByRole('button', { name: '5%', exact: true }).click();
  await sheet.getByRole('button', { name: text.charge.submit }).click();
  await counter.approve(stack.staff('manager'));
  await expect.poll(async () => (await office.bills(check)).bills[0]?.service_charge_bp).toBe(500);
  expect((await office.bills(check)).bills[0]?.discount.minor).toBe(4_300);

  // So soon after the tap that approved it, a tap on the same place is not for it.
  await counter.submit.press('Enter');
  await counter.done.waitFor();
  await counter.action('refund').click();
  await sheet.getByRole('button', { name: common.increase('Vada Pav') }).click();
  await sheet.getByRole('button', { name: text.refund.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await counter.approve(stack.staff('manager'));
  await expect.poll(async () => (await office.bills(check)).bills[0]?.refunds.length).toBe(1);
  await counter.page.getByText(/ given back$/).first().waitFor();
  // And an amount of what is left.
  await counter.action('refund').click();
  await sheet.getByRole('button', { name: text.refund.amount }).click();
  await sheet.getByLabel(text.refund.sum('INR')).fill('10');
  await sheet.getByRole('button', { name: text.refund.reasons[0] ?? '' }).click();
  await sheet.getByRole('button', { name: text.refund.submit }).click();
  await counter.approve(stack.staff('manager'));
  await expect.poll(async () => (await office.bills(check)).bills[0]?.refunds.at(-1)?.amount.minor).toBe(1_000);
});

test('a late dish makes the bill old: it is told, and made anew by one tap; a bill that is void keeps its number', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const desk = await device('manager', 'desk');
  desk.expects(CONFLICT);
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('manager'));
  await counter.openBill(title);
  await counter.action('make').click();
  await counter.bills.getByText(text.bill.status.open).first().waitFor();
  await office.take(check, [NAAN, 2]);
  await counter.page.getByText(text.stale.title).waitFor();
  await counter.button(text.stale.button).click();
  await counter.page.getByText(text.stale.title).waitFor({ state: 'hidden' });
  expect(await totals(office, check)).toEqual([[32_000, 32_000]]);

  await counter.action('void').click();
  await counter.dialog().getByRole('button', { name: text.voidBill.reasons[0] ?? '' }).click();
  await counter.dialog().getByRole('button', { name: text.voidBill.submit }).click();
  await counter.page.getByText(text.bill.former(1)).waitFor();
  expect((await office.bills(check)).bills.map(({ status, void: gone }) => [status, gone?.reason])).toEqual([['void', text.voidBill.reasons[0]]]);
  // It is billed anew by the tap that takes the money.
  await counter.submit.click();
  await counter.done.waitFor();
  expect((await office.bills(check)).bills.map(({ status }) => status).sort()).toEqual(['paid', 'void']);
});

test('what comes to more than was shown is looked at before money is taken', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const desk = await device('counter', 'phone');
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.submit.waitFor();
  // Nothing of it reaches this screen any more.
  await counter.page.route(/\/checks\/[^/]+(\/bills)?$/u, (route) => (route.request().method() === 'GET' ? new Promise(() => {}) : route.fallback()));
  await office.take(check, [NAAN, 2]);
  await counter.submit.click();
  await counter.page.getByText(text.changed('₹320')).waitFor();
  expect(await totals(office, check)).toEqual([[32_000, 32_000]]);
});

test('two taps, a lost answer and a reload take the money once', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office);
  const desk = await device('counter', 'phone', STILL);
  desk.expects({ at: '/api/v1/', says: 'ERR_' }, { at: '', says: 'ERR_' });
  const counter = new PayScreen(desk, stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.openBill(title);
  await counter.action('make').click();
  await counter.bills.getByText(text.bill.status.open).first().waitFor();
  await counter.close(false);
  await counter.pad('100');
  let posted = 0;
  let lost = true;
  // The server has it, and its answer never comes.
  await counter.page.route(/\/payments$/u, async (route) => {
    posted += 1;
    if (!lost) return route.fallback();
    await route.fetch();
    await route.abort();
  });
  const box = await counter.submit.boundingBox();
  const at = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
  await counter.page.touchscreen.tap(...at);
  await counter.page.touchscreen.tap(...at);
  await counter.page.getByText(text.link.waiting).waitFor();
  await expect.poll(() => totals(office, check)).toEqual([[22_600, 12_600]]);
  await counter.page.reload();
  await counter.live();
  lost = false;
  await counter.openBill(title);
  await counter.take.getByText(text.done.left('₹126')).waitFor();
  expect(posted).toBeGreaterThan(1);
  expect((await office.bills(check)).bills[0]?.payments.map(({ amount }) => amount.minor)).toEqual([10_000]);
});

test('what another cashier takes shows at once, and a guest who asks for the bill too', async ({ stack, office, device }) => {
  await office.tax(TAXES);
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const guest = new Guest(await device('guest', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.orderNow(1);
  await guest.openCalls();
  await guest.call('bill');
  await counter.page.getByText(counterText.asksBill).waitFor();
  await counter.openBill(place(table));
  await counter.action('make').click();
  await counter.bills.getByText(text.bill.status.open).first().waitFor();
  const [bill] = (await office.bills(session.id)).bills;
  await office.pay(bill?.id ?? '', { method: 'card', amount: inr(4_000) });
  await counter.bills.getByText(text.take.methods.card).waitFor();
  await counter.take.getByText('₹60').first().waitFor();
});

test('a pickup is ready and paid, a delivery is paid first and delivered later', async ({ stack, office, device }) => {
  await office.tax(TAXES);
  const pickup = await office.openAway({ kind: 'pickup', customer: { name: 'Omar' } });
  const delivery = await office.openAway({ kind: 'delivery', customer: { name: 'Meera', phone: '+91 98450 12345', address: '12 Lake Road' } });
  await office.take(delivery.id, [VADA, 1], [SALAD, 1]);
  await office.advance(await office.take(pickup.id, [VADA, 1], [SALAD, 1]), 'preparing', 'ready');
  const counter = new PayScreen(await device('counter', 'phone'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  await counter.view('pickup');
  await counter.onBoard(pickup.name).getByRole('button', { name: counterText.billOf(pickup.name) }).click();
  await counter.method('card');
  await counter.submit.click();
  await counter.done.getByText(text.done.closed.pickup).waitFor();
  await counter.next();
  // It waits until it is fetched, and is served and gone by that.
  await counter.onBoard(pickup.name).getByText(counterText.status.paid, { exact: true }).waitFor();
  await counter.onBoard(pickup.name).getByRole('button', { name: counterText.board.stepOf(pickup.name, counterText.board.handOver) }).click();
  await counter.onBoard(pickup.name).waitFor({ state: 'hidden' });

  await counter.view('delivery');
  await counter.onBoard(delivery.name).getByRole('button', { name: counterText.billOf(delivery.name) }).click();
  // It has not left yet: money alone is taken.
  await counter.submit.click();
  await counter.done.getByText(text.settle.allPaid).waitFor();
  expect(await totals(office, delivery.id)).toEqual([[22_600, 0]]);
  await counter.done.getByRole('button', { name: text.settle.delivery }).click();
  await counter.done.getByText(text.done.closed.delivery).waitFor();
  await counter.next();
  await counter.onBoard(delivery.name).waitFor({ state: 'hidden' });
  // What was paid here is found again once it is closed, as for a refund.
  await counter.button(counterText.lately.button).click();
  await counter.dialog().getByRole('button', { name: delivery.name }).click();
  await counter.action('refund').waitFor();
});

test('a bill is paid with the keyboard alone, and a waiter splits what a cashier takes', async ({ stack, office, device }) => {
  const { table, check, title } = await dined(stack, office);
  const waiter = new PayScreen(await device('waiter', 'phone'), stack.url);
  await waiter.signIn(stack.staff('waiter'));
  await waiter.openBill(title);
  await waiter.take.getByText(text.take.cashier).waitFor();
  expect(await waiter.submit.count()).toBe(0);
  await waiter.action('make').click();
  await expect.poll(async () => (await totals(office, check)).length).toBe(1);

  const counter = new PayScreen(await device('counter', 'desk'), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { keyboard } = counter.page;
  await counter.button(counterText.billOf(title)).focus();
  await keyboard.press('Enter');
  await counter.submit.waitFor();
  await keyboard.type('300');
  await counter.take.getByText('₹74').waitFor();
  await keyboard.press('Enter');
  await counter.done.getByText('₹74').waitFor();
  expect((await office.tableOf(table))?.status).toBe('free');
  await keyboard.press('Escape');
  await counter.button(counterText.fresh.button).waitFor();
});

test('where money is taken in each of its states: without faults, at 320 px', async ({ stack, office, device }) => {
  const { check, title } = await dined(stack, office, [[NAAN, 4], [VADA, 1], [SALAD, 1]]);
  const counter = new PayScreen(await device('counter', 'phone', STILL), stack.url);
  await counter.signIn(stack.staff('manager'));
  const page = new Inspection(counter.page, 48);
  await page.look('checks');
  await counter.openBill(title);
  await counter.submit.waitFor();
  await page.look('before the bill');
  for (const by of ['card', 'voucher', 'due', 'upi'] as const) {
    await counter.method(by);
    await page.look(by);
  }
  await counter.take.getByRole('button', { name: text.upi.billFirst }).click();
  await counter.take.getByRole('img').waitFor();
  await page.look('the code');
  await counter.bills.locator('summary').first().click();
  await page.look('the bill');
  for (const what of ['discount', 'serviceCharge', 'void'] as const) {
    await counter.action(what).click();
    await counter.dialog().waitFor();
    await page.look(what);
    await counter.closeSheet();
  }
  await counter.action('split').click();
  for (const how of ['equal', 'guest', 'item', 'amount'] as const) {
    await counter.button(text.split.kinds[how]).click();
    if (how === 'item') await counter.page.getByRole('button', { name: /Tandoori Roti/ }).first().click();
    await page.look(`split: ${how}`);
  }
  await counter.button(text.split.kinds.equal).click();
  await counter.button(text.split.submit(2)).click();
  await counter.bills.getByText(text.bill.share(2, 2)).waitFor();
  await page.look('shares');
  await counter.method('cash');
  await counter.hand('₹500');
  await counter.submit.click();
  await counter.take.getByText(/ left to pay$/).waitFor();
  await page.look('one share is paid');
  await office.take(check, [NAAN, 1]);
  await counter.page.getByText(text.stale.title).waitFor();
  await page.look('out of date');
  await counter.button(text.stale.button).click();
  await counter.page.getByText(text.stale.title).waitFor({ state: 'hidden' });
  await counter.submit.click();
  await counter.done.waitFor();
  await page.look('paid');
  await counter.action('refund').first().click();
  await counter.dialog().waitFor();
  await page.look('refund');
  await counter.closeSheet();
  expect(page.problems).toEqual([]);
  expect(orderEntry.bill).toBe('Bill');
});

test('a bill is printed from the counter, the second time as a duplicate, and its receipt has a link', async ({ stack, office, device }) => {
  const { title } = await dined(stack, office);
  const counter = new PayScreen(await device('counter', 'desk', STILL), stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const slips = await keepSlips(page);
  await counter.openBill(title);
  await counter.action('make').click();
  await counter.action('print').click();
  await expect.poll(async () => (await slips()).length).toBe(1);
  await counter.action('print').click();
  await expect.poll(async () => (await slips()).length).toBe(2);
  const [first = '', second = ''] = await slips();
  expect(first).toContain('Vada Pav');
  expect([first.includes('DUPLICATE'), second.includes('DUPLICATE')]).toEqual([false, true]);

  await counter.action('receipt').click();
  const link = counter.dialog().getByRole('link', { name: text.receipt.whatsapp });
  expect(await link.getAttribute('href')).toMatch(/^https:\/\/wa\.me\//);
  await counter.dialog().getByText(/\/receipt#/).waitFor();
  const inspection = new Inspection(page, 44);
  await inspection.look('a link to a receipt');
  expect(inspection.problems).toEqual([]);
});
