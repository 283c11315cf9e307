import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { address } from '$text/en/address';
import { admin as text } from '$text/en/admin';
import { menuEditor as words } from '$text/en/menu-editor';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { taxes } from '$text/en/taxes';
import { translations } from '$text/en/translations';
import { field } from './harness/hand';
import { Keys } from './harness/keys';
import { AdminScreen, MenuScreen } from './harness/office-pages';
import { aPhoto } from './harness/photo';
import { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const button = (where: Page | Locator, name: string | RegExp) => where.getByRole('button', { name, exact: true });

test('a restaurant is set up by keyboard alone', async ({ device, afterwards }) => {
  const stack = await Stack.startEmpty();
  afterwards(() => stack.stop());
  const { page } = await device('owner', 'desk', STILL);
  const keys = new Keys(page);
  await page.goto(`${stack.url}/set-up#${stack.ready.set_up_code}`);
  // It begins where somebody types first.
  await keys.on(field(page, setUp.form.brand));
  await keys.type(field(page, setUp.form.brand), 'The Lanes');
  await page.keyboard.press('Enter');
  // What is missing is where the focus goes.
  await keys.on(field(page, setUp.form.branch));
  await keys.type(field(page, setUp.form.branch), 'Lake Road');
  await keys.type(field(page, setUp.form.name), 'Vera');
  await keys.type(field(page, setUp.form.login), 'vera@lane.example');
  await keys.type(field(page, setUp.form.password), 'four plain words');
  await keys.press(button(page, setUp.form.submit));
  await page.getByRole('heading', { name: staffText.signIn.welcome('Vera') }).waitFor();
  await keys.press(page.getByRole('link', { name: setUp.goOn }));
  await page.getByRole('region', { name: text.steps.title }).waitFor();
});

test('cards are chosen and saved by keyboard alone, and the way leads back', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', { ...STILL, acceptDownloads: true }), stack);
  const { page } = admin;
  const keys = new Keys(page);
  const { print } = text;
  await keys.press(button(page, text.tables.print));
  await page.getByRole('heading', { name: print.title }).waitFor();
  await keys.press(page.getByRole('button', { name: new RegExp(`^${print.formats.sticker.name}`) }), 'Space');
  await keys.on(page.getByRole('button', { name: new RegExp(`^${print.formats.sticker.name}`) }));
  await keys.press(page.locator('summary').filter({ hasText: print.choose }));
  await keys.press(page.getByRole('checkbox', { name: print.all }), 'Space');
  await page.getByText(print.none).waitFor();
  await keys.press(page.getByRole('checkbox', { name: stack.freeTable().name, exact: true }), 'Space');
  await page.getByText(print.amount(1, 1), { exact: true }).waitFor();
  const coming = page.waitForEvent('download');
  await keys.press(button(page, print.svg));
  expect(readFileSync(await (await coming).path(), 'utf8')).toContain('<svg');
  await keys.press(page.getByRole('link', { name: print.back }));
  await admin.live();
  await keys.on(button(page, text.tables.print));
});

/** What is opened on the page of a branch, by what, and how it is filled in and sent without leaving the keyboard. */
interface Opened {
  what: string;
  opener: (page: Page) => Locator;
  fill: (keys: Keys, sheet: Locator) => Promise<void>;
  /** What the page says once it is so. */
  then: (page: Page) => Locator;
}

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const ADDRESS = 'https://order.lanes.example';

