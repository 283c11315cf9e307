import { admin } from '$text/en/admin';
import { receipt as text } from '$text/en/receipt';
import { billed, money } from '../../harness/billing';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('a receipt', async ({ stack, office, device }) => {
  const { bill, url } = await billed(office);
  const payer = await device('payer', 'phone');
  payer.expects({ at: '/receipt', says: '401' });
  const { page } = payer;
  await series(page, 'receipt', [
    ['open', async () => {
      await page.goto(url);
      await page.getByRole('heading', { name: text.kind.tax_invoice }).waitFor();
    }],
    ['void', async () => {
      await money(office, 'POST', `bills/${bill.id}/void`, { reason: 'a slip' });
      await page.reload();
      await page.getByText(text.stamp.void.title, { exact: true }).waitFor();
    }],
    ['over', async () => {
      await page.goto('about:blank');
      await page.goto(url.slice(0, -3));
      await page.getByRole('heading', { name: text.over.title }).waitFor();
    }],
  ]);
  const { page: desk } = await AdminScreen.start(await device('admin', 'desk'), stack);
  await series(desk, 'invoice-settings', [
    ['open', async () => {
      await desk.getByText(admin.settings.invoice, { exact: true }).click();
      await desk.getByLabel(admin.settings.legal_name).scrollIntoViewIfNeeded();
    }],
  ]);
});
