import { taxes as text } from '$text/en/taxes';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('taxes of a branch', async ({ stack, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  const card = page.getByRole('region', { name: text.title, exact: true });
  const sheet = page.getByRole('dialog', { name: text.title, exact: true });
  await series(page, 'taxes', [
    ['card', () => card.scrollIntoViewIfNeeded()],
    ['empty', () => card.getByRole('button', { name: text.change }).click()],
    ['gst', () => sheet.getByRole('button', { name: text.preset.gst }).click()],
  ]);
});
