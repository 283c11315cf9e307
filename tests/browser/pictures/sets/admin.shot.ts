import { admin as text } from '$text/en/admin';
import { staff as staffText } from '$text/en/staff';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('admin', async ({ stack, office, device }) => {
  const table = new Evening(stack, office).table('H9');
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  const { page } = admin;
  const sheet = () => admin.dialog();
  await series(page, 'admin', [
    ['settings', () => admin.signIn(stack.staff('manager'))],
    ['changed', () => page.getByLabel(text.settings.urgent_minutes).fill('99')],
    ['found', () => page.getByLabel(text.tables.search).fill('H1')],
    ['table', () => page.getByLabel(text.tables.search).fill('').then(() => admin.show(table))],
    ['new-code', () => sheet().getByRole('button', { name: text.reissue.button }).click()],
    ['cards', () => admin.closeSheet().then(() => admin.showCards())],
    ['choosing', () => page.getByText(text.print.choose).click()],
    ['account', () => page.getByRole('link', { name: text.print.back }).click().then(() => page.getByRole('button', { name: staffText.account.open }).click())],
  ]);
});
