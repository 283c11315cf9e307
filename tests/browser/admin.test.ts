import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { CardSheet } from '$api/types';
import { admin as text } from '$text/en/admin';
import { floor as floorText } from '$text/en/floor';
import type { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { scan } from './harness/scan';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const PX_PER_MM = 96 / 25.4;

test('a table gets a new code: its card leads nowhere, the new one to its menu, and phones stay in', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);

  const sheet = await admin.show(table);
  await sheet.getByText(table.code, { exact: true }).waitFor();
  await sheet.getByRole('button', { name: text.reissue.button }).click();
  await sheet.getByText(text.reissue.text).waitFor();
  await sheet.getByRole('button', { name: text.reissue.submit }).click();
  await admin.page.getByText(text.reissue.done(table.name)).first().waitFor();

  const card = (await cardsOf(office)).cards.find(({ id }) => id === table.id);
  expect(card?.code).not.toBe(table.code);
  expect(await statusOf(office, table.code)).toBe(404);
  const { code = '' } = card ?? {};
  await sheet.getByText(code, { exact: true }).waitFor();
  const late = new Guest(await device('late', 'phone'), stack.url, 'Bela');
  await late.scan({ ...table, code });
  await guest.add('Vada Pav');
  expect(await office.guestCount(table)).toBe(1);
});

test('a table is found by its name and by its code', async ({ stack, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'phone'), stack);
  const search = admin.page.getByLabel(text.tables.search);
  const rows = admin.page.getByRole('region', { name: text.tables.title }).getByRole('listitem').getByRole('button');
  expect(await rows.count()).toBe(stack.ready.tables.length);
  await search.fill(table.code.toLowerCase());
  await admin.page.getByText(text.tables.found(1), { exact: true }).waitFor();
  expect(await rows.count()).toBe(1);
  await admin.show(table);
  await admin.closeSheet();
  await search.fill('no such table');
  await admin.page.getByText(text.tables.nothing).waitFor();
});

test('pictures of a code are saved as files with the table’s name', async ({ stack, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'desk', { acceptDownloads: true }), stack);
  const sheet = await admin.show(table);
  const starts = { [text.card.svg]: '<svg', [text.card.png]: '\u0089PNG' };
  for (const [name, start] of Object.entries(starts)) {
    const coming = admin.page.waitForEvent('download');
    await sheet.getByRole('button', { name }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`${text.card.file(table.name)}.${name === text.card.svg ? 'svg' : 'png'}`);
    expect(readFileSync(await download.path(), 'latin1')).toContain(start);
  }
});

test('that phones cannot open the codes stands before the print, and cards of two tables of one name say their section', async ({
  stack,
  office,
  device,
}) => {
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);
  const { page } = admin;
  const { cards } = await cardsOf(office);
  const [one] = cards;
  const other = cards.find(({ section }) => section !== one?.section);
  if (!one || !other) throw new Error('two sections');
  await page.route(/\/cards$/, async (route) => {
    const response = await route.fetch();
    const sheet = (await response.json()) as CardSheet;
    const named = sheet.cards.map((card) => (card.id === one.id || card.id === other.id ? { ...card, name: '5' } : card));
    await route.fulfill({ response, json: { ...sheet, cards: named } });
  });
  await admin.showCards();
  for (const { section } of [one, other]) {
    await admin.card({ name: `5 · ${section}` }).getByText(text.print.card.table(`5 · ${section}`)).waitFor();
  }
  await page.unrouteAll({ behavior: 'wait' });
  const note = page.getByText(text.reach.device);
  await note.waitFor();
  const print = await page.getByRole('button', { name: text.print.button, exact: true }).elementHandle();
  expect(await note.evaluate((one, other) => Boolean(one.compareDocumentPosition(other as Node) & 4), print)).toBe(true);
});

