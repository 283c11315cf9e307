import type { Page } from 'playwright-core';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { menuEditor as words } from '$text/en/menu-editor';
import { ownMenu as text } from '$text/en/own-menu';
import { Inspection } from './harness/inspection';
import { clear, seated } from './harness/kitchen';
import { MenuScreen } from './harness/office-pages';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const OWN = 'Main kitchen';
const VADA = 'Vada Pav';
const dialog = (page: Page) => page.getByRole('dialog');
const kitchenOf = (page: Page) => page.getByRole('region', { name: text.station.title });
/** A dish or a station in its list, by its first words. */
const row = (page: Page, name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });
const save = async (page: Page, name: string = text.sheet.save) => {
  await dialog(page).getByRole('button', { name, exact: true }).click();
  await dialog(page).waitFor({ state: 'hidden' });
};

test('a branch gets a station of its own by taps: the tandoor’s dishes and one more are cooked there, until it is taken away', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  await clear(office);
  const guest = await seated(stack, office, table);
  const cook = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const phone = await device('owner', 'phone');
  const editor = await MenuScreen.start(phone, stack, 'owner');
  // Names that cannot be are refused by the server.
  phone.expects({ at: '/menu/own', says: '422' });
  const { page } = editor;
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await row(page, VADA).waitFor();

  // A station of its own; its name must not look like another's.
  await page.getByRole('button', { name: text.station.add }).click();
  const name = dialog(page).getByLabel(words.station.name, { exact: true });
  const add = dialog(page).getByRole('button', { name: text.station.submit });
  await add.click();
  await dialog(page).getByText(words.form.nameMissing).waitFor();
  await name.fill('TANDOOR');
  await add.click();
  await dialog(page).getByText(text.station.nameTaken).waitFor();
  await name.fill(OWN);
  await save(page, text.station.submit);
  await row(page, OWN).getByText(text.station.ownLine('0 dishes')).waitFor();

  // What the brand sends to the tandoor is made there, and so is a dish of another station.
  await kitchenOf(page).getByRole('button', { name: /^Tandoor/ }).click();
  await dialog(page).getByLabel(text.station.where('Tandoor')).selectOption({ label: OWN });
  await save(page);
  const tandoor = kitchenOf(page).getByRole('listitem').filter({ hasText: 'Tandoor' });
  await tandoor.getByText(text.station.elsewhere(OWN)).waitFor();
  await row(page, VADA).click();
  await dialog(page).getByLabel(text.sheet.made).selectOption({ label: OWN });
  await save(page);
  await row(page, VADA).getByText(text.station.elsewhere(OWN)).waitFor();
  await page.getByLabel(text.show.label).selectOption('own');
  // The dish and the two stations.
  await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(3);
  await page.getByLabel(text.show.label).selectOption('all');

  // Nobody has touched the kitchen's tablet: it has the stations of the branch.
  await cook.page.getByRole('button', { name: /^Station: / }).click();
  await cook.dialog().getByRole('button', { name: OWN, exact: true }).waitFor();
  expect(await cook.dialog().getByRole('button', { name: 'Tandoor', exact: true }).count()).toBe(0);
  await cook.closeSheet();
  await cook.pickStation(OWN);
  const numbers: number[] = [];
  for (const dish of ['jeera-rice', 'butter-roti', 'vada-pav']) {
    await guest.add(dish);
    numbers.push((await guest.order()).number);
  }
  const [rice, roti, vada] = numbers as [number, number, number];
  await expect.poll(() => cook.flow()).toEqual([roti, vada]);

  // Without it all is as the brand has it. What was sent there is on every screen: this one shows
  // the whole kitchen again, and another station has both.
  await row(page, OWN).click();
  await dialog(page).getByRole('button', { name: words.station.remove, exact: true }).click();
  const sure = dialog(page).getByRole('group', { name: /^Remove this station\?/ });
  await sure.getByRole('button').last().click();
  await dialog(page).waitFor({ state: 'hidden' });
  await row(page, OWN).waitFor({ state: 'hidden' });
  expect(await page.getByText(text.station.elsewhere(OWN)).count()).toBe(0);
  await cook.page.getByRole('button', { name: kitchenText.station.pick(kitchenText.station.all) }).waitFor();
  await expect.poll(() => cook.flow()).toEqual([rice, roti, vada]);
  await cook.pickStation('Wok');
  await expect.poll(() => cook.flow()).toEqual([roti, vada]);
  await cook.act('accept', roti, table);
  await cook.act('start', roti, table);
  await cook.act('ready', roti, table);
  await cook.ticket(roti, 'ready').waitFor();
  await guest.add('butter-roti');
  const { number } = await guest.order();
  await cook.pickStation('Tandoor');
  await cook.ticket(number).waitFor();
});

