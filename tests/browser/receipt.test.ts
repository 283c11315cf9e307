import { admin as adminText } from '$text/en/admin';
import { receipt as text } from '$text/en/receipt';
import { billed, money } from './harness/billing';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

test('whoever paid opens a link, reads the invoice and saves it', async ({ office, device }) => {
  const { bill, url } = await billed(office);
  const { page } = await device('payer', 'phone', STILL);
  await page.goto(url);
  await page.getByRole('heading', { name: text.kind.tax_invoice }).waitFor();
  for (const said of [bill.number, 'GSTIN 29ABCDE1234F1ZW', 'Acme Travels', 'GSTIN 27AAPFU0939F1ZV', text.service]) {
    await page.getByText(said, { exact: true }).first().waitFor();
  }
  await page.getByText('CGST', { exact: true }).waitFor();
  for (const name of [text.save, text.saveRoll]) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
    expect(file.suggestedFilename()).toBe(`receipt-${bill.number.replaceAll('/', '-')}.pdf`);
  }
  // The link stays in the address alone.
  expect(await page.evaluate(() => document.referrer)).toBe('');

  await money(office, 'POST', `bills/${bill.id}/void`, { reason: 'a slip' });
  await page.reload();
  await page.getByText(text.stamp.void.title, { exact: true }).waitFor();
});

test('a receipt can be read at 320 px, by keys and by whoever does not see it; a bad link says so', async ({ office, device }) => {
  const { url } = await billed(office);
  const phone = await device('payer', 'phone', STILL);
  phone.expects({ at: '/receipt', says: '401' });
  const { page } = phone;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(url);
  await page.getByRole('heading', { name: text.kind.tax_invoice }).waitFor();
  const inspected = new Inspection(page, 48);
  await inspected.look('a receipt');
  const cut = url.slice(0, -3);
  await page.goto('about:blank');
  await page.goto(cut);
  await page.getByRole('heading', { name: text.over.title }).waitFor();
  await inspected.look('no receipt');
  expect(inspected.problems).toEqual([]);
});

test('a manager says what stands on invoices, and a prefix that cannot be is told at its field', async ({ stack, device }) => {
  const desk = await device('admin', 'desk', STILL);
  desk.expects({ at: '/branches/', says: '422' });
  const { page } = await AdminScreen.start(desk, stack);
  const words = adminText.settings;
  await page.getByText(words.invoice, { exact: true }).click();
  await page.getByLabel(words.legal_name).fill('Saffron Foods LLP');
  await page.getByLabel(words.invoice_prefix).fill('20');
  await page.getByRole('button', { name: words.save, exact: true }).click();
  await page.getByText(words.fields.invoice_prefix).waitFor();
  await page.getByLabel(words.invoice_prefix).fill('lr-');
  await page.getByRole('button', { name: words.save, exact: true }).click();
  await page.getByText(words.same).waitFor();
  await page.reload();
  await page.getByText(words.invoice, { exact: true }).click();
  await expect.poll(() => page.getByLabel(words.invoice_prefix).inputValue()).toBe('LR-');
});