test('settings are saved, and of two managers the second is told', async ({ stack, office, device }) => {
  const desk = await device('admin', 'desk');
  const other = await device('other', 'desk');
  other.expects({ at: `/branches/${stack.ready.branch}`, says: '409' });
  const [first, second] = [await AdminScreen.start(desk, stack), await AdminScreen.start(other, stack)];
  const before = (await cardsOf(office)).branch.table_list;
  await first.page.getByRole('switch', { name: text.settings.table_list }).click();
  await first.page.getByRole('button', { name: text.settings.save }).click();
  await first.page.getByText(text.settings.same).waitFor();
  expect((await cardsOf(office)).branch.table_list).toBe(!before);

  await second.page.getByLabel(text.settings.critical_minutes).fill('40');
  await second.page.getByRole('button', { name: text.settings.save }).click();
  await second.page.getByRole('alert').getByText(text.settings.names.table_list).waitFor();
  expect(await second.page.getByLabel(text.settings.critical_minutes).inputValue()).toBe('40');
  await second.page.getByRole('button', { name: text.settings.save }).click();
  await second.page.getByText(text.settings.same).waitFor();
  expect((await cardsOf(office)).branch).toMatchObject({ table_list: !before, critical_minutes: 40 });
});

test('a waiter is told that the page is not for waiters', async ({ stack, device }) => {
  const floor = await FloorScreen.start(await device('floor', 'desk'), stack);
  await floor.page.goto(`${stack.url}/admin`);
  await floor.page.getByRole('link', { name: floorText.title }).waitFor();
  expect(await floor.page.getByRole('heading', { name: text.settings.title }).count()).toBe(0);
});

test.for(['A4', 'Letter'] as const)('on %s each table has one whole card, its code large enough', async (paper, {
  stack,
  office,
  device,
}) => {
  // Dark, so that the print shows that it is not.
  const admin = await AdminScreen.start(await device('admin', 'desk', { colorScheme: 'dark' }), stack);
  const { page } = admin;
  const { cards } = await cardsOf(office);
  await admin.showCards();
  await page.getByText(text.print.amount(cards.length, Math.ceil(cards.length / 6))).waitFor();
  await page.emulateMedia({ media: 'print' });

  // What a sheet of this paper holds within its margins of 10 mm.
  const room = paper === 'A4' ? { width: 190, height: 277 } : { width: 195.9, height: 259.4 };
  const layout = await measure(page);
  expect(layout.cards.map(({ name }) => name)).toEqual(cards.map(({ name }) => text.print.card.label(name)));
  expect(layout.sheets.reduce((sum, { cards }) => sum + cards, 0)).toBe(cards.length);
  for (const sheet of layout.sheets) {
    expect(sheet.width).toBeLessThanOrEqual(room.width);
    expect(sheet.height).toBeLessThanOrEqual(room.height);
    expect(sheet.outside).toEqual([]);
  }
  for (const { name, code, quiet, overflows, typed } of layout.cards) {
    expect({ name, large: code >= 30, quiet: quiet >= 4, overflows, readable: typed.height >= 5 }).toEqual({
      name,
      large: true,
      quiet: true,
      overflows: false,
      readable: true,
    });
  }
  expect(layout.cards.map(({ typed }) => typed.code)).toEqual(cards.map(({ code }) => code));
  const pdf = await page.pdf({ format: paper });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(layout.sheets.length);

  // And scanned, as printed, each in another place of its sheet.
  for (const card of [cards[0], cards.at(-1)]) {
    if (!card) throw new Error('no cards');
    expect(await scan(page, await admin.card(card).screenshot())).toBe(card.url);
  }
});

test('only the chosen tables are printed', async ({ stack, device }) => {
  const table = stack.freeTable();
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);
  const sheet = await admin.show(table);
  await sheet.getByRole('button', { name: text.card.printOne }).click();
  await admin.page.getByText(text.print.amount(1, 1)).waitFor();
  expect(await admin.page.getByRole('article').count()).toBe(1);
  await admin.card(table).waitFor();
  await admin.page.getByRole('checkbox', { name: text.print.all }).check();
  expect(await admin.page.getByRole('article').count()).toBe(stack.ready.tables.length);
  await admin.page.getByRole('checkbox', { name: text.print.all }).uncheck();
  await admin.page.getByText(text.print.none).waitFor();
  expect(await admin.page.getByRole('button', { name: text.print.button }).isDisabled()).toBe(true);
  await admin.page.getByRole('link', { name: text.print.back }).click();
  await admin.live();
});

