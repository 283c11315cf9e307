import type { Page } from 'playwright-core';
import type { Draft, OwnMenu, TaxesView } from '$api/types';
import { admin as adminText } from '$text/en/admin';
import { menuEditor as words } from '$text/en/menu-editor';
import { newBranch } from '$text/en/new-branch';
import { ownMenu } from '$text/en/own-menu';
import { prices } from '$text/en/prices';
import { taxes } from '$text/en/taxes';
import { AdminScreen, MenuScreen } from './harness/office-pages';
import { BackOffice } from './harness/back-office';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const inr = (minor: number) => ({ minor, currency: 'INR' });

/** One sheet of the menu's page: how it is opened and filled in. What is to be saved twice is its last button. */
interface Case {
  what: string;
  fill: (page: Page, editor: MenuScreen) => Promise<void>;
  save: string;
}

const sheet = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const named = (page: Page, label: string, name: string) => sheet(page).getByLabel(label, { exact: true }).fill(name);

const CASES: Case[] = [
  {
    what: 'a new category',
    save: words.form.add,
    fill: async (page) => {
      await press(page, words.actions.addCategory);
      await named(page, words.category.name, 'Specials');
    },
  },
  {
    what: 'a new dish',
    save: words.form.add,
    fill: async (page) => {
      await press(page, words.actions.addItem);
      await named(page, words.item.name, 'Chef’s Special');
      await named(page, words.item.price('INR'), '310');
    },
  },
  {
    what: 'a dish with variants',
    save: words.form.save,
    fill: async (page, editor) => {
      await editor.choose('Street Food');
      await editor.edit('Vada Pav');
      await sheet(page).getByRole('button', { name: words.variant.add }).click();
      await sheet(page).getByLabel(words.variant.name(1)).fill('Single');
      await sheet(page).getByLabel(words.variant.price(1)).fill('95');
    },
  },
  {
    what: 'a combo',
    save: words.form.save,
    fill: async (page, editor) => {
      await editor.choose('Thalis');
      await editor.edit('Lunch deal');
      await sheet(page).getByLabel(words.part.surcharge('Jeera Rice')).fill('25');
    },
  },
  {
    what: 'a new choice',
    save: words.form.add,
    fill: async (page) => {
      await press(page, words.group.add);
      await named(page, words.group.name, 'Dips');
      await sheet(page).getByRole('button', { name: words.group.addOption }).click();
      await sheet(page).getByLabel(words.group.optionName(1), { exact: true }).and(page.getByRole('textbox')).fill('Mint');
    },
  },
  {
    what: 'a new station',
    save: words.form.add,
    fill: async (page) => {
      await press(page, words.station.add);
      await named(page, words.station.name, 'Grill');
    },
  },
  {
    what: 'a new price list',
    save: words.form.add,
    fill: async (page) => {
      await press(page, prices.add);
      await named(page, prices.name, 'Early birds');
      await sheet(page).getByLabel(prices.percent.by).fill('10');
    },
  },
  {
    what: 'a price list',
    save: words.form.save,
    fill: async (page) => {
      await press(page, /^Early birds/u);
      await sheet(page).getByLabel(prices.percent.by).fill('15');
    },
  },
];

test('two taps on a button that saves are one edit of the menu: no second version, and no error', async ({ stack, office, device }) => {
  await office.publish([
    { do: 'add_item', id: 'lunch', category: 'thalis', name: 'Lunch deal', price: inr(30_000), diet: 'veg' },
    { do: 'set_combo', item: 'lunch', set: { parts: [{ id: 'rice', name: 'Rice', choices: [{ item: 'jeera-rice' }] }] } },
  ]);
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const writes = await Writes.of(page);
  const version = async () => (await office.read<Draft>('menu/draft')).version;
  for (const { what, save, fill } of CASES) {
    const before = await version();
    await fill(page, editor);
    const written = await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: save, exact: true }));
    expect(written, what).toEqual(['POST menu/draft/commands']);
    await expect.poll(version, { message: what }).toBe(before + 1);
    expect(await page.getByRole('alert').filter({ hasText: /\S/u }).allTextContents(), what).toEqual([]);
  }
  // To publish, and to go back.
  const before = await version();
  const published = (await office.read<Draft>('menu/draft')).published_version;
  await editor.review();
  const confirm = sheet(page).getByRole('checkbox', { name: words.review.confirm });
  if (await confirm.isVisible()) await confirm.check();
  const publish = sheet(page).getByRole('button', { name: words.review.publish, exact: true });
  expect(await writes.ofTwoTaps(page, publish)).toEqual(['POST menu/publish']);
  const after = await office.read<Draft>('menu/draft');
  expect([after.version, after.published_version]).toEqual([before + 1, published + 1]);
  await press(page, words.actions.versions);
  await sheet(page).getByRole('button', { name: words.versions.back(published), exact: true }).click();
  const sure = sheet(page).getByRole('group', { name: words.versions.sure(published) });
  expect(await writes.ofTwoTaps(page, sure.getByRole('button', { name: words.versions.back(published) }))).toEqual(['POST menu/rollback']);
  expect((await office.read<Draft>('menu/draft')).published_version).toBe(published);
});

