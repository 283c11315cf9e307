import type { Locator } from 'playwright-core';
import { admin as text } from '$text/en/admin';
import { newHouse, OWNER } from './harness/first-owner';
import { Guest } from './harness/guest';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { FloorScreen } from './harness/staff';
import { expect, test as base } from './harness/test';

const test = base.extend('house', async ({ afterwards }) => {
  const house = await newHouse();
  afterwards(() => house.stack.stop());
  return house;
});

const sheet = ({ page }: AdminScreen, name: string): Locator => page.getByRole('dialog', { name, exact: true });
const button = (where: Locator | AdminScreen['page'], name: string) => where.getByRole('button', { name, exact: true });

async function add(admin: AdminScreen, wish: { section?: string; count: string; prefix?: string; seats?: string }) {
  await button(admin.page, text.tables.add).first().click();
  const open = sheet(admin, text.add.title);
  if (wish.section) {
    const list = open.getByRole('combobox', { name: text.section.label });
    if (await list.isVisible()) {
      await list.selectOption({ label: text.section.other });
      await open.getByLabel(text.section.otherName).fill(wish.section);
    } else await open.getByLabel(text.section.label).fill(wish.section);
  }
  await open.getByLabel(text.add.count).fill(wish.count);
  if (wish.seats) await open.getByLabel(text.add.seats).fill(wish.seats);
  if (wish.prefix) await open.getByLabel(text.add.prefix).fill(wish.prefix);
  await button(open, text.add.submit).click();
  return open;
}

test.for(['phone', 'desk'] as const)('a new house makes its tables at a %s, and the open floor shows them', async (kind, {
  house,
  device,
}) => {
  const { stack } = house;
  const admin = new AdminScreen(await device('owner', kind), stack.url);
  await admin.signIn(OWNER);
  await admin.page.getByText(text.tables.none).waitFor();
  const floor = new FloorScreen(await device('floor', 'phone'), stack.url);
  await floor.signIn(OWNER);

  const open = await add(admin, { count: '0' });
  await open.getByText(text.add.range(1, 40)).waitFor();
  await open.getByLabel(text.add.count).fill('12');
  await open.getByText(text.add.preview('1', '12')).waitFor();
  await button(open, text.add.submit).click();
  await open.waitFor({ state: 'hidden' });
  await add(admin, { section: 'Outside', count: '6', prefix: 'O', seats: '2' });
  await admin.page.getByRole('heading', { name: 'Outside' }).waitFor();
  await admin.page.getByText(text.tables.summary(18), { exact: true }).waitFor();
  await admin.page.getByRole('heading', { name: text.add.first }).waitFor();
  // Nobody touches the floor's screen.
  await floor.tile({ id: '', name: 'O6', code: '' }).waitFor();
  expect(await floor.page.getByRole('button', { name: /^(O?\d+)\b/ }).count()).toBe(18);

  await admin.showCards();
  await admin.page.locator('main img').nth(17).waitFor();
  expect(await admin.page.locator('main img').count()).toBe(18);
  // Before the house does: a live screen would miss it.
  await floor.device.context.close();
});

