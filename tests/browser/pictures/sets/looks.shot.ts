import { join } from 'node:path';
import { FORMAT_NAMES } from '$card/formats';
import { admin as text } from '$text/en/admin';
import { guest as guestText } from '$text/en/guest';
import { BackOffice } from '../../harness/back-office';
import { Guest } from '../../harness/guest';
import { AdminScreen } from '../../harness/office-pages';
import { aPhoto } from '../../harness/photo';
import { test } from '../../harness/test';
import { out, series } from '../camera';

/** A mild and a loud brand, as the owner chooses them, as guests see them, and on a card. */
const BRANDS = [
  { name: 'night', colour: '#1f3a6b', face: 'classic' },
  { name: 'saffron', colour: '#f2a900', face: 'friendly' },
  { name: 'leaf', colour: '#1d6b3a', face: 'modern' },
] as const;

test.for(BRANDS)('looks: $name', async ({ name, colour, face }, { stack, office, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'desk'), stack.url, 'Meera');
  const { page } = guest;
  await page.goto(stack.url);
  const cover = await owner.bring((await aPhoto(page, 1_600, 900, 20)).buffer);
  const logo = await owner.bring((await aPhoto(page, 600, 600, 200)).buffer);
  await owner.look({ colour, face, logo, cover });
  await series(page, `looks-${name}`, [
    ['menu', () => guest.scan(table)],
    ['join', () => guest.button(guestText.bar.join).click().then(() => guest.dialog().waitFor())],
    [
      'cart',
      async () => {
        await guest.tryPin(pin);
        await guest.seated();
        await guest.add('Vada Pav');
        await guest.cartButton.filter({ hasText: guestText.bar.items(1) }).waitFor();
        await guest.openCart();
      },
    ],
  ]);
  const admin = new AdminScreen(await device('admin', 'desk', { acceptDownloads: true }), stack.url);
  await series(admin.page, `looks-admin-${name}`, [
    ['page', () => admin.signIn(stack.staff('owner'))],
    ['sheet', () => admin.page.getByRole('region', { name: text.looks.title, exact: true }).getByRole('button').click().then(() => admin.dialog().waitFor())],
    ['more', () => admin.dialog().getByAltText(text.looks.cover.alt).scrollIntoViewIfNeeded()],
  ]);
  await admin.closeSheet();
  await (await admin.show(table)).getByRole('button', { name: text.card.printOne }).click();
  await admin.page.getByLabel(text.print.wifi.name).fill('Salver Guests');
  for (const format of FORMAT_NAMES) {
    await admin.page.getByRole('button', { name: text.print.formats[format].name }).click();
    const saving = admin.page.waitForEvent('download');
    await admin.page.getByRole('button', { name: text.print.png, exact: true }).click();
    await (await saving).saveAs(join(out, `looks-card-${name}-${format}.png`));
  }
});
