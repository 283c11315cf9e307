import type { PrinterList, PrintQueue } from '$api/types';
import { admin as adminText } from '$text/en/admin';
import { common } from '$text/en/common';
import { counter as counterText } from '$text/en/counter';
import { dues as duesText } from '$text/en/dues';
import { pay as payText } from '$text/en/pay';
import { printers as printersText } from '$text/en/printers';
import { Away } from './harness/away';
import { afterTap } from './harness/hand';
import { lost } from './harness/lost';
import { AdminScreen } from './harness/office-pages';
import { PayScreen } from './harness/pay';
import { keepSlips } from './harness/slips';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const NO_ANSWER = { at: '/api/v1/', says: 'ERR_' };

test('what somebody owes is settled once by two taps, without an answer, and when the page was loaded anew', async ({ stack, office, device }) => {
  const away = new Away(office);
  const meera = await away.owe('Meera Krishnan', '98450 12345');
  const paid = async () => {
    const { account, entries } = await away.dues(meera.account);
    return [meera.minor - account.balance.minor, entries.filter(({ kind }) => kind === 'settled').length];
  };
  const phone = await device('counter', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const counter = new PayScreen(phone, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const open = async () => {
    await counter.button(counterText.dues).click();
    await page.locator('[data-dues]').filter({ hasText: 'Meera' }).click();
  };
  const settling = async (rupees: string) => {
    await counter.button(duesText.settle).click();
    await counter.dialog().getByLabel(duesText.paying.amount('INR')).fill(rupees);
    return counter.dialog().getByRole('button', { name: duesText.paying.submit(`₹${rupees}`) });
  };
  await open();
  const writes = await Writes.of(page);
  expect(await writes.ofTwoTaps(page, await settling('10'))).toEqual([`POST dues/${meera.account}/payments`]);
  expect(await paid()).toEqual([1_000, 1]);

  const take = await settling('20');
  const once = await lost(page, '/payments', 'POST');
  await take.click();
  await page.getByText(duesText.noAnswer).first().waitFor();
  expect(await once.found()).toBe(1);
  await take.click();
  await counter.dialog().waitFor({ state: 'hidden' });
  expect(await paid()).toEqual([3_000, 2]);

  // Whoever gives up sees that it was taken, and the same again within minutes is that one.
  const again = await lost(page, '/payments', 'POST');
  await (await settling('5')).click();
  await page.getByText(duesText.noAnswer).first().waitFor();
  expect(await again.found()).toBe(1);
  await counter.closeSheet();
  const ledger = page.getByRole('region', { name: duesText.ledger }).getByRole('listitem');
  await expect.poll(() => ledger.count()).toBe(4);
  await page.reload();
  await counter.live();
  await open();
  await (await settling('5')).click();
  await counter.dialog().waitFor({ state: 'hidden' });
  expect(await paid()).toEqual([3_500, 3]);
});

test('a bill is printed once by two taps and without an answer, and its receipt’s link comes at the second try', async ({ stack, office, device }) => {
  const away = new Away(office);
  const [check, order] = await away.pickup('Omar');
  await office.advance(order, 'preparing', 'ready');
  const phone = await device('counter', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const counter = new PayScreen(phone, stack.url);
  await counter.signIn(stack.staff('cashier'));
  const { page } = counter;
  const slips = await keepSlips(page);
  const jobs = async () => (await office.read<PrintQueue>('print-jobs')).jobs.filter(({ content }) => content.is === 'bill').length;
  await counter.openBill(check.name);
  await counter.action('make').click();
  await counter.action('print').waitFor();
  const writes = await Writes.of(page);
  await writes.ofTwoTaps(page, counter.action('print'), () => expect.poll(async () => (await slips()).length).toBe(1));
  expect(writes.seen.filter((one) => one.startsWith('POST'))).toEqual([expect.stringMatching(/^POST bills\/.*\/print$/)]);
  expect(await jobs()).toBe(1);

  const gone = await lost(page, '/print', 'POST');
  await counter.action('print').click();
  await expect.poll(jobs).toBe(2);
  expect(await gone.found()).toBe(1);
  await page.reload();
  await counter.live();
  await counter.openBill(check.name);
  await counter.action('print').click();
  await expect.poll(async () => (await slips()).length).toBe(1);
  expect(await jobs()).toBe(2);
  expect((await slips())[0]).toContain('DUPLICATE');

  const link = await lost(page, '/link', 'POST');
  await counter.action('receipt').click();
  await counter.dialog().getByRole('button', { name: common.tryAgain }).waitFor();
  expect(await link.found()).toBe(1);
  await counter.dialog().getByRole('button', { name: common.tryAgain }).click();
  await counter.dialog().getByRole('link', { name: payText.receipt.whatsapp }).waitFor();
});

test('a printer is added once, and its test slip printed once, by two taps and without an answer', async ({ stack, office, device }) => {
  const phone = await device('admin', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const { page } = await AdminScreen.start(phone, stack);
  const card = page.getByRole('region', { name: printersText.title, exact: true });
  const dialog = page.getByRole('dialog');
  const names = async () => (await office.read<PrinterList>('printers')).printers.map(({ name }) => name);
  const adding = async (name: string) => {
    await card.getByRole('button', { name: printersText.add }).click();
    await dialog.getByLabel(printersText.form.name).fill(name);
    await dialog.getByRole('button', { name: printersText.kind.star_cloudprnt }).click();
    return dialog.getByRole('button', { name: printersText.form.add, exact: true });
  };
  const writes = await Writes.of(page);
  await writes.ofTwoTaps(page, await adding('Kitchen'), () => dialog.getByText(printersText.secret.once).waitFor());
  await dialog.getByRole('button', { name: printersText.secret.done }).click();
  expect(await names()).toEqual(['Kitchen']);

  // It is there, as the list behind the sheet says; the second try goes on from there.
  const add = await adding('Till');
  const id = /\/printers\/[^/]+$/u;
  let asked = 0;
  await page.route(id, async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback();
    asked += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await add.click();
  await page.getByText(adminText.noAnswer).first().waitFor();
  await card.getByText('Till', { exact: true }).waitFor({ state: 'attached' });
  expect(asked).toBeGreaterThan(0);
  await page.unroute(id);
  await dialog.getByRole('button', { name: printersText.form.save, exact: true }).or(dialog.getByRole('button', { name: printersText.form.add, exact: true })).first().click();
  await dialog.waitFor({ state: 'hidden' }).catch(() => {});
  expect((await names()).sort()).toEqual(['Kitchen', 'Till']);
  await page.reload();
  const row = card.getByRole('listitem').filter({ has: page.getByText('Kitchen', { exact: true }) });
  await row.waitFor();
  expect(await card.getByRole('listitem').count()).toBe(2);

  const tests = async () => (await office.read<PrintQueue>('print-jobs')).jobs.filter(({ content }) => content.is === 'test').length;
  const button = row.getByRole('button', { name: printersText.testOf('Kitchen') });
  await writes.ofTwoTaps(page, button, () => page.getByText(printersText.testing('Kitchen')).first().waitFor());
  expect(await tests()).toBe(1);
  const gone = await lost(page, '/test', 'POST');
  await button.click();
  await expect.poll(tests).toBe(2);
  expect(await gone.found()).toBe(1);
  const answered = page.waitForResponse((response) => response.url().endsWith('/test'));
  await button.click();
  expect((await answered).status()).toBe(201);
  expect(await tests()).toBe(2);
});

test('the second of two quick taps that take something off a bill does not take the money behind the sheet', async ({ stack, office, device }) => {
  const [check, order] = await new Away(office).pickup('Omar');
  await office.advance(order, 'preparing', 'ready');
  const counter = new PayScreen(await device('counter', 'phone', STILL), stack.url);
  await counter.signIn(stack.staff('manager'));
  const { page } = counter;
  await counter.openBill(check.name);
  const before = await counter.submit.innerText();
  const writes = await Writes.of(page);
  await counter.action('discount').click();
  await counter.dialog().getByRole('button', { name: '5%', exact: true }).click();
  await counter.dialog().getByRole('button', { name: payText.discount.reasons[0] ?? '' }).click();
  const off = counter.dialog().getByRole('button', { name: payText.discount.submit });
  const second = await afterTap(page, off, async () => {
    await expect.poll(() => counter.submit.innerText()).not.toBe(before);
    await expect.poll(() => counter.submit.getAttribute('aria-busy')).toBeNull();
  });
  expect(second).toEqual({ hit: await counter.submit.innerText(), stopped: true });
  expect(writes.seen).toEqual([`POST checks/${check.id}/bills`]);
  expect((await office.bills(check.id)).bills[0]?.payments).toEqual([]);
});
