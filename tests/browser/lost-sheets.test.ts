import type { Page } from 'playwright-core';
import type { CardSheet, OwnMenu } from '$api/types';
import { admin as adminText } from '$text/en/admin';
import { menuEditor as words } from '$text/en/menu-editor';
import { ownMenu } from '$text/en/own-menu';
import { taxes as text } from '$text/en/taxes';
import { BackOffice } from './harness/back-office';
import { field } from './harness/hand';
import { lost } from './harness/lost';
import { AdminScreen, MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const dialog = (page: Page) => page.getByRole('dialog');

test('a station of the branch’s own is there once although no answer came, also under another name', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const phone = await device('owner', 'phone', STILL);
  phone.expects({ at: '/menu/own', says: 'ERR_' });
  const { page } = await MenuScreen.start(phone, stack, 'owner');
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  const own = async () => (await owner.read<OwnMenu>('menu/own')).stations.filter((station) => station.own).map(({ name }) => name);
  const row = (name: string) => page.getByRole('region', { name: ownMenu.station.title }).getByRole('button', { name: new RegExp(`^${name}`) });

  await page.getByRole('button', { name: ownMenu.station.add }).click();
  await field(dialog(page), words.station.name).fill('Main kitchen');
  const away = await lost(page, '/menu/own', 'PATCH');
  const add = dialog(page).getByRole('button', { name: ownMenu.station.submit });
  await add.click();
  await page.getByText(ownMenu.error.noAnswer).first().waitFor();
  // It is there, as the list says.
  await row('Main kitchen').waitFor({ state: 'attached' });
  expect(await away.found()).toBe(1);
  expect(await own()).toEqual(['Main kitchen']);
  await field(dialog(page), words.station.name).fill('Back kitchen');
  await add.click();
  await dialog(page).waitFor({ state: 'hidden' });
  await row('Back kitchen').waitFor();
  expect(await own()).toEqual(['Back kitchen']);
});

test('a station of the brand that was moved without an answer is moved, and one of the branch’s own that went is gone', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const phone = await device('owner', 'phone', STILL);
  phone.expects({ at: '/menu/own', says: 'ERR_' });
  const { page } = await MenuScreen.start(phone, stack, 'owner');
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  const region = page.getByRole('region', { name: ownMenu.station.title });
  const stations = async () => (await owner.read<OwnMenu>('menu/own')).stations;
  await page.getByRole('button', { name: ownMenu.station.add }).click();
  await field(dialog(page), words.station.name).fill('Terrace');
  await dialog(page).getByRole('button', { name: ownMenu.station.submit }).click();
  await dialog(page).waitFor({ state: 'hidden' });

  await region.getByRole('button', { name: /^Wok/ }).click();
  await dialog(page).getByLabel(ownMenu.station.where('Wok')).selectOption({ label: 'Terrace' });
  const moved = await lost(page, '/menu/own', 'PATCH');
  const save = dialog(page).getByRole('button', { name: ownMenu.sheet.save });
  await save.click();
  await page.getByText(ownMenu.error.noAnswer).first().waitFor();
  await region.getByText(ownMenu.station.elsewhere('Terrace')).waitFor({ state: 'attached' });
  expect(await moved.found()).toBe(1);
  await save.click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect((await stations()).filter(({ made_at }) => made_at).map(({ name }) => name)).toEqual(['Wok']);

  await region.getByRole('button', { name: /^Terrace/ }).click();
  const remove = async () => {
    await dialog(page).getByRole('button', { name: words.station.remove, exact: true }).click();
    await dialog(page).getByRole('group', { name: /^Remove this station\?/ }).getByRole('button').last().click();
  };
  const away = await lost(page, '/menu/own', 'PATCH');
  await remove();
  await region.getByRole('button', { name: /^Terrace/ }).waitFor({ state: 'detached' });
  expect(await away.found()).toBe(1);
  // What is gone already is what was wanted.
  await dialog(page).waitFor({ state: 'hidden' });
  expect((await stations()).filter(({ name, made_at }) => name === 'Terrace' || made_at)).toEqual([]);
});

test('taxes that were saved without an answer are nobody else’s, and what is changed on top of them is saved', async ({ stack, device }) => {
  const desk = await device('manager', 'desk', STILL);
  desk.expects({ at: '/taxes', says: 'ERR_' });
  const { page } = await AdminScreen.start(desk, stack);
  const card = page.getByRole('region', { name: text.title, exact: true });
  await card.getByRole('button', { name: text.change }).click();
  await dialog(page).getByRole('button', { name: text.preset.gst }).click();
  const away = await lost(page, '/taxes', 'PUT');
  const save = dialog(page).getByRole('button', { name: text.save });
  await save.click();
  await page.getByText(adminText.noAnswer).first().waitFor();
  await card.getByText('Standard: CGST 2.5% + SGST 2.5%').waitFor();
  // The page asks again by itself first.
  expect(await away.found()).toBeGreaterThan(1);
  expect(await dialog(page).getByText(text.conflict.title).count()).toBe(0);
  await dialog(page).getByLabel(text.number).first().fill('29ABCDE1234F1ZW');
  await save.click();
  await dialog(page).waitFor({ state: 'hidden' });
  await card.getByText('29ABCDE1234F1ZW').waitFor();
});

test('a name that was saved without an answer is nobody else’s, and the next one is saved on top of it', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const phone = await device('owner', 'phone', STILL);
  phone.expects({ at: '/brand', says: 'ERR_' });
  const admin = new AdminScreen(phone, stack.url);
  await admin.signIn(stack.staff('owner'));
  const { page } = admin;
  const { brand } = adminText;
  const region = page.getByRole('region', { name: brand.title });
  await region.getByRole('button', { name: brand.change }).click();
  const name = field(dialog(page), brand.name);
  await name.fill('The Lanes');
  const away = await lost(page, '/brand', 'PATCH');
  const save = dialog(page).getByRole('button', { name: brand.submit });
  await save.click();
  await page.getByText(adminText.noAnswer).first().waitFor();
  await region.getByText('The Lanes', { exact: true }).waitFor();
  expect(await away.found()).toBe(1);
  await name.fill('The Alleys');
  await dialog(page).getByText(brand.after('The Lanes')).waitFor();
  await save.click();
  await dialog(page).waitFor({ state: 'hidden' });
  await region.getByText('The Alleys', { exact: true }).waitFor();
  expect((await owner.read<CardSheet>('cards')).brand.name).toBe('The Alleys');
});

test('a dish that was removed without an answer is gone, and its sheet with it', async ({ stack, device }) => {
  const phone = await device('owner', 'phone', STILL);
  phone.expects({ at: '/menu/draft/commands', says: 'ERR_' });
  const editor = await MenuScreen.start(phone, stack, 'owner');
  const { page } = editor;
  await editor.choose('Street Food');
  await editor.edit('Vada Pav');
  const away = await lost(page, '/menu/draft/commands', 'POST');
  await dialog(page).getByRole('button', { name: words.item.remove, exact: true }).click();
  await dialog(page).getByRole('group', { name: /^Remove .Vada Pav. from the menu\?/ }).getByRole('button').last().click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await away.found()).toBe(1);
  await page.locator('button.item').filter({ hasText: 'Vada Pav' }).waitFor({ state: 'detached' });
});
