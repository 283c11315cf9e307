import { unzipSync } from 'fflate';
import type { CardSheet, TableCard } from '$api/types';
import { FORMAT_NAMES, FORMATS, type FormatName, type PaperName, pagesOf, sheetOf } from '$card/formats';
import { admin as text } from '$text/en/admin';
import { card as hindi } from '$text/hi/card';
import { BackOffice } from './harness/back-office';
import { cardsOf, pick, saved, show } from './harness/card-files';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { printed, type Printed } from './harness/paper';
import { aPhoto } from './harness/photo';
import { read, scan } from './harness/scan';
import { expect, test } from './harness/test';

const DOWNLOADS = { acceptDownloads: true } as const;
const everySheet = (Object.keys(FORMATS) as FormatName[]).flatMap((format) =>
  (['a4', 'letter'] as const).map((paper) => ({ format, paper })),
);

/** The first, the middle and the last. */
const sampleOf = (cards: readonly TableCard[]): ReadonlySet<number> => new Set([0, Math.floor(cards.length / 2), cards.length - 1]);

/**
 * Of which cards the codes are read. All of them are drawn the same, so every code of one sheet
 * says that none is missing, doubled or another's; of the others a sample
 * says that they are where they belong. To read a code takes a quarter of a second.
 */
const readOf = (format: FormatName, paper: PaperName, cards: readonly TableCard[]): ReadonlySet<number> =>
  format === 'a7' && paper === 'a4' ? new Set(cards.keys()) : sampleOf(cards);

test.for(everySheet)('the browser prints $format on $paper: codes are read from the paper', async ({ format, paper }, {
  stack,
  office,
  device,
}) => {
  // Dark, so that the print shows that it is not.
  const admin = await AdminScreen.start(await device('admin', 'desk', { colorScheme: 'dark' }), stack);
  const { cards } = await cardsOf(office);
  await show(admin, format, paper);
  const sheet = sheetOf(FORMATS[format], paper);
  const pages = Math.ceil(cards.length / sheet.places.length);
  await admin.page.getByText(text.print.amount(cards.length, pages), { exact: true }).waitFor();
  const paged = await expectPaper(await admin.page.pdf({ preferCSSPageSize: true }), format, paper, cards, readOf(format, paper, cards));
  // Nothing of the page itself, and no dark ground.
  const corner = paged[0]?.part({ x: 1, y: 1, width: 1, height: 1 }).data ?? [];
  expect([...corner].every((value) => value === 255)).toBe(true);
});

test.for([
  { format: 'tent', paper: 'a4' },
  { format: 'a7', paper: 'letter' },
  { format: 'sticker', paper: 'a4' },
] as const)('a PDF of $format on $paper holds all tables: codes are read from it', async ({ format, paper }, {
  stack,
  office,
  device,
}) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', DOWNLOADS), stack);
  const { cards, branch } = await cardsOf(office);
  await show(admin, format, paper);
  const { name, bytes } = await saved(admin.page, text.print.pdf);
  expect(name).toBe(`${fileOf(branch)}-${format}.pdf`);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await expectPaper(bytes, format, paper, cards, sampleOf(cards));
});

test('of one table a card is saved as a picture, of several all in an archive', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'desk', DOWNLOADS), stack);
  const { page } = admin;
  const { cards, branch } = await cardsOf(office);
  const [first, second] = cards as [TableCard, TableCard];
  const one = cards.find(({ id }) => id === table.id);
  await (await admin.show(table)).getByRole('button', { name: text.card.printOne }).click();
  await page.getByText(text.print.amount(1, 1), { exact: true }).waitFor();

  for (const format of Object.keys(FORMATS) as FormatName[]) {
    await pick(admin, text.print.formats[format].name);
    // A tent has its code on both sides.
    const without = FORMATS[format].fold === null ? 0 : 0.5;
    const svg = await saved(page, text.print.svg);
    expect(svg.name).toBe(`${text.card.file(table.name)}-${format}.svg`);
    expect(await scan(page, svg.bytes, { type: 'image/svg+xml', without })).toBe(one?.url);
    const png = await saved(page, text.print.png);
    expect(png.name).toBe(`${text.card.file(table.name)}-${format}.png`);
    expect(await scan(page, png.bytes, { without })).toBe(one?.url);
    // Its size in pixels, and that a metre has 11,811 of them: 300 dpi.
    const { width, height } = FORMATS[format];
    const dots = (mm: number) => Math.round((mm / 25.4) * 300);
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([dots(width), dots(height)]);
    expect([png.bytes.toString('latin1', 37, 41), png.bytes.readUInt32BE(41)]).toEqual(['pHYs', 11_811]);
  }

  await page.getByRole('checkbox', { name: text.print.all }).check();
  await page.getByRole('checkbox', { name: text.print.all }).uncheck();
  for (const { name } of [first, second]) await page.getByRole('checkbox', { name, exact: true }).check();
  for (const [button, ending, type] of [
    [text.print.svg, 'svg', 'image/svg+xml'],
    [text.print.png, 'png', 'image/png'],
  ] as const) {
    const { name, bytes } = await saved(page, button);
    expect(name).toBe(`${fileOf(branch)}-sticker-${ending}.zip`);
    const files = Object.entries(unzipSync(bytes));
    expect(files.map(([file]) => file)).toEqual([first, second].map((card) => `${text.card.file(card.name)}-sticker.${ending}`));
    expect(await Promise.all(files.map(([, file]) => scan(page, Buffer.from(file), { type })))).toEqual([first.url, second.url]);
  }
});

