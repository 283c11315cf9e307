import { readFileSync } from 'node:fs';
import type { CardSheet } from '$api/types';
import { address as addressText } from '$text/en/address';
import { admin as text } from '$text/en/admin';
import { floor as floorText } from '$text/en/floor';
import { setUp } from '$text/en/set-up';
import { findings } from './harness/axe';
import type { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

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
    const picture = decodeURIComponent((await admin.card({ name: `5 · ${section}` }).getAttribute('src')) ?? '');
    expect(picture).toContain(section);
  }
  await page.unrouteAll({ behavior: 'wait' });
  const note = page.getByText(addressText.reach.device);
  await note.waitFor();
  const print = await page.getByRole('button', { name: text.print.button, exact: true }).elementHandle();
  expect(await note.evaluate((one, other) => Boolean(one.compareDocumentPosition(other as Node) & 4), print)).toBe(true);
});

test('what was said at set-up is put right: the name, the clock and the end of the day', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'phone', STILL), stack);
  const form = page.getByRole('form', { name: text.settings.title });
  const save = form.getByRole('button', { name: text.settings.save });
  const before = (await cardsOf(office)).branch;
  const name = field(form, text.settings.name);
  await name.fill(' ');
  await save.click();
  await form.getByText(text.settings.missing).waitFor();
  await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
  await name.fill('Mill Lane');
  await field(form, setUp.form.zone).selectOption('Europe/Berlin');
  await field(form, setUp.form.closing).fill('half past four');
  await save.click();
  await form.getByText(text.settings.fields.closing_hour).waitFor();
  await field(form, setUp.form.closing).fill('midnight');
  expect(await findings(page)).toEqual([]);
  await save.click();
  await form.getByText(text.settings.same).waitFor();
  await page.getByRole('heading', { name: 'Mill Lane' }).waitFor();
  expect((await cardsOf(office)).branch).toMatchObject({ name: 'Mill Lane', time_zone: 'Europe/Berlin', closing_hour: 0 });

  // A guest who comes now finds it under its name.
  const guest = new Guest(await device('guest', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  await guest.page.getByText('Mill Lane').first().waitFor();
  const { time_zone, closing_hour } = before;
  await office.settle({ name: before.name, time_zone, closing_hour });
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
