import type { Locator, Page } from 'playwright-core';
import { admin as text } from '$text/en/admin';
import { common } from '$text/en/common';
import { guest as guestText } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { menuEditor as menuText } from '$text/en/menu-editor';
import { seat } from '$text/en/seat';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { Guest, SEND } from './harness/guest';
import { field, Hand } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { scan } from './harness/scan';
import { Stack } from './harness/stack';
import { KitchenTablet } from './harness/staff';
import { expect, test as base } from './harness/test';

const test = base.extend('empty', async ({}, { onCleanup }) => {
  const stack = await Stack.startEmpty();
  onCleanup(() => stack.stop());
  return stack;
});

/** What the whole way may take of the owner, and of the first guest. A longer way fails. */
const MOST = { owner: { taps: 31, fields: 12 }, guest: { taps: 6, fields: 2 } };

const button = (where: Page | Locator, name: string) => where.getByRole('button', { name, exact: true });

/** The way over the menu that every page of the staff has. */
async function go(page: Page, hand: Hand, to: keyof typeof staffText.page): Promise<void> {
  await hand.tap(page.getByRole('button', { name: staffText.account.open }));
  await hand.tap(page.getByRole('dialog').getByRole('link', { name: staffText.page[to] }));
  await page.waitForURL(({ pathname }) => pathname === to);
}

const step = (page: Page, name: keyof typeof text.steps.name) =>
  page.getByRole('region', { name: text.steps.title }).getByRole('listitem').filter({ hasText: text.steps.name[name] });

async function setTheHouseUp(page: Page, hand: Hand, stack: Stack): Promise<void> {
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
async function makeTables(page: Page, hand: Hand): Promise<void> {
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

async function writeAMenu(page: Page, hand: Hand): Promise<void> {
  const dialog = page.getByRole('dialog');
  const add = async () => {
    await hand.tap(button(dialog, menuText.form.add));
    await dialog.waitFor({ state: 'hidden' });
  };
  await hand.tap(step(page, 'menu').getByRole('link').first());
  await hand.tap(button(page, menuText.station.add));
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

test('a sample menu to try everything with is put there and taken away in one step each', async ({ empty, device }) => {
  const [hand, { page }] = [new Hand(), await device('owner', 'phone')];
  await setTheHouseUp(page, hand, empty);
  await hand.tap(step(page, 'menu').getByRole('link', { name: text.steps.fromSample }));
  await hand.tap(button(page, menuText.sample.start));
  await page.getByText(menuText.sample.there).waitFor();
  const review = page.getByRole('dialog');
  const publish = async () => {
    await hand.tap(button(page, menuText.actions.publish));
    await hand.tap(button(review, menuText.review.publish));
    await review.waitFor({ state: 'hidden' });
    await page.getByText(menuText.state.same).waitFor();
  };
  await publish();
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.sample).waitFor();
  // A dish that the owner adds to it stays.
  await hand.tap(step(page, 'menu').getByRole('link').first());
  await hand.tap(button(page, menuText.actions.addItem).first());
  await hand.type(field(review, menuText.item.name), 'Bhel Puri');
  await hand.type(field(review, menuText.item.price('INR')), '90');
  await hand.tap(button(review, menuText.form.add));
  await review.waitFor({ state: 'hidden' });
  const inspection = new Inspection(page, 48);
  await inspection.look('the menu page with a sample');
  await hand.tap(button(page, menuText.sample.remove));
  const sure = page.getByRole('group').filter({ has: button(page, menuText.form.keep) });
  await hand.tap(button(sure, menuText.sample.remove));
  await page.getByText(menuText.sample.there).waitFor({ state: 'hidden' });
  await page.getByText('Bhel Puri').first().waitFor();
  expect(await page.getByText('Margherita pizza').count()).toBe(0);
  await publish();
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.done).waitFor();
  expect(inspection.problems).toEqual([]);
});

test.for(['desk', 'phone'] as const)('from nothing to the first order served, by taps alone: the owner at a %s', async (kind, {
  empty,
  device,
}) => {
  const owner = await device('owner', kind);
  const [hand, { page }] = [new Hand(), owner];
  await setTheHouseUp(page, hand, empty);
  await makeTables(page, hand);
  await writeAMenu(page, hand);

  // Left, and come back to: what is done is ticked by what the house has.
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.done).waitFor();
  await page.getByText(text.steps.lead(2, 7)).waitFor();
  await hand.tap(step(page, 'cards').getByRole('link'));
  const card = new AdminScreen(owner, empty.url).card({ name: '1' });
  const code = (await card.getAttribute('alt'))?.split(' ').at(-1) ?? '';
  await hand.tap(page.getByRole('link', { name: text.print.back }));
  await hand.tap(step(page, 'try').getByRole('button').first());
  const trial = page.getByRole('dialog', { name: text.try.title, exact: true });
  await hand.tap(button(trial, text.try.open('1')));
  const picture = await trial.getByRole('img', { name: text.card.qr('1') }).screenshot();
  expect(await scan(page, picture)).toMatch(new RegExp(`${code}$`));
  const pin = (await trial.locator('.pin').textContent()) ?? '';
  const table = { id: '', name: '1', code };

  const visit = new Hand();
  const guest = new Guest(await device('guest', 'phone'), empty.url, 'Asha');
  visit.taps += 1;
  await guest.scan(table);
  await visit.tap(guest.button(guestText.bar.join));
  await visit.type(guest.dialog().getByLabel(seat.join.pin), pin);
  await visit.type(guest.dialog().getByLabel(seat.join.name), 'Asha');
  await visit.tap(guest.dialog().getByRole('button', { name: seat.join.submit, exact: true }));
  await guest.seated();
  await visit.tap(guest.button(new RegExp(`^${guestText.menu.addNamed('Bhel Puri')}\\b`)));
  await guest.cartButton.filter({ hasText: guestText.bar.items(1) }).waitFor();
  await visit.tap(guest.cartButton);
  await visit.tap(guest.cart.getByRole('button', { name: SEND }));
  const number = await guest.confirmed();
  await guest.followOrder();
  // Nobody touches the owner's page.
  await trial.getByText(text.try.arrived(number)).waitFor();

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

  const counted = { owner: count(hand), guest: count(visit) };
  console.log(`from nothing to the first order, at a ${kind}: ${JSON.stringify(counted)}`);
  for (const who of ['owner', 'guest'] as const) {
    expect(counted[who].taps).toBeLessThanOrEqual(MOST[who].taps);
    expect(counted[who].fields).toBeLessThanOrEqual(MOST[who].fields);
  }
  // Whoever has had an order is led nowhere any more.
  await page.goto(`${empty.url}/admin`);
  await page.getByText(text.tables.summary(18), { exact: true }).waitFor();
  await expect.poll(() => page.getByRole('region', { name: text.steps.title }).count()).toBe(0);
  // Before the house does: a live phone would miss it.
  await guest.device.context.close();
});

const count = ({ taps, fields }: Hand) => ({ taps, fields });