test.for([
  { what: 'a dark colour, a logo and classic letters', colour: '#0a1f44', logo: true, face: 'classic' },
  { what: 'a pale colour and friendly letters', colour: '#fff3b0', logo: false, face: 'friendly' },
] as const)('with $what, codes are read from paper, PDF, SVG and PNG', async ({ colour, logo, face }, { stack, office, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', DOWNLOADS), stack);
  const { page } = admin;
  const owner = await BackOffice.signIn(stack, 'owner');
  const photo = await owner.bring((await aPhoto(page, 600, 600)).buffer);
  await owner.look({ face, colour, ...(logo && { logo: photo }) });
  try {
    const { cards } = await cardsOf(office);
    const [first] = cards as [TableCard];
    await page.reload();
    await admin.live();
    for (const format of Object.keys(FORMATS) as FormatName[]) {
      await show(admin, format, 'a4');
      const picture = decodeURIComponent((await admin.card(first).getAttribute('src')) ?? '');
      expect(picture).toContain(`fill="${colour}"`);
      await expect.poll(async () => decodeURIComponent((await admin.card(first).getAttribute('src')) ?? '').includes('xlink:href="data:image/jpeg')).toBe(logo);
      const sample = sampleOf(cards);
      await expectPaper(await page.pdf({ preferCSSPageSize: true }), format, 'a4', cards, sample);
      await expectPaper((await saved(page, text.print.pdf)).bytes, format, 'a4', cards, sample);
      await page.getByText(text.print.choose).click();
      await page.getByRole('checkbox', { name: text.print.all }).uncheck();
      await page.getByRole('checkbox', { name: first.name, exact: true }).check();
      const without = FORMATS[format].fold === null ? 0 : 0.5;
      expect(await scan(page, (await saved(page, text.print.svg)).bytes, { type: 'image/svg+xml', without })).toBe(first.url);
      expect(await scan(page, (await saved(page, text.print.png)).bytes, { without })).toBe(first.url);
      await page.getByRole('link', { name: text.print.back }).click();
    }
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test('the words, the network and its password stand on the card, and stay on this device', async ({ stack, office, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'phone'), stack);
  const { page } = admin;
  const [card] = (await cardsOf(office)).cards;
  if (!card) throw new Error('no cards');
  await admin.showCards();
  const picture = async () => decodeURIComponent((await admin.card(card).getAttribute('src')) ?? '');
  expect(await picture()).not.toContain(hindi.table);
  await pick(admin, text.print.bothWords(['English', 'हिन्दी']));
  await page.getByLabel(text.print.wifi.name).fill('House & Garden');
  await page.getByLabel(text.print.wifi.password).fill('tray<2026>');
  await expect.poll(picture).toContain('tray&lt;2026&gt;');
  expect(await picture()).toContain('House &amp; Garden');
  expect(await picture()).toContain(hindi.steps.order);
  await page.reload();
  await page.getByRole('heading', { name: text.print.title }).waitFor();
  expect(await page.getByLabel(text.print.wifi.name).inputValue()).toBe('House & Garden');
  expect(await picture()).toContain(hindi.table);
});

test.for(FORMAT_NAMES)('with two languages and the longest network, codes are read from each print: %s', async (format, { stack, office, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', DOWNLOADS), stack);
  const { page } = admin;
  const { cards } = await cardsOf(office);
  const [first] = cards as [TableCard];
  await show(admin, format, 'a4');
  await pick(admin, text.print.bothWords(['English', 'हिन्दी']));
  // As much as a network takes. It stands there in words, on one line or more; the only code is that of the table.
  const [network, password] = ['W'.repeat(32), 'p'.repeat(63)] as const;
  await page.getByLabel(text.print.wifi.name).fill(network);
  await page.getByLabel(text.print.wifi.password).fill(password);
  const isWhole = (svg: string) => {
    const words = svg.replaceAll(/<[^>]*>|\s/g, '');
    return [network, password, hindi.table].every((one) => words.includes(one));
  };
  await expect.poll(async () => isWhole(decodeURIComponent((await admin.card(first).getAttribute('src')) ?? ''))).toBe(true);
  const sample = sampleOf(cards);
  await expectPaper(await page.pdf({ preferCSSPageSize: true }), format, 'a4', cards, sample);
  await expectPaper((await saved(page, text.print.pdf)).bytes, format, 'a4', cards, sample);
  await page.getByText(text.print.choose).click();
  await page.getByRole('checkbox', { name: text.print.all }).uncheck();
  await page.getByRole('checkbox', { name: first.name, exact: true }).check();
  const without = FORMATS[format].fold === null ? 0 : 0.5;
  const svg = (await saved(page, text.print.svg)).bytes;
  expect(isWhole(svg.toString())).toBe(true);
  expect(await scan(page, svg, { type: 'image/svg+xml', without })).toBe(first.url);
  expect(await scan(page, (await saved(page, text.print.png)).bytes, { without })).toBe(first.url);
});

test('a card whose code has changed since it was printed is named, and chosen with one tap', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'desk', DOWNLOADS), stack);
  const { page } = admin;
  await admin.showCards();
  await pick(admin, text.print.formats.a7.name);
  await page.getByRole('button', { name: text.print.button, exact: true }).click();
  await page.getByText(text.print.made.title).waitFor();
  await page.getByRole('button', { name: text.print.made.yes }).click();
  expect(await page.getByText(text.print.outdatedText).count()).toBe(0);

  await page.getByRole('link', { name: text.print.back }).click();
  const sheet = await admin.show(table);
  await sheet.getByRole('button', { name: text.reissue.button }).click();
  await sheet.getByRole('button', { name: text.reissue.submit }).click();
  await page.getByText(text.reissue.done(table.name)).first().waitFor();
  await admin.closeSheet();
  const card = (await cardsOf(office)).cards.find(({ id }) => id === table.id);

  await admin.showCards();
  await page.getByText(text.print.outdated(table.name, 1).trim()).waitFor();
  await page.getByRole('button', { name: text.print.chooseOutdated }).click();
  await page.getByText(text.print.amount(1, 1), { exact: true }).waitFor();
  expect(await scan(page, await admin.card(table).screenshot())).toBe(card?.url);
});

test('only the chosen tables are printed: one, a section, all, none', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);
  const { page } = admin;
  const { cards } = await cardsOf(office);
  const [{ section } = { section: '' }] = cards;
  const shown = () => page.locator('main img').count();
  await (await admin.show(table)).getByRole('button', { name: text.card.printOne }).click();
  await page.getByText(text.print.amount(1, 1), { exact: true }).waitFor();
  expect(await shown()).toBe(1);
  await admin.card(table).waitFor();
  const all = page.getByRole('checkbox', { name: text.print.all });
  await all.check();
  expect(await shown()).toBe(cards.length);
  await all.uncheck();
  await page.getByText(text.print.none).waitFor();
  for (const name of [text.print.button, text.print.pdf, text.print.svg, text.print.png]) {
    expect(await page.getByRole('button', { name, exact: true }).isDisabled()).toBe(true);
  }
  await page.getByRole('checkbox', { name: text.print.section(section) }).check();
  expect(await shown()).toBe(cards.filter((card) => card.section === section).length);
  await page.getByRole('link', { name: text.print.back }).click();
  await admin.live();
});

