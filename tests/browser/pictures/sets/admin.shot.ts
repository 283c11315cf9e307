import { join } from 'node:path';
import { FORMAT_NAMES } from '$card/formats';
import { admin as text } from '$text/en/admin';
import { staff as staffText } from '$text/en/staff';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { out, series } from '../camera';
import { Evening } from '../evening';

test('admin', async ({ stack, office, device }) => {
  const table = new Evening(stack, office).table('H9');
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  const { page } = admin;
  const sheet = () => admin.dialog();
  const hours = () => page.getByRole('region', { name: text.hours.title }).getByRole('button', { name: text.hours.change }).click();
  const monday = sheet().getByRole('group', { name: text.hours.day('monday'), exact: true });
  const wrong = async () => {
    await monday.getByRole('button', { name: text.hours.addAnother }).click();
    await monday.getByLabel(text.hours.opens).nth(1).fill('21:30');
    await monday.getByLabel(text.hours.closes).nth(1).fill('02:00');
    await sheet().getByRole('button', { name: text.hours.save }).click();
    await monday.getByText(text.hours.mistake.overlap).waitFor();
  };
  const right = async () => {
    await monday.getByLabel(text.hours.opens).nth(1).fill('22:30');
    await sheet().getByLabel(text.hours.newDate).fill('2026-12-25');
    await sheet().getByRole('button', { name: text.hours.save }).click();
    await sheet().waitFor({ state: 'hidden' });
  };
  await series(page, 'admin', [
    ['settings', () => admin.signIn(stack.staff('manager'))],
    ['changed', () => page.getByLabel(text.settings.urgent_minutes).fill('99')],
    ['hours-always', () => page.getByRole('button', { name: text.settings.discard }).click().then(hours)],
    ['hours-week', () => sheet().getByRole('switch', { name: text.hours.always }).click()],
    ['hours-wrong', () => wrong()],
    ['hours-set', () => right()],
    ['found', () => page.getByLabel(text.tables.search).fill('H1')],
    ['table', () => page.getByLabel(text.tables.search).fill('').then(() => admin.show(table))],
    ['new-code', () => sheet().getByRole('button', { name: text.reissue.button }).click()],
    ['cards', () => admin.closeSheet().then(() => admin.showCards())],
    ['choosing', () => page.getByText(text.print.choose).click()],
    ['sheet', () => page.locator('main').evaluate((sheets) => sheets.scrollIntoView())],
    ['stickers', () => page.getByRole('button', { name: text.print.formats.sticker.name }).click().then(() => page.locator('main').evaluate((sheets) => sheets.scrollIntoView()))],
    ['account', () => page.getByRole('link', { name: text.print.back }).click().then(() => page.getByRole('button', { name: staffText.account.open }).click())],
  ]);
});

test('each card, as it is saved', async ({ stack, office, device }) => {
  const table = new Evening(stack, office).table('H9');
  const admin = new AdminScreen(await device('admin', 'desk', { acceptDownloads: true }), stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('manager'));
  await (await admin.show(table)).getByRole('button', { name: text.card.printOne }).click();
  await page.getByLabel(text.print.wifi.name).fill('Salver Guests');
  await page.getByLabel(text.print.wifi.password).fill('tray-and-rim');
  const languages = { en: 'English', hi: 'हिन्दी', both: text.print.bothWords(['English', 'हिन्दी']) };
  for (const format of FORMAT_NAMES) {
    await page.getByRole('button', { name: text.print.formats[format].name }).click();
    for (const [words, name] of Object.entries(languages)) {
      await page.getByRole('button', { name, exact: true }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: text.print.png }).click();
      await (await coming).saveAs(join(out, `card-${format}-${words}.png`));
    }
  }
});