test('the admin page, in each of its states', async ({ stack, device }) => {
  const table = stack.freeTable();
  const desk = await device('admin', 'phone', STILL);
  const admin = await AdminScreen.start(desk, stack);
  const page = new Inspection(admin.page, 48);
  await page.look('set-up');
  await admin.page.getByLabel(text.settings.critical_minutes).fill('1');
  await admin.page.getByRole('button', { name: text.settings.save }).click();
  await admin.page.getByText(text.settings.range(2, 480)).waitFor();
  await page.look('a mistake');
  await admin.page.getByRole('button', { name: text.settings.discard }).click();
  const sheet = await admin.show(table);
  await page.look('a table');
  await sheet.getByRole('button', { name: text.reissue.button }).click();
  await page.look('a new code');
  await admin.closeSheet();
  await admin.showCards();
  await admin.page.getByText(text.print.choose).click();
  await page.look('cards');
  expect(page.problems).toEqual([]);
});

async function cardsOf(office: BackOffice): Promise<CardSheet> {
  const { stack, token } = office;
  const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/cards`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as CardSheet;
}

async function statusOf({ stack }: BackOffice, code: string): Promise<number> {
  return (await fetch(`${stack.url}/api/v1/tables/${code}`)).status;
}

interface Layout {
  /** In millimetres. `outside`: cards that reach over the sheet's edge. */
  sheets: { width: number; height: number; cards: number; outside: string[] }[];
  /**
   * `code`: edge of the dark modules' square in mm. `quiet`: modules left free around it.
   * `typed`: the code in letters, and how high its capitals are in mm.
   */
  cards: { name: string; code: number; quiet: number; overflows: boolean; typed: { code: string; height: number } }[];
}

function measure(page: Page): Promise<Layout> {
  return page.evaluate((pxPerMm) => {
    const name = (element: Element) => element.getAttribute('aria-label') ?? '';
    const cards = [...document.querySelectorAll('article')].map((card) => {
      const svg = card.querySelector('svg');
      const modules = svg?.querySelector('path')?.getBBox();
      if (!svg || !modules) throw new Error(`${name(card)} has no code`);
      const letters = card.querySelector('strong');
      const pen = new OffscreenCanvas(1, 1).getContext('2d');
      if (!letters || !pen) throw new Error(`${name(card)} has no code to type`);
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(letters);
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const { baseVal } = svg.viewBox;
      const scale = svg.getBoundingClientRect().width / baseVal.width;
      return {
        name: name(card),
        code: (modules.width * scale) / pxPerMm,
        typed: { code: letters.textContent ?? '', height: pen.measureText('H').actualBoundingBoxAscent / pxPerMm },
        quiet: Math.min(
          modules.x - baseVal.x,
          modules.y - baseVal.y,
          baseVal.x + baseVal.width - modules.x - modules.width,
          baseVal.y + baseVal.height - modules.y - modules.height,
        ),
        overflows: card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth,
      };
    });
    const sheets = [...document.querySelectorAll('main [role="group"]')].map((sheet) => {
      const box = sheet.getBoundingClientRect();
      const inside = [...sheet.querySelectorAll('article')];
      const beyond = (card: Element) => {
        const { top, left, right, bottom } = card.getBoundingClientRect();
        return top < box.top - 1 || left < box.left - 1 || right > box.right + 1 || bottom > box.bottom + 1;
      };
      return {
        width: box.width / pxPerMm,
        height: box.height / pxPerMm,
        cards: inside.length,
        outside: inside.filter(beyond).map(name),
      };
    });
    return { sheets, cards };
  }, PX_PER_MM);
}
