import type { Page } from 'playwright-core';
import { common } from '$text/en/common';
import { seat } from '$text/en/seat';
import { taxes as text } from '$text/en/taxes';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';

const cardOf = (page: Page) => page.getByRole('region', { name: text.title, exact: true });
const sheetOf = (page: Page) => page.getByRole('dialog', { name: text.title, exact: true });

async function change(page: Page): Promise<void> {
  await cardOf(page).getByRole('button', { name: text.change }).click();
  await sheetOf(page).waitFor();
}

test('a manager adds GST with three taps and a number, and guests read it before they order', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  await cardOf(page).getByText(text.none).waitFor();
  await change(page);
  await sheetOf(page).getByRole('button', { name: text.preset.gst }).click();
  await sheetOf(page).getByText('₹105.00').waitFor();
  await sheetOf(page).getByLabel(text.number).first().fill('29ABCDE1234F1Z5');
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText(text.adds).waitFor();
  await cardOf(page).getByText('Standard: CGST 2.5% + SGST 2.5%').waitFor();
  await cardOf(page).getByText('29ABCDE1234F1Z5').waitFor();
  await page.reload();
  await cardOf(page).getByText(text.adds).waitFor();

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.openCart();
  for (const name of ['CGST 2.5%', 'SGST 2.5%', seat.cart.toPay]) await guest.cart.getByText(name, { exact: true }).waitFor();
});

test('a change is planned for a day, and cancelled', async ({ stack, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  await change(page);
  await sheetOf(page).getByRole('button', { name: text.preset.vat }).click();
  await sheetOf(page).getByLabel(text.when).fill('2099-04-01');
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText(text.includes).waitFor();
  await cardOf(page).getByRole('button', { name: text.takeBack }).click();
  await cardOf(page).getByText(text.includes).waitFor({ state: 'detached' });
});

test('the taxes can be used by everybody', async ({ stack, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'phone', STILL), stack);
  const inspected = new Inspection(page, 48);
  await change(page);
  await inspected.look('no taxes yet');
  await sheetOf(page).getByRole('button', { name: text.preset.gst }).click();
  await sheetOf(page).getByRole('button', { name: text.addTax }).first().click();
  const added = sheetOf(page).getByLabel(text.taxName).nth(2);
  expect(await added.evaluate((field) => field === document.activeElement), 'what was added is filled in next').toBe(true);
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).getByText(text.mistake.name).first().waitFor();
  await inspected.look('taxes with a mistake');
  await page.getByRole('button', { name: common.close, exact: true }).click();
  expect(inspected.problems).toEqual([]);
});
