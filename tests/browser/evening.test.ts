import type { LineStatus } from '$api/types';
import { board as boardText } from '$text/en/board';
import { floor as floorText } from '$text/en/floor';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { seat } from '$text/en/seat';
import { floorAgrees, kitchenAgrees, money, ownerAgrees, phoneAgrees } from './harness/agree';
import type { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { OwnerScreen } from './harness/office-pages';
import { FloorScreen, KitchenTablet } from './harness/staff';
import type { Table } from './harness/stack';
import { expect, test } from './harness/test';

test('an evening: four tables, eight phones, two stations, a floor and an owner agree to the end', { timeout: 600_000 }, async ({
  stack,
  office,
  device,
}) => {
  const tables = [stack.freeTable(), stack.freeTable(), stack.freeTable(), stack.freeTable()] as const;
  const [family, apart, late, single] = tables;
  const waiter = await device('floor', 'desk');
  const floor = await FloorScreen.start(waiter, stack);
  const owner = await OwnerScreen.start(await device('owner', 'desk'), stack);
  const stations = { griddle: await device('griddle', 'tablet'), tandoor: await device('tandoor', 'tablet') };
  const griddle = await KitchenTablet.start(stations.griddle, stack);
  const tandoor = await KitchenTablet.start(stations.tandoor, stack);
  // A tap that comes before somebody else's change of the same order is refused once, and the page sends it again.
  for (const screen of [waiter, ...Object.values(stations)]) screen.expects({ at: '/orders/', says: '409' });
  await griddle.pickStation('Griddle & Snacks');
  await tandoor.pickStation('Tandoor');
  const reloads: string[] = [];
  for (const { page } of [floor, owner, griddle, tandoor]) page.on('domcontentloaded', () => reloads.push(page.url()));

  // The waiter opens four tables in both modes; eight phones join by PIN.
  const seats: [string, Table, 'family' | 'individual'][] = [
    ...(['Asha', 'Bela', 'Chitra'] as const).map((name): [string, Table, 'family'] => [name, family, 'family']),
    ...(['Dev', 'Esha'] as const).map((name): [string, Table, 'individual'] => [name, apart, 'individual']),
    ...(['Farid', 'Gita'] as const).map((name): [string, Table, 'family'] => [name, late, 'family']),
    ['Hari', single, 'individual'],
  ];
  const pins = new Map<Table, string>();
  for (const [, table, mode] of seats) {
    if (pins.has(table)) continue;
    pins.set(table, await floor.openTable(table, mode));
    await floor.closeSheet();
  }
  const phones: Guest[] = [];
  for (const [name, table] of seats) {
    const phone = new Guest(await device(name, 'phone'), stack.url, name);
    await phone.sitDown(table, pins.get(table) ?? '');
    phones.push(phone);
  }
  const [asha, bela, chitra, dev, esha, farid, gita, hari] = phones as [Guest, Guest, Guest, Guest, Guest, Guest, Guest, Guest];
  const sessions = await Promise.all(tables.map(async (table) => (await office.tableOf(table))?.session?.id ?? ''));
  for (const [table, count] of [[family, 3], [apart, 2], [late, 2], [single, 1]] as const) {
    expect(await office.guestCount(table)).toBe(count);
  }

  // First round: one cart of three phones, and one cart for each phone of the next table.
  await asha.add('Vada Pav');
  await bela.add('Butter Roti');
  await chitra.add('Medu Vada');
  const first = await chitra.orderNow(3);
  await dev.add('Idli Sambar');
  const devs = await dev.orderNow(1);
  await esha.add('Lachha Paratha');
  const eshas = await esha.orderNow(1);
  await hari.add('Butter Roti');
  await hari.add('Smiley Fries');
  const haris = await hari.orderNow(2);

  // One order is rejected with a reason that its guests read; they order something else.
  await farid.add('Rasmalai');
  const rejected = await farid.orderNow(1);
  const [reason = ''] = boardText.reason.quick.slice(1);
  const sheet = await floor.show(late);
  await sheet.getByRole('button', { name: floorText.order.rejectOf(rejected) }).click();
  await sheet.getByRole('button', { name: reason }).click();
  await sheet.getByRole('button', { name: boardText.reason.submit.rejected }).click();
  await floor.closeSheet();
  await farid.openOrders();
  await farid.orderCard(rejected).getByText(reason).waitFor();
  await farid.closeSheet();
  await gita.add('Vada Pav');
  const second = await gita.orderNow(1);

  for (const number of [first, devs, eshas, haris, second]) {
    await floor.page.getByRole('button', { name: floorText.order.acceptOf(number) }).first().click();
  }

  // Each station cooks what is its own. What was ready too soon is taken back.
  const lineOf = (table: Table, number: number, dish: string) => lineStatus(office, table, number, dish);
  const cook = async (tablet: KitchenTablet, table: Table, number: number, dish: string) => {
    for (const status of ['cooking', 'ready'] as const) {
      await tablet.tapLine(number, dish);
      await expect.poll(() => lineOf(table, number, dish)).toBe(status);
    }
  };
  await cook(griddle, family, first, 'Vada Pav');
  await cook(griddle, family, first, 'Medu Vada');
  await cook(tandoor, family, first, 'Butter Roti');
  await cook(griddle, apart, devs, 'Idli Sambar');
  await griddle.ticket(devs, 'ready').getByRole('button', { name: kitchenText.back(devs) }).click();
  await expect.poll(() => lineOf(apart, devs, 'Idli Sambar')).toBe('cooking');
  await cook(tandoor, single, haris, 'Butter Roti');
  await griddle.tapLine(haris, 'Smiley Fries');
  await expect.poll(() => lineOf(single, haris, 'Smiley Fries')).toBe('cooking');
  await cook(griddle, late, second, 'Vada Pav');
  await floor.page.getByRole('button', { name: floorText.order.serveOf(first) }).first().click();

  // Calls: seen and done, and one that still waits.
  await asha.openCalls();
  await asha.call('water');
  const water = floor.todo(family, floorText.call.reasons.water);
  await water.getByRole('button', { name: floorText.call.acknowledgeOf('water', family.name) }).click();
  await asha.callRow('water').getByText(seat.calls.state['seen'] ?? '').waitFor();
  await water.getByRole('button', { name: floorText.call.resolveOf('water', family.name) }).click();
  await asha.callRow('water').getByText(/Done$/).waitFor();
  await asha.closeSheet();
  await esha.openCalls();
  await esha.call('bill');
  await floor.todo(apart, floorText.call.reasons.bill).waitFor();
  await esha.closeSheet();

  // A second round, not accepted yet: in the middle of it all screens are what is stored.
  await bela.add('Rumali Roti');
  const again = await bela.orderNow(1);
  expect(new Set([first, devs, eshas, haris, rejected, second, again]).size).toBe(7);
  const everybody = async () => {
    await kitchenAgrees(griddle, office, 'griddle');
    await kitchenAgrees(tandoor, office, 'tandoor');
    await floorAgrees(floor, office, tables);
    await ownerAgrees(owner, office, sessions);
  };
  await everybody();
  for (const [at, phone] of phones.entries()) {
    const table = seats[at]?.[1];
    await phoneAgrees(phone, office, sessions[tables.findIndex((one) => one === table)] ?? '');
  }

  // The owner accepts it from the list; the tables close, with a call open and dishes on the fire.
  await owner.page.getByRole('button', { name: `Accept order ${again}` }).click();
  await expect.poll(() => lineOf(family, again, 'Rumali Roti')).toBe('new');
  for (const table of tables) await floor.closeTable(table);
  for (const [at, phone] of phones.entries()) {
    const farewell = phone.dialog();
    await farewell.getByText(seat.ended.closedHeading).waitFor();
    const party = await office.party(sessions[tables.findIndex((one) => one === seats[at]?.[1])] ?? '');
    await farewell.getByText(money(party.check.total.minor), { exact: true }).first().waitFor();
  }
  await everybody();
  expect((await office.floor()).calls.map(({ reason }) => reason).join()).toBe('');
  expect(reloads.join()).toBe('');
});

/** How far a dish of an order is, as the kitchen's board has it. */
async function lineStatus(office: BackOffice, table: Table, number: number, dish: string): Promise<LineStatus | undefined> {
  const orders = await office.kitchenOrders(table);
  return orders.find((order) => order.number === number)?.lines.find(({ name }) => name === dish)?.status;
}
