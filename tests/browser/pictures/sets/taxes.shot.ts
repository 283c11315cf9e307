import { taxes as text } from '$text/en/taxes';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('taxes of a branch', async ({ stack, office, device }) => {
  const desk = await device('admin', 'desk');
  desk.expects({ at: '/taxes', says: '409' });
  const { page } = await AdminScreen.start(desk, stack);
  const card = page.getByRole('region', { name: text.title, exact: true });
  const sheet = page.getByRole('dialog', { name: text.title, exact: true });
  await series(page, 'taxes', [
    ['card', () => card.scrollIntoViewIfNeeded()],
    ['empty', () => card.getByRole('button', { name: text.change }).click()],
    ['gst', () => sheet.getByRole('button', { name: text.preset.gst }).click()],
    ['numbers', () => sheet.getByRole('button', { name: text.addNumber }).scrollIntoViewIfNeeded()],
    ['conflict', async () => {
      await office.tax({
        prices_include_tax: true,
        classes: [{ class: 'standard', taxes: [{ name: 'VAT', rate_bp: 1_900 }] }],
        registrations: [{ name: 'VAT number', number: 'GB 123' }],
      });
      await sheet.getByRole('button', { name: text.save }).click();
      await sheet.getByText(text.conflict.theirs).waitFor();
    }],
    ['saved', async () => {
      await sheet.getByRole('button', { name: text.save }).click();
      await sheet.waitFor({ state: 'hidden' });
      await card.scrollIntoViewIfNeeded();
    }],
  ]);
});
