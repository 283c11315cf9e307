import type { Page } from 'playwright-core';
import { admin as adminText } from '$text/en/admin';
import { closing } from '$text/en/closing';
import { common } from '$text/en/common';
import { guest as guestText } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { search } from '$text/en/search';
import { stock as stockText } from '$text/en/stock';
import { guest as hindiGuest } from '$text/hi/guest';
import { seat as hindi } from '$text/hi/seat';
import { Guest, SEND } from './harness/guest';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const text = adminText.hours;
const VADA = 'Vada Pav';

/** Today on the clock of the demo's branch. */
const today = () => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });
/** As the page writes it, in the language and the region of its device. */
const shown = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en-IN', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const sheetOf = (page: Page) => page.getByRole('dialog', { name: text.title, exact: true });
const day = (page: Page, name: Parameters<typeof text.day>[0]) => sheetOf(page).getByRole('group', { name: text.day(name), exact: true });

async function change(page: Page): Promise<void> {
  await page.getByRole('region', { name: text.title }).getByRole('button', { name: text.change }).click();
  await sheetOf(page).waitFor();
}

async function save(page: Page): Promise<void> {
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).waitFor({ state: 'hidden' });
}

test('a manager closes the day: an open phone says so, keeps its cart, and orders once it is open', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: guestText.bar.items(1) }).waitFor();
  const floor = await FloorScreen.start(await device('floor', 'phone'), stack);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  const card = page.getByRole('region', { name: text.title });
  await card.getByText(text.isAlways).waitFor();

  const closed = today();
  await change(page);
  await sheetOf(page).getByLabel(text.newDate).fill(closed);
  await sheetOf(page).getByRole('button', { name: text.addDate, exact: true }).click();
  await sheetOf(page).getByText(shown(closed)).waitFor();
  await save(page);
  await card.getByText(text.closedOn(shown(closed))).waitFor();

  const opens = closing.tomorrow('12:00 am').replace(/\s/g, '\\s');
  const said = guest.page.getByRole('status').filter({ hasText: closing.now }).first();
  await said.waitFor();
  expect(await said.textContent()).toMatch(new RegExp(opens));
  expect(await said.textContent()).toContain(search.paused.menu);
  await guest.openCart();
  const send = guest.cart.getByRole('button', { name: SEND });
  await guest.cart.getByText(closing.now).waitFor();
  await expect.poll(() => send.isDisabled()).toBe(true);
  await guest.closeSheet();

  // Nobody of the staff opens by a tap what the hours close.
  const shut = new RegExp(stockText.ordering.shut('').trim());
  await floor.page.getByRole('button', { name: shut }).click();
  await floor.dialog().getByText(shut).waitFor();
  expect(await floor.dialog().getByRole('button', { name: stockText.ordering.resume }).count()).toBe(0);
  await kitchen.page.getByRole('button', { name: kitchenText.soldOut, exact: true }).click();
  await kitchen.dialog().getByText(shut).waitFor();

  await change(page);
  await sheetOf(page).getByRole('button', { name: text.removeDate(shown(closed)) }).click();
  await save(page);
  await said.waitFor({ state: 'hidden' });
  await guest.orderNow(1);
  expect(await office.orderCount(table)).toBe(1);
});

test('an order on its way while it closes is refused in the guest’s language, and the cart is kept', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', { locale: 'hi-IN' });
  phone.expects({ at: '/api/v1/orders', says: '409' });
  const { page } = phone;
  // The page does not hear of it: its menu stays as it was.
  await page.route(/\/menu$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), ordering: { open: true } } });
  });
  await page.goto(`${stack.url}/#${table.code}`);
  await page.getByRole('button', { name: hindiGuest.bar.join }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(hindi.join.pin).fill(pin);
  await sheet.getByRole('button', { name: hindi.join.submit, exact: true }).click();
  await page.getByRole('button', { name: hindiGuest.menu.addNamed(VADA) }).click();
  await office.settle({ opening_hours: { week: [], closed_on: [today()] } });
  await page.getByRole('button', { name: hindiGuest.bar.cart }).filter({ hasText: hindiGuest.bar.items(1) }).click();
  await sheet.getByRole('button', { name: hindi.cart.place(1) }).click();
  await sheet.getByText(hindi.placing.closed.now).first().waitFor();
  await sheet.getByText(new RegExp(hindi.placing.kept)).first().waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  expect(await office.orderCount(table)).toBe(0);
  expect(await sheet.getByRole('listitem').filter({ hasText: VADA }).count()).toBe(1);
  await office.settle({ opening_hours: { week: [], closed_on: [] } });
});

