import type { Page } from 'playwright-core';
import type { BranchSettings, TaxesView, TaxesWish } from '$api/types';
import { admin as adminText } from '$text/en/admin';
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
  await sheetOf(page).getByLabel(text.number).first().fill('29ABCDE1234F1ZW');
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText(text.adds).waitFor();
  await cardOf(page).getByText('Standard: CGST 2.5% + SGST 2.5%').waitFor();
  await cardOf(page).getByText('29ABCDE1234F1ZW').waitFor();
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

test('of two people who change the taxes the second is told what counts now, and replaces it knowingly', async ({ stack, office, device }) => {
  const desk = await device('admin', 'phone', STILL);
  desk.expects({ at: '/taxes', says: '409' });
  const { page } = await AdminScreen.start(desk, stack);
  const look = new Inspection(page, 48);
  const save = sheetOf(page).getByRole('button', { name: text.save });
  const vat = (rate_bp: number): TaxesWish => ({
    prices_include_tax: true,
    classes: [{ class: 'standard', taxes: [{ name: 'VAT', rate_bp }] }],
    registrations: [{ name: 'VAT number', number: 'GB 123' }],
  });
  await change(page);
  await sheetOf(page).getByRole('button', { name: text.preset.gst }).click();
  await office.tax(vat(1_900));
  await save.click();
  const told = sheetOf(page).getByRole('alert').filter({ hasText: text.conflict.title });
  for (const line of [text.conflict.theirs, text.includes, 'Standard: VAT 19%', 'VAT number GB 123']) await told.getByText(line, { exact: true }).waitFor();
  // It comes into sight: whoever saves is far below it.
  const inSight = () => told.evaluate((own) => own.getBoundingClientRect().top >= 0 && own.getBoundingClientRect().bottom <= innerHeight);
  await expect.poll(inSight).toBe(true);
  await look.look('somebody else was faster');
  // Once more: those were not seen yet.
  await office.tax(vat(700));
  await save.click();
  await told.getByText('Standard: VAT 7%').waitFor();
  await save.click();
  await sheetOf(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText('Standard: CGST 2.5% + SGST 2.5%').waitFor();
  expect((await office.read<TaxesView>('taxes')).rules.at(-1)).toMatchObject({ prices_include_tax: false });
  expect(look.problems).toEqual([]);
});

test('other settings of the branch are in the way of no taxes, nor taxes of other settings', async ({ stack, office, device }) => {
  const desk = await device('admin', 'desk', STILL);
  desk.expects({ at: '/taxes', says: '409' }, { at: `/branches/${stack.ready.branch}`, says: '409' });
  const { page } = await AdminScreen.start(desk, stack);
  await change(page);
  await office.settle({ opening_hours: { week: [], closed_on: ['2099-12-25'] } });
  await sheetOf(page).getByRole('button', { name: text.preset.vat }).click();
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText('Standard: VAT 20%').waitFor();
  // The page's own form, filled in on what was read before the taxes.
  const form = page.getByRole('form', { name: adminText.settings.title });
  await form.getByLabel(adminText.settings.name, { exact: true }).fill('Harbour');
  await office.tax({ prices_include_tax: true, classes: [] });
  await form.getByRole('button', { name: adminText.settings.save }).click();
  await form.getByText(adminText.settings.same).waitFor();
  expect(await form.getByText(adminText.settings.conflict.title).count()).toBe(0);
  expect(await office.read<BranchSettings>('')).toMatchObject({ name: 'Harbour', opening_hours: { closed_on: ['2099-12-25'] } });
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
