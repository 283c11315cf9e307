import type { CardSheet } from '$api/types';
import { admin as text } from '$text/en/admin';
import { menuEditor as words } from '$text/en/menu-editor';
import { newBranch } from '$text/en/new-branch';
import { setUp } from '$text/en/set-up';
import { BackOffice } from '../../harness/back-office';
import { field } from '../../harness/hand';
import { AdminScreen, MenuScreen } from '../../harness/office-pages';
import { Stack } from '../../harness/stack';
import { test } from '../../harness/test';
import { series } from '../camera';

test('house', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const { cards, site } = await owner.read<CardSheet>('cards');
  await owner.print(cards.slice(0, 5), site.origin);
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  admin.device.expects({ at: '', says: '422' });
  const { page } = admin;
  const region = page.getByRole('region', { name: text.brand.title });
  const form = page.getByRole('form', { name: text.settings.title });
  const sheet = admin.dialog();
  await series(page, 'house', [
    ['brand', () => admin.signIn(stack.staff('owner')).then(() => region.scrollIntoViewIfNeeded())],
    ['rename', () => region.getByRole('button').click().then(() => field(sheet, text.brand.name).fill('The Lanes'))],
    ['renamed', () => sheet.getByRole('button', { name: text.brand.submit }).click().then(() => sheet.waitFor({ state: 'hidden' })).then(() => page.getByText(text.stale.title(5)).scrollIntoViewIfNeeded())],
    ['settings', () => form.getByLabel(setUp.form.postal).scrollIntoViewIfNeeded()],
    ['too-long', () => form.getByLabel(setUp.form.postal).fill('1\n2\n3\n4\n5\n6').then(() => form.getByRole('button', { name: text.settings.save }).click()).then(() => form.getByText(text.settings.fields.address).scrollIntoViewIfNeeded())],
    ['ages', () => form.getByText(text.settings.caps).click().then(() => form.getByText(text.settings.ages).scrollIntoViewIfNeeded())],
    ['new-branch', () => page.goto(`${stack.url}/admin?branch=${stack.ready.branch}&new`).then(() => page.getByLabel(newBranch.name).fill('Harbour'))],
  ]);
});

test('menu page', async ({ stack, device }) => {
  const { page } = await device('reader', 'phone');
  await series(page, 'menu-foot', [
    ['document', () => page.goto(`${stack.url}/m/${stack.ready.branch}`).then(() => page.evaluate(() => scrollTo(0, 1e6)))],
    ['app', () => page.goto(`${stack.url}/#${stack.freeTable().code}`).then(() => page.locator('address').waitFor()).then(() => page.waitForTimeout(2_000)).then(() => page.evaluate(() => scrollTo(0, 1e6)))],
  ]);
});

test('two editors', async ({ stack, device }) => {
  const boss = await BackOffice.signIn(stack, 'owner');
  const editor = await MenuScreen.start(await device('menu', 'desk'), stack);
  const edit = () => boss.edit([{ do: 'edit_item', id: 'vada-pav', set: { prep_minutes: 7 } }]);
  await series(editor.page, 'editing', [['other', () => edit().then(() => editor.page.getByText(words.state.editing('').trim()).waitFor())]]);
});

test('set-up with an address', async ({ device }) => {
  const empty = await Stack.startEmpty();
  try {
    const { page } = await device('set-up', 'desk');
    await series(page, 'set-up-address', [
      ['form', () => page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`).then(() => page.getByLabel(setUp.form.postal).fill('12 Lake Road\nKolkata 700029')).then(() => page.getByLabel(setUp.form.postal).scrollIntoViewIfNeeded())],
    ]);
  } finally {
    await empty.stop();
  }
});
