import type { Route } from 'playwright-core';
import type { Figures } from '$api/types';
import { board as boardText } from '$text/en/board';
import { owner as text } from '$text/en/owner';
import { till as tillText } from '$text/en/till';
import type { BackOffice } from './harness/back-office';
import { money } from './harness/agree';
import { taxed } from './harness/billing';
import { Inspection } from './harness/inspection';
import { OFF, paid } from './harness/money';
import { OwnerScreen } from './harness/office-pages';
import { RemoteGuest } from './harness/remote-guest';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

test('an order shows and counts while it comes in; a cancelled one counts no more', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const screen = await OwnerScreen.start(await device('owner', 'phone'), stack);
  const reloads: string[] = [];
  screen.page.on('domcontentloaded', (page) => reloads.push(page.url()));
  const before = await figuresOf(office);
  const orders = screen.figure(text.headline.orders);
  await orders.filter({ hasText: new RegExp(`^${before.today.orders}$`) }).waitFor();

  await guest.add('vada-pav', 2);
  const order = await guest.order();
  const accept = screen.page.getByRole('button', { name: text.recent.acceptOf(order.number) });
  await accept.waitFor();
  // It waits, and counts nowhere before somebody accepts it.
  await screen.page.getByText(text.headline.pending(1), { exact: true }).waitFor();
  await screen.figure(text.now.placed).filter({ hasText: /^1$/ }).waitFor();
  expect((await figuresOf(office)).today).toEqual(before.today);

  await accept.click();
  await screen.figure(text.now.accepted).filter({ hasText: /^1$/ }).waitFor();
  await screen.figure(text.now.preparing).filter({ hasText: /^0$/ }).waitFor();
  await screen.row(order.number, table).getByText(text.order.status.accepted).waitFor();
  await orders.filter({ hasText: new RegExp(`^${before.today.orders + 1}$`) }).waitFor();
  const ordered = async () => (await figuresOf(office)).today.amount.minor - before.today.amount.minor;
  await expect.poll(ordered).toBe(order.total.minor);
  const sheet = await screen.show(order.number, table);
  await sheet.getByRole('button', { name: text.order.to.preparing }).click();
  await sheet.getByText(text.order.status.preparing, { exact: true }).waitFor();
  await sheet.getByRole('button', { name: text.order.to.cancelled }).click();
  await sheet.getByLabel(boardText.reason.label).last().fill('Spilt on the way');
  await sheet.getByRole('button', { name: boardText.reason.submit.cancelled }).click();
  await sheet.waitFor({ state: 'hidden' });
  const row = screen.row(order.number, table);
  await row.getByText(text.order.status.cancelled).waitFor();
  await row.getByText(text.order.reason('Spilt on the way')).waitFor();
  const [line] = order.lines;
  if (!line) throw new Error('an order without lines');
  await row.getByText(text.recent.lines([{ name: line.name, quantity: 2, options: [] }]), { exact: true }).waitFor();
  await orders.filter({ hasText: new RegExp(`^${before.today.orders}$`) }).waitFor();
  expect((await figuresOf(office)).today).toEqual(before.today);
  expect(reloads).toEqual([]);
});