const SHEETS: Opened[] = [
  {
    what: 'looks',
    opener: (page) => button(region(page, text.looks.title), text.looks.change),
    fill: async (keys, sheet) => {
      await keys.press(button(sheet, text.looks.colour.names.leaf), 'Space');
      await keys.press(sheet.getByRole('button', { name: new RegExp(text.looks.face.modern) }), 'Space');
      await keys.press(button(sheet, text.looks.save));
    },
    then: (page) => region(page, text.looks.title).getByText('#1d6b3a'),
  },
  {
    what: 'taxes',
    opener: (page) => button(region(page, taxes.title), taxes.change),
    fill: async (keys, sheet) => {
      await keys.press(button(sheet, taxes.preset.gst), 'Space');
      await keys.type(sheet.getByLabel(taxes.number).first(), '29ABCDE1234F1ZW');
      await keys.press(button(sheet, taxes.save));
    },
    then: (page) => region(page, taxes.title).getByText('29ABCDE1234F1ZW'),
  },
  {
    what: 'address',
    // "Confirm" becomes "Change".
    opener: (page) => region(page, text.address.title).getByRole('button').first(),
    fill: async (keys, sheet) => {
      await keys.type(field(sheet, address.field.label), ADDRESS);
      await keys.page.keyboard.press('Enter');
    },
    then: (page) => region(page, text.address.title).getByText(ADDRESS, { exact: true }),
  },
  {
    what: 'new tables',
    opener: (page) => button(page, text.tables.add),
    fill: async (keys, sheet) => {
      await keys.type(field(sheet, text.add.count), '2');
      await keys.type(sheet.getByLabel(text.add.prefix), 'Q');
      await sheet.getByText(text.add.preview('Q1', 'Q2')).waitFor();
      await keys.page.keyboard.press('Enter');
    },
    then: (page) => page.getByRole('button', { name: new RegExp(`^${text.card.title('Q2')}\\b`) }),
  },
  {
    what: 'another name of a section',
    opener: (page) => page.getByRole('button', { name: /^Rename “/ }).first(),
    fill: async (keys, sheet) => {
      await keys.type(field(sheet, text.section.name), 'Winter Garden');
      await keys.page.keyboard.press('Enter');
    },
    then: (page) => page.getByRole('heading', { name: 'Winter Garden', exact: true }),
  },
];

test.for(SHEETS)('$what: by keyboard alone it opens, keeps the focus, is left and saved, and gives the focus back', async ({ opener, fill, then }, { stack, device }) => {
  const admin = new AdminScreen(await device('owner', 'desk', STILL), stack.url);
  await admin.signIn(stack.staff('owner'));
  const { page } = admin;
  const keys = new Keys(page);
  const sheet = admin.dialog();
  await keys.press(opener(page));
  await sheet.waitFor();
  await keys.staysIn(sheet);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await keys.on(opener(page));
  await page.keyboard.press('Enter');
  await sheet.waitFor();
  await fill(keys, sheet);
  await sheet.waitFor({ state: 'hidden' });
  await then(page).waitFor();
  await keys.on(opener(page));
});

test('the card of a table and what changes it are left by Escape, and the focus is on the table again', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('manager', 'desk', STILL), stack);
  const { page } = admin;
  const keys = new Keys(page);
  const { name } = stack.freeTable();
  const table = page.getByRole('button', { name: new RegExp(`^${text.card.title(name)}\\b`) });
  const sheet = admin.dialog();
  for (const deeper of [false, true]) {
    await keys.press(table);
    await sheet.waitFor();
    if (deeper) {
      await keys.press(button(sheet, text.card.change));
      await page.getByRole('dialog', { name: text.change.title(name) }).waitFor();
    }
    await keys.staysIn(sheet);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await keys.on(table);
  }
});

test('a dish gets its photo and its translation by keyboard alone, and the focus comes back to its row', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'desk', STILL), stack, 'owner');
  const { page } = editor;
  const keys = new Keys(page);
  const sheet = editor.dialog();
  await keys.press(page.getByRole('navigation', { name: words.actions.categories }).getByRole('button', { name: /^Street Food\b/ }));
  const row = page.locator('button.item').filter({ has: page.getByText('Vada Pav', { exact: true }) });
  await keys.press(row);
  await sheet.waitFor();

  await keys.press(sheet.locator('summary').filter({ hasText: translations.fold }));
  const language = field(sheet, translations.choose);
  await keys.to(language);
  // As browsers choose in a list by what is typed.
  await page.keyboard.type('Hindi');
  expect(await language.inputValue()).toBe('hi');
  await keys.press(button(sheet, translations.add));
  await keys.type(sheet.getByRole('group', { name: /^Hindi/ }).getByLabel(words.item.name), 'वड़ा पाव');

  await keys.to(button(sheet, words.photo.choose));
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(await aPhoto(page));
  await sheet.getByAltText(words.photo.alt).waitFor();
  await keys.on(button(sheet, words.photo.other));
  await keys.press(button(sheet, words.form.save));
  await sheet.waitFor({ state: 'hidden' });
  await keys.on(row);

  // Another photo, and none, are as near.
  await page.keyboard.press('Enter');
  await keys.press(button(sheet, words.photo.remove));
  await sheet.getByAltText(words.photo.alt).waitFor({ state: 'detached' });
  await keys.on(button(sheet, words.photo.choose));
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await keys.on(row);
});
