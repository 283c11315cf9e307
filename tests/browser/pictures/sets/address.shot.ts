import type { CardSheet } from '$api/types';
import { address as text } from '$text/en/address';
import { admin as adminText } from '$text/en/admin';
import { BackOffice } from '../../harness/back-office';
import { field } from '../../harness/hand';
import { AdminScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('address', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  const { page } = admin;
  const region = page.getByRole('region', { name: adminText.address.title });
  const printed = async () => {
    const { cards, site } = await owner.read<CardSheet>('cards');
    await owner.print(cards.slice(0, 5), site.origin);
    await owner.found('https://order.marigold-tram.example');
    await page.reload();
    await page.getByText(adminText.stale.old).scrollIntoViewIfNeeded();
  };
  await series(page, 'address', [
    ['unconfirmed', () => admin.signIn(stack.staff('owner')).then(() => region.scrollIntoViewIfNeeded())],
    ['sheet', () => region.getByRole('button').click().then(() => admin.dialog().waitFor())],
    ['wrong', () => field(admin.dialog(), text.field.label).fill('order.example.com/admin').then(() => admin.dialog().getByRole('button', { name: adminText.address.submitFirst }).click())],
    ['stale', () => admin.closeSheet().then(printed)],
    ['changing', () => region.getByRole('button').first().click().then(() => field(admin.dialog(), text.field.label).fill('https://tram.example'))],
  ]);
});