test('the stations of a branch: by keyboard, without faults, at 320 px', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const inspected = new Inspection(page, 48);
  await page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
  await row(page, VADA).waitFor();
  await inspected.look('the way to the stations');
  // They stand below all dishes: one button leads there.
  await page.getByRole('button', { name: text.station.title }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(text.station.add);
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await page.keyboard.press('Enter');
  await dialog(page).getByText(words.form.nameMissing).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  await inspected.look('a new station without a name');
  await page.keyboard.type('Second grill');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await row(page, 'Second grill').waitFor();

  await kitchenOf(page).getByRole('button', { name: /^Wok/ }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await dialog(page).getByRole('combobox').focus();
  await page.keyboard.type('Second');
  await inspected.look('a station of the brand');
  await dialog(page).getByRole('button', { name: text.sheet.save }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await kitchenOf(page).getByText(text.station.elsewhere('Second grill')).waitFor();
  await inspected.look('the stations');

  // Back to the brand's, and the station goes.
  await kitchenOf(page).getByRole('button', { name: /^Wok/ }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: text.station.brandAgain }).focus();
  await inspected.look('a station that is made elsewhere');
  await page.keyboard.press('Enter');
  // The button is gone: what it gave back has the focus.
  expect(await dialog(page).getByRole('combobox').evaluate((list) => list === document.activeElement)).toBe(true);
  expect(await dialog(page).getByRole('button', { name: text.station.brandAgain }).count()).toBe(0);
  await dialog(page).getByRole('button', { name: text.sheet.save }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await kitchenOf(page).getByText(text.station.elsewhere('Second grill')).waitFor({ state: 'hidden' });
  await row(page, VADA).focus();
  await page.keyboard.press('Enter');
  const made = dialog(page).getByLabel(text.sheet.made);
  await made.selectOption({ label: 'Second grill' });
  await inspected.look('a dish with stations to choose from');
  await save(page);
  await row(page, VADA).getByText(text.station.elsewhere('Second grill')).waitFor();
  // The same of a dish, and of its price.
  await row(page, VADA).click();
  await dialog(page).getByLabel(text.sheet.price(VADA, 'INR')).fill('99');
  await save(page);
  await row(page, VADA).click();
  await dialog(page).getByRole('button', { name: text.station.brandAgain }).press('Enter');
  expect(await made.evaluate((list) => list === document.activeElement)).toBe(true);
  await dialog(page).getByRole('button', { name: text.sheet.of(text.sheet.brandAgain, VADA) }).press('Enter');
  const price = dialog(page).getByLabel(text.sheet.price(VADA, 'INR'));
  expect(await price.evaluate((field) => [field === document.activeElement, (field as HTMLInputElement).value])).toEqual([true, '']);
  await save(page);
  await row(page, 'Second grill').focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: words.station.remove, exact: true }).focus();
  await page.keyboard.press('Enter');
  await inspected.look('a station that is to go');
  await dialog(page).getByRole('group').getByRole('button').last().focus();
  await page.keyboard.press('Enter');
  await row(page, 'Second grill').waitFor({ state: 'hidden' });
  expect(inspected.problems).toEqual([]);
});
