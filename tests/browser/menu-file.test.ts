import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Menu } from '$api/types';
import { menuEditor as menuText } from '$text/en/menu-editor';
import { menuFile as text } from '$text/en/menu-file';
import { newHouse, OWNER } from './harness/first-owner';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

const csv = (name: string, lines: readonly string[], columns = 'Name,Category,Price,Description,Diet') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([columns, ...lines, ''].join('\r\n')),
});

/** 500 dishes; the price of each 25th is no number. */
const many = (broken: boolean) =>
  csv(
    'evening.csv',
    Array.from({ length: 500 }, (_, at) => {
      const price = broken && at % 25 === 7 ? 'market' : `${100 + at}`;
      return `Plate ${at + 1},Evening ${1 + (at % 9)},${price},"Fresh, hot",veg`;
    }),
  );

async function open(editor: MenuScreen): Promise<Page> {
  await editor.page.getByRole('button', { name: text.open }).click();
  await editor.page.getByRole('heading', { name: text.title }).waitFor();
  return editor.page;
}

const choose = (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.getByLabel(text.choose.label).setInputFiles(file);

const count = (page: Page, action: keyof typeof text.action) =>
  page.getByRole('status').locator(`dt:text-is("${text.action[action]}") + dd`);

const put = (page: Page, dishes: number) => page.getByRole('button', { name: text.put(dishes), exact: true });

test('500 rows of which 20 are broken: each is named, nothing is imported until they are mended, and then all', async ({
  stack,
  device,
}) => {
  const editor = await MenuScreen.start(await device('manager', 'phone'), stack);
  const page = await open(editor);
  await choose(page, many(true));
  await expect.poll(() => count(page, 'refused').textContent()).toBe('20');
  expect(await count(page, 'created').textContent()).toBe('480');
  const broken = page.getByRole('group', { name: text.action.refused }).getByRole('listitem');
  expect(await broken.count()).toBe(20);
  const first = (await broken.first().textContent()) ?? '';
  expect(first).toContain('Plate 8');
  expect(first).toContain(text.preview.cell(9, text.preview.column('C', 'Price')));
  expect(await put(page, 480).isDisabled()).toBe(true);

  await choose(page, many(false));
  await expect.poll(() => count(page, 'created').textContent()).toBe('500');
  await put(page, 500).click();
  await page.getByRole('heading', { name: text.done.title }).waitFor();
  await page.getByRole('button', { name: menuText.actions.publish }).click();
  await page.getByRole('dialog', { name: menuText.review.title }).getByText('Plate 500').first().waitFor();
  await editor.closeSheet();

  // The same file again changes nothing, and there is nothing to press.
  await choose(page, many(false));
  await page.getByText(text.preview.nothing).waitFor();
  expect(await count(page, 'same').textContent()).toBe('500');
  expect(await page.getByRole('button', { name: /^Put / }).count()).toBe(0);
});

test('what is doubtful is asked about, by the keyboard, and only what was meant goes in', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'desk'), stack);
  const page = await open(editor);
  await choose(page, csv('doubts.csv', ['01. Mrz,Drinks,90,,veg', 'Lassi,Drinks,120,,veg']));
  const answer = page.getByRole('group', { name: text.answer.of(2) });
  await answer.waitFor();
  const go = page.getByRole('button', { name: text.answer.submit });
  expect(await go.isDisabled()).toBe(true);
  await answer.getByRole('button', { name: text.answer.no }).focus();
  await page.keyboard.press('Enter');
  expect(await go.isDisabled()).toBe(true);
  await answer.getByRole('button', { name: text.answer.yes }).focus();
  await page.keyboard.press('Enter');
  await go.focus();
  await page.keyboard.press('Enter');
  await put(page, 2).focus();
  await page.keyboard.press('Enter');
  await page.getByText(text.done.text(2)).waitFor();
  await page.getByRole('link', { name: text.back }).click();
  await editor.choose('Drinks');
  await page.getByText('01. Mrz', { exact: true }).first().waitFor();
});

test('a lost answer is tried again safely', async ({ stack, device }) => {
  const manager = await device('manager', 'desk');
  manager.expects({ at: '/menu/imports', says: 'ERR_' });
  const editor = await MenuScreen.start(manager, stack);
  const page = await open(editor);
  const file = csv('lost.csv', ['Kokum Soda,Sodas,80,,veg']);
  await choose(page, file);
  await page.route(/dry_run=false/, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await put(page, 1).click();
  await page.getByText(text.fault.unsure).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: text.again }).click();
  await page.getByText(text.preview.nothing).waitFor();
});

