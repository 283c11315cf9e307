import type { Locator, Page } from 'playwright-core';
import { admin as text } from '$text/en/admin';
import { common } from '$text/en/common';
import { guest as guestText } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { menuEditor as menuText } from '$text/en/menu-editor';
import { seat } from '$text/en/seat';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import type { Device } from './device';
import { Guest, SEND } from './guest';
import { field, Hand } from './hand';
import { AdminScreen } from './office-pages';
import { scan } from './scan';
import type { Stack, Table } from './stack';
import { KitchenTablet } from './staff';

/** What somebody did on the whole way. */
export type Count = Pick<Hand, 'taps' | 'fields'>;

/** What the whole way may take of the owner, and of the first guest. A longer way fails; docs/benchmarks.md says what it takes. */
export const MOST = { owner: { taps: 30, fields: 12 }, guest: { taps: 6, fields: 2 } } as const satisfies Record<string, Count>;

export const button = (where: Page | Locator, name: string) => where.getByRole('button', { name, exact: true });

/** The way over the menu that every page of the staff has. */
export async function go(page: Page, hand: Hand, to: keyof typeof staffText.page): Promise<void> {
  await hand.tap(page.getByRole('button', { name: staffText.account.open }));
  await hand.tap(page.getByRole('dialog').getByRole('link', { name: staffText.page[to] }));
  await page.waitForURL(({ pathname }) => pathname === to);
}

export const step = (page: Page, name: keyof typeof text.steps.name) =>
  page.getByRole('region', { name: text.steps.title }).getByRole('listitem').filter({ hasText: text.steps.name[name] });

export async function setTheHouseUp(page: Page, hand: Hand, stack: Stack): Promise<void> {
  await page.goto(`${stack.url}/set-up#${stack.ready.set_up_code}`);
  await button(page, setUp.form.submit).waitFor();
  await hand.type(field(page, setUp.form.brand), 'The Lanes');
  await hand.type(field(page, setUp.form.branch), 'Lake Road');
  await hand.type(field(page, setUp.form.name), 'Vera');
  await hand.type(field(page, setUp.form.login), 'vera@lane.example');
  await hand.type(field(page, setUp.form.password), 'four plain words');
  await hand.tap(button(page, setUp.form.submit));
  await hand.tap(page.getByRole('link', { name: setUp.goOn }));
  await step(page, 'tables').waitFor();
}

/** "12 in the hall, 6 outside". */
export async function makeTables(page: Page, hand: Hand): Promise<void> {
  const open = page.getByRole('dialog', { name: text.add.title, exact: true });
  await hand.tap(step(page, 'tables').getByRole('button').first());
  await hand.type(open.getByLabel(text.add.count), '12');
  await hand.tap(button(open, text.add.submit));
  await open.waitFor({ state: 'hidden' });
  await hand.tap(button(page, text.tables.add));
  await hand.choose(open.getByRole('combobox', { name: text.section.label }), text.section.other);
  await hand.type(open.getByLabel(text.section.otherName), 'Outside');
  await hand.type(open.getByLabel(text.add.count), '6');
  await hand.tap(button(open, text.add.submit));
  await open.waitFor({ state: 'hidden' });
  await page.getByText(text.tables.summary(18), { exact: true }).waitFor();
  await step(page, 'tables').getByText(text.steps.done).waitFor();
}

export async function writeAMenu(page: Page, hand: Hand): Promise<void> {
  const dialog = page.getByRole('dialog');
  const add = async () => {
    await hand.tap(button(dialog, menuText.form.add));
    await dialog.waitFor({ state: 'hidden' });
  };
  // The step leads to where stations are made, on the menu's page.
  await hand.tap(step(page, 'stations').getByRole('link').first());
  await hand.tap(button(page, menuText.station.add).and(page.locator(':focus')));
  await hand.type(field(dialog, menuText.station.name), 'Kitchen');
  await add();
  await hand.tap(button(page, menuText.actions.addCategory).first());
  await hand.type(field(dialog, menuText.category.name), 'Snacks');
  await add();
  await hand.tap(button(page, menuText.actions.addItem).first());
  await hand.type(field(dialog, menuText.item.name), 'Bhel Puri');
  await hand.type(field(dialog, menuText.item.price('INR')), '90');
  await add();
  await hand.tap(button(page, menuText.actions.publish));
  await hand.tap(button(dialog, menuText.review.publish));
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(menuText.state.same).waitFor();
}