test('a table is changed and removed, but not from under a party', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const phone = await device('phone', 'phone');
  // It looks its table up again when the party has left, which may be when the table is gone.
  phone.expects({ at: `/tables/${table.code}`, says: '404' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const desk = await device('admin', 'phone');
  desk.expects({ at: `/tables/${table.id}`, says: '409' }, { at: `/tables/${table.id}`, says: '422' });
  const admin = await AdminScreen.start(desk, stack);
  const floor = await FloorScreen.start(await device('floor', 'desk'), stack);

  await button(await admin.show(table), text.card.change).click();
  let open = sheet(admin, text.change.title(table.name));
  await open.getByText(text.change.nameHint).waitFor();
  await button(open, text.remove.button).click();
  await button(open, text.remove.submit).click();
  await admin.page.getByText(text.remove.taken).first().waitFor();
  await guest.add('Vada Pav');

  await button(await admin.show(table), text.card.change).click();
  open = sheet(admin, text.change.title(table.name));
  await field(open, text.change.name).fill('H2');
  await button(open, text.change.submit).click();
  await open.getByText(text.change.taken).waitFor();
  await field(open, text.change.name).fill('Window');
  await field(open, text.change.seats).fill('8');
  await open.getByRole('combobox', { name: text.section.label }).selectOption({ label: text.section.other });
  await open.getByLabel(text.section.otherName).fill('Bay');
  await button(open, text.change.submit).click();
  await open.waitFor({ state: 'hidden' });
  await admin.page.getByRole('heading', { name: 'Bay', exact: true }).waitFor();
  // The party keeps the old name on the floor, the table gets the new one when it leaves.
  await floor.page.getByRole('heading', { name: 'Bay' }).waitFor();
  await floor.tile(table).waitFor();
  await office.close(session.id);
  const window = { ...table, name: 'Window' };
  await floor.tile(window).waitFor();

  await button(admin.page, text.tables.rename('Bay')).click();
  open = sheet(admin, text.section.title);
  await field(open, text.section.name).fill('Tram Hall');
  desk.expects({ at: '/sections/', says: '422' });
  await button(open, text.change.submit).click();
  await open.getByText(text.section.taken).waitFor();
  await field(open, text.section.name).fill('Bay side');
  await button(open, text.change.submit).click();
  await admin.page.getByRole('heading', { name: 'Bay side' }).waitFor();
  await floor.page.getByRole('heading', { name: 'Bay side' }).waitFor();

  await button(await admin.show(window), text.card.change).click();
  open = sheet(admin, text.change.title('Window'));
  await button(open, text.remove.button).click();
  await button(open, text.remove.keep).click();
  await button(open, text.remove.button).click();
  await button(open, text.remove.submit).click();
  await admin.page.getByText(text.remove.done('Window')).first().waitFor();
  await floor.tile(window).waitFor({ state: 'hidden' });
  expect(await admin.page.getByRole('heading', { name: 'Bay side' }).count()).toBe(0);
  // The printed card leads nowhere from then on.
  const late = await device('late', 'phone');
  late.expects({ at: `/tables/${table.code}`, says: '404' });
  await late.page.goto(`${stack.url}/#${table.code}`);
  await late.page.getByRole('heading').first().waitFor();
  expect(await (await fetch(`${stack.url}/api/v1/tables/${table.code}`)).status).toBe(404);
});

test('an answer that gets lost makes no second tables', async ({ house, device }) => {
  const { stack } = house;
  const phone = await device('owner', 'phone');
  phone.expects({ at: '/tables', says: 'ERR' });
  const admin = new AdminScreen(phone, stack.url);
  await admin.signIn(OWNER);
  let lost = 0;
  await admin.page.route('**/api/v1/branches/*/tables', async (route) => {
    lost += 1;
    if (lost > 4) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  const open = await add(admin, { count: '3' });
  await open.getByText(text.add.again).waitFor({ timeout: 60_000 });
  await admin.page.unroute('**/api/v1/branches/*/tables');
  await button(open, text.add.submit).click();
  await open.waitFor({ state: 'hidden' });
  await admin.page.getByText(text.tables.summary(3), { exact: true }).waitFor();
});

test('the tables, in each of their states', async ({ house, device }) => {
  const { stack } = house;
  const admin = new AdminScreen(await device('owner', 'phone', { reducedMotion: 'reduce' }), stack.url);
  await admin.signIn(OWNER);
  const page = new Inspection(admin.page, 48);
  await page.look('no tables');
  await button(admin.page, text.tables.add).first().click();
  const open = sheet(admin, text.add.title);
  await button(open, text.add.submit).click();
  await page.look('how many is missing');
  await open.getByLabel(text.add.count).fill('4');
  await button(open, text.add.submit).click();
  await open.waitFor({ state: 'hidden' });
  await page.look('tables');
  await button(admin.page, text.tables.add).first().click();
  await sheet(admin, text.add.title).getByRole('combobox').selectOption({ label: text.section.other });
  await page.look('another section');
  await admin.closeSheet();
  await button(admin.page, text.tables.rename(text.add.first)).click();
  await page.look('a section');
  await admin.closeSheet();
  await button(await admin.show({ id: '', name: '1', code: '' }), text.card.change).click();
  await page.look('a table');
  await button(sheet(admin, text.change.title('1')), text.remove.button).click();
  await page.look('removing it');
  expect(page.problems).toEqual([]);
});