test('five thousand rows: it says how far it is, can be cancelled, fills a menu, and changes nothing the second time', async ({ device }) => {
  const { stack } = await newHouse();
  onTestFinished(() => stack.stop());
  const owner = await device('owner', 'phone');
  owner.expects({ at: '/menu/imports', says: 'ERR_' }, { at: '/menu/imports', says: '422' });
  const editor = new MenuScreen(owner, stack.url);
  await editor.signIn(OWNER);
  const page = await open(editor);
  // As much as a menu holds: 200 dishes of 20 sizes and 800 of one. What is not for sale fills the file up.
  const sized = Array.from({ length: 4_000 }, (_, at) => {
    const [dish, size] = [Math.floor(at / 20) + 1, (at % 20) + 1];
    const head = size === 1 ? `Feast ${dish},Feasts ${1 + (dish % 40)}` : ',';
    return `feast-${dish},${head},${100 + size},Size,For ${size},yes`;
  });
  const plain = Array.from({ length: 1_000 }, (_, at) => `snack-${at},Snack ${at},Snacks ${1 + (at % 40)},80,,,${at < 800 ? 'yes' : 'no'}`);
  const file = csv('all.csv', [...sized, ...plain], 'Handle,Name,Category,Price,Option 1 name,Option 1 value,Available for sale');
  const progress = page.getByRole('progressbar');
  const part = page.getByRole('status').getByText(/\b[1-9]\d? % sent/);

  // As a Wi-Fi at the edge of its reach takes it.
  const wire = await owner.context.newCDPSession(page);
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 50_000 });
  await choose(page, file);
  await part.waitFor();
  await page.getByRole('button', { name: text.cancel, exact: true }).click();
  await page.getByText(text.fault.cancelled).waitFor();
  expect(await progress.count()).toBe(0);
  await page.getByRole('button', { name: text.again }).click();
  await part.waitFor();
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0.5);
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await expect.poll(() => count(page, 'created').textContent()).toBe('4800');
  expect(await count(page, 'same').textContent()).toBe('200');

  let go: (() => void) | undefined;
  await page.route(/dry_run=false/, async (route) => {
    await new Promise<void>((resolve) => (go = resolve));
    await route.continue();
  });
  await put(page, 1_000).click();
  await page.getByRole('status').getByText(text.putting).waitFor();
  await expect.poll(() => go !== undefined).toBe(true);
  expect(await progress.count()).toBe(1);
  go?.();
  await page.getByText(text.done.text(1_000)).waitFor();
  await page.getByRole('button', { name: menuText.actions.publish }).click();
  await page.getByRole('dialog', { name: menuText.review.title }).getByRole('button', { name: menuText.review.publish, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await choose(page, file);
  await page.getByText(text.preview.nothing).waitFor();
  expect(await count(page, 'same').textContent()).toBe('5000');
  // A menu that is full says so, and what is too large does not leave the phone.
  await choose(page, csv('more.csv', ['One more,Snacks 1,90,,veg']));
  await page.getByText(text.fault.room.items).waitFor();
  await choose(page, { ...file, buffer: Buffer.alloc(4_000_001, 'x') });
  await page.getByText(text.fault.large).waitFor();
  // Before the house does, whose end a live page would see.
  await owner.context.close();
});

const sample = (name: string) => readFileSync(join(import.meta.dirname, '../../shared/menu-file/samples', name));