/** The code of table 1, and the link that a phone reads on its card: that of the page of the branch's menu. */
async function readCard(admin: AdminScreen): Promise<[code: string, link: string]> {
  const card = admin.card({ name: '1' });
  const code = (await card.getAttribute('alt'))?.split(' ').at(-1) ?? '';
  const [, drawn = ''] = (await card.getAttribute('src'))?.split(/,(.*)/s) ?? [];
  // A tent has its code on both sides.
  const link = await scan(admin.page, Buffer.from(decodeURIComponent(drawn)), { type: 'image/svg+xml', without: 0.5 });
  const { origin, pathname, hash } = new URL(link ?? '');
  if (!code || origin !== admin.origin || !/^\/m\/[^/]+$/.test(pathname) || hash !== `#${code}`) {
    throw new Error(`the card of table 1, with the code ${code}, leads to ${link}`);
  }
  return [code, link ?? ''];
}

/** The owner opens table 1 from the last of the steps, and a guest who scans its code there orders a dish. */
export async function tryItOut(
  empty: Stack,
  [owner, hand]: readonly [Device, Hand],
  [phone, visit]: readonly [Device, Hand],
  dish: string,
): Promise<{ guest: Guest; table: Table; number: number }> {
  const { page } = owner;
  await hand.tap(step(page, 'cards').getByRole('link'));
  const [code, link] = await readCard(new AdminScreen(owner, empty.url));
  await hand.tap(page.getByRole('link', { name: text.print.back }));
  await hand.tap(step(page, 'try').getByRole('button').first());
  const trial = page.getByRole('dialog', { name: text.try.title, exact: true });
  await hand.tap(button(trial, text.try.open('1')));
  const picture = await trial.getByRole('img', { name: text.card.qr('1') }).screenshot();
  const scanned = await scan(page, picture);
  if (scanned !== link) throw new Error(`the screen leads to ${scanned}, the card of table 1 to ${link}`);
  const pin = (await trial.locator('.pin').textContent()) ?? '';
  const table = { id: '', name: '1', code };

  const guest = new Guest(phone, empty.url, 'Asha');
  visit.taps += 1;
  await guest.follow(link);
  await visit.tap(guest.button(guestText.bar.join));
  await visit.type(guest.dialog().getByLabel(seat.join.pin), pin);
  await visit.type(guest.dialog().getByLabel(seat.join.name), 'Asha');
  await visit.tap(guest.dialog().getByRole('button', { name: seat.join.submit, exact: true }));
  await guest.seated();
  await visit.tap(guest.button(new RegExp(`^${guestText.menu.addNamed(dish)}\\b`)));
  await guest.cartButton.filter({ hasText: guestText.bar.items(1) }).waitFor();
  await visit.tap(guest.cartButton);
  await visit.tap(guest.cart.getByRole('button', { name: SEND }));
  const number = await guest.confirmed();
  await guest.followOrder();
  // Nobody touches the owner's page.
  await trial.getByText(text.try.arrived(number)).waitFor();
  return { guest, table, number };
}

/**
 * From a house that nobody has set up to the first order served, by taps alone: 12 tables in the hall and 6 outside, a
 * menu of one dish, a look at the cards, and a guest who orders at table 1. What the owner and the guest did for it.
 */
export async function firstOrder(empty: Stack, owner: Device, phone: Device): Promise<{ owner: Count; guest: Count }> {
  const [hand, { page }] = [new Hand(), owner];
  await setTheHouseUp(page, hand, empty);
  await makeTables(page, hand);
  await writeAMenu(page, hand);

  // Left, and come back to: what is done is ticked by what the house has.
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.done).waitFor();
  await page.getByText(text.steps.lead(3, 8)).waitFor();
  const visit = new Hand();
  const { guest, table, number } = await tryItOut(empty, [owner, hand], [phone, visit], 'Bhel Puri');

  if (await page.getByRole('dialog').isVisible()) await hand.tap(button(page.getByRole('dialog'), common.close));
  await go(page, hand, '/kitchen');
  const kitchen = new KitchenTablet(owner, empty.url);
  await kitchen.live();
  for (const [action, shown] of [
    ['accept', 'Accepted'],
    ['start', 'Cooking'],
    ['ready', 'Ready'],
    ['serve', 'Served'],
  ] as const) {
    const name = kitchenText.actionOf(kitchenText.action[action], number, table.name);
    await hand.tap(kitchen.ticket(number).getByRole('button', { name }));
    await guest.step(number).getByText(shown).waitFor();
  }

  return { owner: count(hand), guest: count(visit) };
}

const count = ({ taps, fields }: Hand): Count => ({ taps, fields });