test('the page of the cards, in each of its states', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'phone', { reducedMotion: 'reduce', ...DOWNLOADS }), stack);
  const inspection = new Inspection(admin.page, 48);
  await admin.showCards();
  await inspection.look('cards');
  await admin.page.getByText(text.print.choose).click();
  await pick(admin, text.print.formats.sticker.name);
  await admin.page.getByRole('checkbox', { name: text.print.all }).uncheck();
  await inspection.look('none');
  await admin.page.getByRole('checkbox', { name: text.print.section('') }).first().check();
  await saved(admin.page, text.print.svg);
  await inspection.look('made');
  expect(inspection.problems).toEqual([]);
});

/** As many pages as it takes, in the paper's size, with the codes of cards where they belong. */
async function expectPaper(
  pdf: Uint8Array,
  format: FormatName,
  paper: PaperName,
  cards: readonly TableCard[],
  wanted: ReadonlySet<number>,
): Promise<Printed[]> {
  const [size, sheet] = [FORMATS[format], sheetOf(FORMATS[format], paper)];
  const each = sheet.places.length;
  const pages = await printed(pdf, (at) => at === 0 || [...wanted].some((card) => Math.floor(card / each) === at));
  expect(pages.length).toBe(pagesOf(cards, sheet).length);
  for (const page of pages) {
    expect(Math.abs(page.width - sheet.width)).toBeLessThan(0.5);
    expect(Math.abs(page.height - sheet.height)).toBeLessThan(0.5);
  }
  const sides = size.fold === null ? [0] : [0, size.fold];
  for (const at of wanted) {
    const [card, page, place] = [cards[at], pages[Math.floor(at / each)], sheet.places[at % each]];
    if (!card || !page || !place) throw new Error(`no place for card ${at}`);
    for (const side of sides) {
      const code = await read(page.part({ x: place.x, y: place.y + side, width: size.width, height: size.height / sides.length }));
      expect({ table: card.name, code }).toEqual({ table: card.name, code: card.url });
    }
  }
  return pages;
}

/** What files with the cards of a branch begin with: a name that no system minds. */
const fileOf = ({ name }: CardSheet['branch']) => text.print.file(name.replaceAll(' ', '-'));
