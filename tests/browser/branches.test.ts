import type { Page } from 'playwright-core';
import { admin as adminText } from '$text/en/admin';
import { guest as guestText } from '$text/en/guest';
import { newBranch as words } from '$text/en/new-branch';
import { ownMenu as text } from '$text/en/own-menu';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { Guest, SEND } from './harness/guest';
import { Inspection } from './harness/inspection';
import { AdminScreen, MenuScreen } from './harness/office-pages';
import type { Device } from './harness/device';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (page: Page) => page.getByRole('dialog');
/** A dish or a choice in the list, by its first words. */
const row = (page: Page, name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });

/** The owner at the page of the first branch, on a phone. */
async function owner(device: Device, stack: Stack): Promise<Page> {
  const screen = new AdminScreen(device, stack.url);
  await screen.signIn(stack.staff('owner'));
  return device.page;
}

async function addBranch(page: Page, name: string, currency: string, zone: string): Promise<string> {
  const before = new URL(page.url()).searchParams.get('branch');
  await page.getByRole('button', { name: staffText.account.open }).click();
  await dialog(page).getByRole('link', { name: staffText.branch.add }).click();
  await page.getByRole('heading', { name: words.title }).waitFor();
  await page.getByLabel(words.name).fill(name);
  await page.getByLabel(setUp.form.currency).selectOption(currency);
  await page.getByLabel(setUp.form.zone).selectOption(zone);
  await button(page, words.submit).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await page.waitForURL(({ searchParams }) => searchParams.get('branch') !== before && !searchParams.has('new'));
  return new URL(page.url()).searchParams.get('branch') ?? '';
}

async function addTable(page: Page): Promise<string> {
  const steps = page.getByRole('region', { name: adminText.steps.title });
  await steps.getByRole('listitem').filter({ hasText: adminText.steps.name.tables }).getByRole('button').first().click();
  const open = page.getByRole('dialog', { name: adminText.add.title, exact: true });
  await open.getByLabel(adminText.add.count).fill('1');
  await open.getByRole('button', { name: adminText.add.submit }).click();
  await open.waitFor({ state: 'hidden' });
  await page.getByText(adminText.tables.summary(1), { exact: true }).waitFor();
  await steps.getByRole('listitem').filter({ hasText: adminText.steps.name.cards }).getByRole('link').click();
  const card = page.getByRole('img', { name: new RegExp(`^${adminText.print.card.alt('1', '')}`) });
  const code = (await card.getAttribute('alt'))?.split(' ').at(-1) ?? '';
  await page.getByRole('link', { name: adminText.print.back }).click();
  return code;
}

test('an owner adds a branch abroad, gives it prices of its own and hides a dish: guests of both branches see their own', async ({
  stack,
  office,
  device,
}) => {
  const page = await owner(await device('owner', 'phone'), stack);
  const branch = await addBranch(page, 'Harbour', 'EUR', 'Europe/Lisbon');
  // The steps to its first guests; the menu of the brand has no price here yet. The brand’s other owners work here too.
  await page.getByRole('region', { name: adminText.steps.title }).waitFor();
  await page.getByText(adminText.steps.lead(2, 8)).waitFor();
  // Stations it has of the brand: that step is done, and leads to what the branch says of them.
  const stations = page.getByRole('listitem').filter({ hasText: adminText.steps.name.stations });
  await stations.getByText(adminText.steps.done).waitFor();
  await stations.getByRole('link').click();
  await button(page, text.station.add).and(page.locator(':focus')).waitFor();
  await page.goBack();
  await stations.waitFor();
  const code = await addTable(page);

  const editor = new MenuScreen(await device('menu', 'phone'), stack.url);
  await editor.signIn(stack.staff('owner'));
  const menu = editor.page;
  await menu.goto(`${stack.url}/menu?branch=${branch}`);
  await button(menu, text.title).click();
  await menu.getByRole('heading', { name: text.at('Harbour') }).waitFor();
  await row(menu, VADA).getByText(text.notOffered).waitFor();
  await button(menu, text.foreign.fill).click();
  await dialog(menu).getByLabel(text.foreign.factor('INR', 'EUR')).fill('nothing');
  await dialog(menu).getByRole('button', { name: /^Fill in/ }).click();
  await dialog(menu).getByText(text.foreign.factorFault).waitFor();
  await dialog(menu).getByLabel(text.foreign.factor('INR', 'EUR')).fill('0.011');
  await dialog(menu).getByLabel(text.foreign.step('EUR')).fill('0.5');
  await dialog(menu).getByRole('button', { name: /^Fill in/ }).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  await row(menu, VADA).getByText(text.price.own('€1', '₹95')).waitFor();

  await row(menu, VADA).click();
  const price = dialog(menu).getByLabel(text.sheet.price(VADA, 'EUR'));
  await price.fill('4.755');
  await button(menu, text.sheet.save).click();
  await dialog(menu).getByRole('alert').waitFor();
  await price.fill('4.75');
  await button(menu, text.sheet.save).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  await row(menu, VADA).getByText(text.price.own('€4.75', '₹95')).waitFor();
  await row(menu, 'Samosa Chaat').click();
  await dialog(menu).getByRole('switch', { name: text.sheet.offered }).uncheck();
  await button(menu, text.sheet.save).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  await row(menu, 'Samosa Chaat').getByText(text.hidden).waitFor();

  // A guest abroad, before any table is opened: the menu is there at its own prices.
  const abroad = new Guest(await device('abroad', 'phone'), stack.url, 'Asha');
  await abroad.scan({ id: '', name: '1', code });
  await abroad.page.getByText('€4.75').first().waitFor();
  expect(await abroad.page.getByText('Samosa Chaat').count()).toBe(0);
  // At the first branch all is as it was.
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const home = new Guest(await device('home', 'phone'), stack.url, 'Ravi');
  await home.sitDown(table, pin);
  await home.page.getByText('₹95').first().waitFor();
  await home.page.getByText('Samosa Chaat').first().waitFor();
});

