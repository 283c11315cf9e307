import { join } from 'node:path';
import { common } from '$text/en/common';
import { menuEditor as words } from '$text/en/menu-editor';
import { ownMenu } from '$text/en/own-menu';
import { admin as adminText } from '$text/en/admin';
import { taxes } from '$text/en/taxes';
import { translations } from '$text/en/translations';
import { field } from '../harness/hand';
import { AdminScreen, MenuScreen } from '../harness/office-pages';
import { test } from '../harness/test';
import { keep, shot } from './camera';

/** What docs/restaurant.md shows of settings and of dishes with more to say, one picture each, as large as it is shown. */
const DESK = { reducedMotion: 'reduce', viewport: { width: 960, height: 640 } } as const;
const PHONE = { reducedMotion: 'reduce', viewport: { width: 390, height: 720 } } as const;
const DARK = { colorScheme: 'dark' } as const;
const inr = (minor: number) => ({ minor, currency: 'INR' });

test('taxes and settings of a branch', async ({ stack, device }) => {
  const admin = new AdminScreen(await device('admin', 'desk', DESK), stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('owner'));
  await page.getByRole('region', { name: taxes.title, exact: true }).getByRole('button', { name: taxes.change }).click();
  const sheet = admin.dialog();
  await sheet.getByRole('button', { name: taxes.preset.gst }).click();
  await sheet.getByText('₹105.00').waitFor();
  await sheet.getByText('₹105.00').scrollIntoViewIfNeeded();
  keep('taxes.png', await shot(page));
  await admin.closeSheet();
  await page.getByRole('form', { name: adminText.settings.title }).evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('settings.png', await shot(page));
});

test('a photo of a dish', async ({ stack, device }) => {
  const menu = await MenuScreen.start(await device('menu', 'phone', PHONE), stack, 'owner');
  await menu.choose('Biryani & Rice');
  const sheet = await menu.edit('Jeera Rice');
  await sheet.getByLabel(words.photo.choose).setInputFiles(join(import.meta.dirname, '../../../shared/demo/src/photos/rice-800.jpg'));
  const photo = sheet.getByAltText(words.photo.alt);
  await photo.waitFor();
  await photo.evaluate((own: HTMLImageElement) => own.decode());
  await sheet.getByText(new RegExp(`^${words.photo.label}\\b`)).first().evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('photo.png', await shot(menu.page));
});

test('variants, a combo, languages, stations of a branch, and earlier menus', async ({ stack, office, device }) => {
  await office.publish([
    { do: 'add_item', id: 'meal', category: 'street-food', name: 'Station meal', price: inr(24_000), diet: 'veg', description: 'One snack and one rice, together' },
    {
      do: 'set_combo',
      item: 'meal',
      set: {
        parts: [
          { id: 'snack', name: 'Snack', choices: [{ item: 'vada-pav', surcharge: inr(0) }, { item: 'samosa-chaat', surcharge: inr(2_500) }] },
          { id: 'rice', name: 'Rice', choices: [{ item: 'jeera-rice', surcharge: inr(0) }] },
        ],
      },
    },
  ]);
  const menu = new MenuScreen(await device('menu', 'desk', DESK), stack.url);
  const { page } = menu;
  await menu.signIn(stack.staff('owner'));
  const sheet = menu.dialog();
  await menu.choose('Street Food');
  await menu.edit('Station meal');
  await sheet.getByRole('heading', { name: words.part.title }).evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('combo.png', await shot(page));
  await menu.closeSheet();
  await menu.edit('Vada Pav');
  await sheet.getByText(translations.fold).click();
  await field(sheet, translations.choose).selectOption('hi');
  await sheet.getByRole('button', { name: translations.add }).click();
  await sheet.getByRole('group', { name: /^Hindi/ }).getByLabel(words.item.name).fill('वड़ा पाव');
  await sheet.getByText(translations.fold).evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('languages.png', await shot(page));
  await menu.save();
  await sheet.waitFor({ state: 'hidden' });
  await menu.publish();
  await page.getByRole('button', { name: words.actions.versions }).click();
  await sheet.getByText(words.versions.text).waitFor();
  await sheet.getByRole('button', { name: common.dismiss }).click();
  keep('versions.png', await shot(page));
  await menu.closeSheet();

  const pocket = new MenuScreen(await device('pocket', 'phone', { ...PHONE, ...DARK }), stack.url);
  await pocket.signIn(stack.staff('owner'));
  await pocket.page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await pocket.page.getByRole('button', { name: ownMenu.station.add }).click();
  await field(pocket.dialog(), words.station.name).fill('Terrace grill');
  await pocket.dialog().getByRole('button', { name: ownMenu.station.submit }).click();
  await pocket.dialog().waitFor({ state: 'hidden' });
  await pocket.page.getByRole('button', { name: common.dismiss }).click();
  await pocket.page.getByRole('region', { name: ownMenu.station.title }).evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('stations.png', await shot(pocket.page));

  // Two forms of one dish, with a price each.
  await menu.edit('Vada Pav');
  await sheet.getByRole('button', { name: words.variant.add }).click();
  for (const [at, name, price] of [[1, 'Half', '60'], [2, 'Full', '95']] as const) {
    if (at > 1) await sheet.getByRole('button', { name: words.variant.add }).click();
    await sheet.getByLabel(words.variant.name(at)).fill(name);
    await sheet.getByLabel(words.variant.price(at)).fill(price);
  }
  await sheet.getByRole('heading', { name: words.variant.title }).evaluate((own) => own.scrollIntoView({ block: 'start' }));
  keep('variants.png', await shot(page));
});