test('what is billed and paid shows as revenue, net, tax and by how it was paid', async ({ stack, office, device }) => {
  await taxed(office);
  const screen = await OwnerScreen.start(await device('owner', 'phone', STILL), stack);
  const { page } = screen;
  const before = (await figuresOf(office)).money;
  const row = (name: string) =>
    page.getByRole('region', { name: text.money.title }).locator('dl > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}`) }) });
  const shows = (name: string, minor: number) => row(name).first().getByText(money(minor)).waitFor();
  await page.getByRole('region', { name: text.money.title }).waitFor();
  const card = await paid(office, 'card', 500);
  const cash = await paid(office, 'cash', 0, OFF);
  // The page was told of it and asked again.
  const { money: now, fortnight } = await figuresOf(office);
  expect(now.revenue.minor - before.revenue.minor).toBe(card + cash);
  await shows(text.money.revenue, now.revenue.minor);
  await shows(text.money.net, now.net.total.minor);
  await shows(text.money.beforeTax, now.before_tax.minor);
  await shows(tillText.money.method.card, now.payments.find(({ method }) => method === 'card')?.amount.minor ?? 0);
  await shows(text.money.tips, now.tips.minor);
  await shows(tillText.openItems.kind.pickup, now.channels.find(({ channel }) => channel === 'pickup')?.net.minor ?? 0);
  expect(now.tax.minor).toBeGreaterThan(0);
  // What was taken off is told with its reason, and what was on the house apart.
  expect([now.discounts.count - before.discounts.count, now.comps.count - before.comps.count]).toEqual([1, 1]);
  await shows(text.money.discounts, now.discounts.amount.minor);
  await shows('Regular guest', now.discounts.reasons.find(({ reason }) => reason === 'Regular guest')?.amount.minor ?? 0);
  await shows(text.money.onTheHouse, now.comps.amount.minor);
  await shows('Waited too long', now.comps.reasons.find(({ reason }) => reason === 'Waited too long')?.amount.minor ?? 0);
  await page.getByText(text.money.netAndTax(money(now.net.total.minor), money(now.tax.minor))).waitFor();
  const inspection = new Inspection(page, 48);
  await inspection.look('money of today');
  await page.getByRole('button', { name: text.money.span.fortnight, exact: true }).press('Enter');
  await shows(text.money.revenue, fortnight.revenue.minor);
  await inspection.look('money of a fortnight');
  expect(inspection.problems).toEqual([]);
});

test('an order that somebody else ended says so', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Bela');
  const desk = await device('owner', 'desk');
  desk.expects({ at: '/orders/', says: '409' });
  const screen = await OwnerScreen.start(desk, stack);
  await guest.add('vada-pav');
  const order = await guest.order();
  const sheet = await screen.show(order.number, table);
  await sheet.getByRole('button', { name: text.order.to.rejected }).click();
  await sheet.getByLabel(boardText.reason.label).last().fill('Too late');
  // The page is slower than the kitchen: its answer was on the way already.
  await screen.page.route(/\/orders\//, async (route) => {
    await office.advance(order, 'accepted');
    await route.continue();
  }, { times: 1 });
  await sheet.getByRole('button', { name: boardText.reason.submit.rejected }).click();
  await screen.page.getByText(`Order ${order.number}: Reject was not saved, it is waiting for the kitchen.`).first().waitFor();
  await sheet.getByText(text.order.status.accepted, { exact: true }).waitFor();
});

test('the owner page, in each of its states', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  const order = await guest.order();
  const screen = await OwnerScreen.start(await device('owner', 'phone', STILL), stack);
  const page = new Inspection(screen.page, 48);
  await screen.page.getByRole('heading', { name: text.chart.hours }).waitFor();
  await page.look('figures');
  await screen.page.getByRole('button', { name: text.chart.showTableOf(text.chart.hours) }).click();
  await page.look('numbers');
  const sheet = await screen.show(order.number, table);
  await page.look('an order');
  await sheet.getByRole('button', { name: text.order.to.rejected }).click();
  await page.look('a reason');
  expect(page.problems).toEqual([]);
});

test('the owner page without its figures: loading, failed and stale', async ({ stack, office, device }) => {
  const phone = await device('owner', 'phone', STILL);
  phone.expects({ at: '/figures', says: 'ERR_FAILED' });
  const FIGURES = /\/figures$/;
  const held: Route[] = [];
  await phone.page.route(FIGURES, (route) => void held.push(route));
  const screen = new OwnerScreen(phone, stack.url);
  const asked = phone.page.waitForRequest(FIGURES);
  const signedIn = screen.signIn(stack.staff('owner'));
  const page = new Inspection(screen.page, 48);
  await asked;
  await page.look('loading');

  await phone.page.route(FIGURES, (route) => route.abort());
  for (const route of held) await route.abort();
  await screen.page.getByText(text.failed.title).waitFor();
  await page.look('failed');

  await phone.page.unroute(FIGURES);
  await signedIn;
  await screen.page.getByRole('heading', { name: text.headline.title }).waitFor();
  await phone.page.route(FIGURES, (route) => route.abort());
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('vada-pav');
  await office.advance(await guest.order(), 'accepted');
  await screen.page.getByText(text.stale('').split('.')[0] ?? '').waitFor();
  await page.look('stale');
  expect(page.problems).toEqual([]);
});

async function figuresOf({ stack, token }: BackOffice): Promise<Figures> {
  const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/figures`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Figures;
}