test('the hours of a week, by keyboard: what is wrong is named at its field', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk', STILL), stack);
  await page.getByRole('region', { name: text.title }).getByRole('button', { name: text.change }).focus();
  await page.keyboard.press('Enter');
  await sheetOf(page).waitFor();
  await sheetOf(page).getByRole('switch', { name: text.always }).focus();
  await page.keyboard.press('Space');
  const monday = day(page, 'monday');
  await monday.getByLabel(text.opens).fill('12:00');
  await monday.getByLabel(text.closes).fill('15:00');
  await monday.getByRole('button', { name: text.addAnother }).focus();
  await page.keyboard.press('Enter');
  // What was added is filled in next.
  await expect.poll(() => monday.getByLabel(text.opens).nth(1).evaluate((input) => input === document.activeElement)).toBe(true);
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  expect(await monday.getByText(text.mistake.missing).count()).toBe(2);
  await monday.getByLabel(text.opens).nth(1).fill('14:00');
  await monday.getByLabel(text.closes).nth(1).fill('02:00');
  await monday.getByText(text.nextDay).waitFor();
  await monday.getByText(text.mistake.overlap).waitFor();
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  const second = monday.getByLabel(text.opens).nth(1);
  await expect.poll(() => second.evaluate((input) => [input === document.activeElement, input.getAttribute('aria-invalid')])).toEqual([true, 'true']);
  await second.fill('18:00');
  await monday.getByRole('button', { name: text.toAll }).click();
  const sunday = day(page, 'sunday');
  for (let times = 2; times > 0; times -= 1) await sunday.getByRole('button', { name: text.remove(text.day('sunday')) }).first().click();
  await sunday.getByText(text.closed).waitFor();
  await save(page);
  const card = page.getByRole('region', { name: text.title });
  await card.getByText(text.days('monday', 'saturday')).waitFor();
  await card.getByText(text.closed).waitFor();
  const { opening_hours } = await settings(office);
  expect(opening_hours.week).toHaveLength(12);
  expect(opening_hours.week[1]).toEqual({ day: 'monday', opens: '18:00', closes: '02:00' });
  await office.settle({ opening_hours: { week: [], closed_on: [] } });
});

test('of two managers the second is told, and what they typed stays', async ({ stack, office, device }) => {
  const desk = await device('admin', 'desk', STILL);
  desk.expects({ at: `/branches/${stack.ready.branch}`, says: '409' });
  const { page } = await AdminScreen.start(desk, stack);
  await change(page);
  await sheetOf(page).getByRole('switch', { name: text.always }).click();
  await day(page, 'friday').getByLabel(text.opens).fill('10:00');
  await office.settle({ opening_hours: { week: [], closed_on: ['2031-12-25'] } });
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await sheetOf(page).getByText(adminText.settings.conflict.title).waitFor();
  expect(await day(page, 'friday').getByLabel(text.opens).inputValue()).toBe('10:00');
  await save(page);
  expect((await settings(office)).opening_hours.closed_on).toEqual([]);
  await office.settle({ opening_hours: { week: [], closed_on: [] } });
});

test('the hours can be used by everybody', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'phone', STILL), stack);
  const inspected = new Inspection(page, 48);
  await change(page);
  await inspected.look('hours, always');
  await sheetOf(page).getByRole('switch', { name: text.always }).click();
  const tuesday = day(page, 'tuesday');
  await tuesday.getByRole('button', { name: text.addAnother }).click();
  await sheetOf(page).getByRole('button', { name: text.save }).click();
  await tuesday.getByText(text.mistake.missing).first().waitFor();
  await inspected.look('hours with a mistake');
  await page.getByRole('button', { name: common.close, exact: true }).click();
  await office.settle({ opening_hours: { week: [{ day: 'monday', opens: '12:00', closes: '02:00' }], closed_on: [today()] } });
  await page.reload();
  await page.getByText(text.closedOn(shown(today()))).waitFor();
  await inspected.look('the card with hours');
  await office.settle({ opening_hours: { week: [], closed_on: [] } });
  expect(inspected.problems).toEqual([]);
}, 300_000);

interface Hours {
  opening_hours: { week: { day: string; opens: string; closes: string }[]; closed_on: string[] };
}

async function settings({ stack, token }: { stack: { url: string; ready: { branch: string } }; token: string }): Promise<Hours> {
  const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}`, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as Hours;
}