test('an owner gives a dish another price at the branch: an open cart is told, and the brand’s comes back', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: guestText.bar.items(1) }).waitFor();

  const editor = await MenuScreen.start(await device('owner', 'desk'), stack, 'owner');
  const { page } = editor;
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await row(page, VADA).click();
  await dialog(page).getByLabel(text.sheet.price(VADA, 'INR')).fill('120');
  await button(page, text.sheet.save).click();
  await row(page, VADA).getByText(text.price.own('₹120', '₹95')).waitFor();
  // Nobody touches the phone.
  await guest.page.getByText('₹120').first().waitFor();
  await guest.openCart();
  expect(await guest.cart.getByRole('listitem').filter({ hasText: VADA }).locator('s').textContent()).toContain('₹95');
  await guest.cart.getByRole('button', { name: SEND }).filter({ hasText: '₹120' }).click();
  await guest.confirmed();
  expect(await office.total(table)).toBe(12000);

  // What is different here is found among all dishes; it stays until it is taken back.
  await page.getByLabel(text.show.label).selectOption('own');
  await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1);
  await row(page, VADA).click();
  await dialog(page).getByRole('button', { name: text.sheet.of(text.sheet.brandAgain, VADA) }).click();
  await button(page, text.sheet.save).click();
  await page.getByText(text.nothing.own).waitFor();
  await guest.closeSheet();
  await guest.page.getByText('₹95').first().waitFor();
  await page.getByRole('link', { name: text.back }).click();
  await editor.live();
});

test('a dish that a branch gives away is asked about, and costs its guests nothing once that is meant', async ({ stack, office, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await row(page, VADA).click();
  const price = dialog(page).getByLabel(text.sheet.price(VADA, 'INR'));
  const meant = dialog(page).getByRole('switch', { name: text.sheet.free });
  await price.fill('120');
  expect(await meant.count()).toBe(0);
  await price.fill('0');
  await meant.waitFor();
  await button(page, text.sheet.save).click();
  await dialog(page).getByRole('alert').getByText(text.sheet.freeFault).waitFor();
  const inspected = new Inspection(page, 48);
  await inspected.look('is it free on purpose');
  expect(inspected.problems).toEqual([]);
  // Another price is no question any more.
  await price.fill('90');
  await expect.poll(() => meant.count()).toBe(0);
  expect(await dialog(page).getByText(text.sheet.freeFault).count()).toBe(0);
  await price.fill('0');
  await meant.click();
  await button(page, text.sheet.save).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await row(page, VADA).getByText(text.price.own('₹0', '₹95')).waitFor();
  // It is meant already, so nobody is asked again.
  await row(page, VADA).click();
  await button(page, text.sheet.save).click();
  await dialog(page).waitFor({ state: 'hidden' });

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.order();
  await guest.confirmed();
  expect([await office.orderCount(table), await office.total(table)]).toEqual([1, 0]);

  await row(page, VADA).click();
  await dialog(page).getByRole('button', { name: text.sheet.of(text.sheet.brandAgain, VADA) }).click();
  await button(page, text.sheet.save).click();
  await row(page, VADA).getByText(text.price.own('₹0', '₹95')).waitFor({ state: 'hidden' });
});

test('the pages of branches: by keyboard, without faults, at 320 px', async ({ stack, device }) => {
  const page = await owner(await device('owner', 'phone', STILL), stack);
  const inspected = new Inspection(page, 48);
  await page.goto(`${stack.url}/admin?branch=${stack.ready.branch}&new`);
  await page.getByRole('heading', { name: words.title }).waitFor();
  await inspected.look('a new branch');
  await page.getByLabel(words.name).focus();
  await page.keyboard.press('Enter');
  await page.getByText(words.error.missing).waitFor();
  await inspected.look('without a name');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await row(page, VADA).waitFor();
  await inspected.look('at this branch');
  await row(page, VADA).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await inspected.look('a dish');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByRole('searchbox').fill('no such dish');
  await page.getByText(text.nothing.all).waitFor();
  await inspected.look('nothing found');
  expect(inspected.problems).toEqual([]);
});