test.for([
  {
    from: 'a German spreadsheet',
    name: 'excel-semicolon-bom.csv',
    place: ['EUR', 'Europe/Berlin'] as const,
    refused: '1',
    // What the owner puts right in the spreadsheet.
    mend: (file: string) => file.replace('Kürbissuppe;;', 'Kürbissuppe;;5,20'),
    asked: 3,
    dishes: 8,
    prices: { Brühe: 490, 'Festmenü ab 8 Personen': 129_900, '=2+3': 500, '01. Mrz': 390, Kürbissuppe: 520 },
  },
  {
    from: 'a till in Spanish',
    name: 'loyverse-like.csv',
    place: ['INR', 'Asia/Kolkata'] as const,
    refused: '0',
    mend: (file: string) => file,
    asked: 2,
    dishes: 6,
    prices: { 'Nimbu pani': 8_000, 'LANE DOSA': 16_000, 'Plum cake per kg': 95_050 },
  },
])('the file of $from is looked at, answered, put into the draft and published', async ({ name, place, refused, mend, asked, dishes, prices }, { device }) => {
  const { stack, branch } = await newHouse(...place);
  onTestFinished(() => stack.stop());
  const owner = await device('owner', 'phone', STILL);
  const editor = new MenuScreen(owner, stack.url);
  await editor.signIn(OWNER);
  const page = await open(editor);
  const file = (text: Buffer | string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose(page, file(sample(name)));
  await expect.poll(() => count(page, 'asked').textContent()).toBe(String(asked));
  if (refused !== '0') {
    expect(await count(page, 'refused').textContent()).toBe(refused);
    const mended = mend(sample(name).toString());
    expect(mended).not.toBe(sample(name).toString());
    await choose(page, file(mended));
    const left = async () => ((await count(page, 'refused').count()) === 0 ? '0' : await count(page, 'refused').textContent());
    await expect.poll(left).toBe('0');
  }
  await page.getByRole('button', { name: text.answer.allYes(asked), exact: true }).click();
  await page.getByRole('button', { name: text.answer.submit }).click();
  await put(page, dishes).click();
  await page.getByText(text.done.text(dishes)).waitFor();
  const review = page.getByRole('dialog', { name: menuText.review.title });
  await page.getByRole('button', { name: menuText.actions.publish }).click();
  const confirm = review.getByRole('checkbox', { name: menuText.review.confirm });
  await review.getByText(menuText.review.changes).waitFor();
  if (await confirm.isVisible()) await confirm.check();
  await review.getByRole('button', { name: menuText.review.publish, exact: true }).click();
  await review.waitFor({ state: 'hidden' });

  const menu = (await (await fetch(`${stack.url}/api/v1/branches/${branch}/menu`)).json()) as Menu;
  const sold = menu.categories.flatMap(({ items }) => items);
  expect(sold).toHaveLength(dishes);
  expect(sold.every(({ price }) => price.currency === place[0])).toBe(true);
  for (const [dish, minor] of Object.entries(prices)) expect(sold.find((one) => one.name === dish)?.price.minor, dish).toBe(minor);
  const { page: reader } = await device('reader', 'phone', STILL);
  await reader.goto(`${stack.url}/m/${branch}`);
  for (const dish of Object.keys(prices)) await reader.getByText(dish, { exact: true }).first().waitFor();
  await Promise.all([owner.context.close(), reader.context().close()]);
});

test('the menu goes out as a file and comes back the same', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'desk', { acceptDownloads: true }), stack);
  const page = await open(editor);
  for (const format of ['csv', 'json'] as const) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: text.out[format] }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`menu.${format}`);
    const buffer = readFileSync(await download.path());
    await choose(page, { name: download.suggestedFilename(), mimeType: '', buffer });
    await page.getByText(text.preview.nothing).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: text.title }).waitFor();
  }
});

test('the page of files, in each of its states', async ({ stack, device }) => {
  const manager = await device('manager', 'phone', STILL);
  manager.expects({ at: '/menu/imports', says: '422' });
  const editor = await MenuScreen.start(manager, stack);
  const page = await open(editor);
  const inspected = new Inspection(page, 48);
  await inspected.look('nothing chosen');
  await choose(page, csv('mixed.csv', ['01. Mrz,Food,1,,veg', 'Pav,Food,abc,,veg', 'Bun,Food,20,,veg', 'Roll,Food,20,,veg']));
  await page.getByRole('group', { name: text.answer.of(2) }).waitFor();
  await page.getByText(text.action.created).last().click();
  await inspected.look('a preview');
  await choose(page, csv('fine.csv', ['Bun,Food,20,,veg']));
  await put(page, 1).waitFor();
  await inspected.look('to put');
  await choose(page, csv('none.csv', ['x,y'], 'foo,bar'));
  await page.getByText(/^This file cannot be used/).waitFor();
  await inspected.look('no menu');
  expect(inspected.problems).toEqual([]);
});