test('two taps save a branch’s own price, a brand’s looks and a new branch once', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const writes = await Writes.of(page);
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await page.getByRole('listitem').getByRole('button', { name: /^Pav Bhaji/u }).click();
  await sheet(page).getByLabel(ownMenu.sheet.price('Pav Bhaji', 'INR')).fill('200');
  const before = (await owner.read<OwnMenu>('menu/own')).version;
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: ownMenu.sheet.save }))).toEqual(['PATCH menu/own']);
  expect((await owner.read<OwnMenu>('menu/own')).version).toBe(before + 1);

  const admin = new AdminScreen(editor.device, stack.url);
  await page.goto(`${stack.url}/admin`);
  await admin.live();
  const { looks } = adminText;
  await page.getByRole('region', { name: looks.title }).getByRole('button', { name: looks.change }).click();
  await sheet(page).getByRole('button', { name: looks.colour.names.saffron }).click();
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: looks.save }))).toEqual(['PUT looks']);

  await page.goto(`${stack.url}/admin?branch=${stack.ready.branch}&new`);
  await page.getByLabel(newBranch.name).fill('Harbour');
  await writes.ofTwoTaps(page, page.getByRole('button', { name: newBranch.submit }));
  await page.getByRole('heading', { name: 'Harbour', exact: true }).waitFor();
  expect(writes.seen).toEqual(['POST brand/branches']);
});

test('two taps change a branch’s stations, its taxes and the brand’s name once', async ({ stack, office, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const writes = await Writes.of(page);
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  const stations = page.getByRole('region', { name: ownMenu.station.title });
  const station = (name: string) => stations.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
  const version = async () => (await office.read<OwnMenu>('menu/own')).version;
  const before = await version();
  await page.getByRole('button', { name: ownMenu.station.add }).click();
  await named(page, words.station.name, 'Main kitchen');
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: ownMenu.station.submit }))).toEqual(['PATCH menu/own']);
  await station('Tandoor').click();
  await sheet(page).getByRole('combobox').selectOption({ label: 'Main kitchen' });
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: ownMenu.sheet.save }))).toEqual(['PATCH menu/own']);
  await station('Main kitchen').click();
  await sheet(page).getByRole('button', { name: words.station.remove, exact: true }).click();
  const sure = sheet(page).getByRole('group').getByRole('button', { name: words.form.remove, exact: true });
  expect(await writes.ofTwoTaps(page, sure)).toEqual(['PATCH menu/own']);
  expect(await version()).toBe(before + 3);

  const admin = new AdminScreen(editor.device, stack.url);
  await page.goto(`${stack.url}/admin?branch=${stack.ready.branch}`);
  await admin.live();
  const noted = async () => (await office.read<TaxesView>('taxes')).version;
  const settings = await noted();
  await page.getByRole('region', { name: taxes.title, exact: true }).getByRole('button', { name: taxes.change }).click();
  await sheet(page).getByRole('button', { name: taxes.preset.vat }).click();
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: taxes.save }))).toEqual(['PUT taxes']);
  expect(await noted()).toBe(settings + 1);

  const { brand } = adminText;
  await page.getByRole('region', { name: brand.title }).getByRole('button', { name: brand.change }).click();
  await named(page, brand.name, 'The Lanes');
  expect(await writes.ofTwoTaps(page, sheet(page).getByRole('button', { name: brand.submit }))).toEqual(['PATCH brand']);
});
