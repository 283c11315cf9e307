import type { PrintQueue } from '$api/types';
import { common } from '$text/en/common';
import { counter as counterText } from '$text/en/counter';
import { prints as printsText } from '$text/en/prints';
import { till as text } from '$text/en/till';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { lost } from './harness/lost';
import { paid } from './harness/money';
import { PrintHouse, StarPrinter } from './harness/printer';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

test('the report comes out of the printer with the last tap, and again as a duplicate', async ({ stack, office, device }) => {
  const printer = StarPrinter.by(await new PrintHouse(office).star('till', 'Till'), stack.url);
  await printer.polls();
  await paid(office, 'card');
  const counter = await CounterScreen.start(await device('counter', 'tablet'), stack);
  const { page } = counter;
  await counter.button(counterText.day).click();
  await page.getByRole('heading', { name: text.cash.title }).waitFor();
  await counter.button(text.close.button).click();
  const next = counter.dialog().getByRole('button', { name: text.close.next, exact: true });
  await next.click();
  await counter.dialog().getByLabel(text.close.count).fill('0');
  await next.click();
  const onPaper = counter.dialog().getByRole('switch', { name: text.close.paper });
  await onPaper.waitFor();
  expect(await onPaper.isChecked()).toBe(true);
  const inspection = new Inspection(page, 44);
  await inspection.look('whether it is printed');
  await counter.dialog().getByRole('button', { name: text.close.submit }).click();
  await counter.dialog().waitFor({ state: 'hidden' });
  await page.getByText(printsText.sent('Till')).waitFor();
  const first = await printer.prints();
  expect(first).toContain('Should be there');
  expect(first).not.toContain('DUPLICATE');
  await counter.button(text.print).click();
  await expect.poll(() => printer.prints()).toMatch(/^DUPLICATE/);
  expect(inspection.problems).toEqual([]);
});

test('a report is printed once by two taps, and once although no answer came and the page was loaded anew', async ({ stack, office, device }) => {
  const printer = StarPrinter.by(await new PrintHouse(office).star('till', 'Till'), stack.url);
  await printer.polls();
  const phone = await device('counter', 'phone');
  phone.expects({ at: '/api/v1/', says: 'ERR_' });
  const counter = new CounterScreen(phone, stack.url);
  const { page } = counter;
  const reports = async () => (await office.read<PrintQueue>('print-jobs')).jobs.filter(({ content }) => content.is === 'day_report').length;
  const open = async (load: () => Promise<unknown>) => {
    // Until it knows its printers the page would print the report itself.
    const known = page.waitForResponse((response) => response.url().endsWith('/print-jobs'));
    await load();
    await counter.live();
    await known;
    await counter.button(counterText.day).click();
    await page.getByRole('heading', { name: text.cash.title }).waitFor();
  };
  await open(() => counter.signIn(stack.staff('cashier')));
  const before = await reports();
  const writes = await Writes.of(page);
  const printed = await writes.ofTwoTaps(page, counter.button(text.print), () => page.getByText(printsText.sent('Till')).first().waitFor());
  expect(printed).toEqual([expect.stringMatching(/^POST days\/.*\/print$/u)]);
  expect(await reports()).toBe(before + 1);

  const gone = await lost(page, '/print', 'POST');
  await counter.button(text.print).click();
  await page.getByText(common.error.network).first().waitFor();
  expect(await gone.found()).toBe(1);
  expect(await reports()).toBe(before + 2);
  await open(() => page.reload());
  await counter.button(text.print).click();
  await page.getByText(printsText.sent('Till')).first().waitFor();
  expect(await reports()).toBe(before + 2);
});
