import type { Locator } from 'playwright-core';
import type { Draft } from '$api/types';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { prices } from '$text/en/prices';
import { search } from '$text/en/search';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { field } from './harness/hand';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';
const inr = (minor: number) => ({ minor, currency: 'INR' });

/** So many hours from now by the restaurant's clock, at seven minutes past. */
const inHours = (hours: number): string => {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Kolkata' });
  return `${hour.format(Date.now() + hours * 3_600_000).padStart(2, '0')}:07`;
};

/** A dish in the menu, not among what is popular; the browser lays it out once it is near. */
async function rowOf({ page }: Guest, dish: string): Promise<Locator> {
  const row = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: dish, exact: true }) }).last();
  await row.waitFor({ state: 'attached' });
  await row.evaluate((own) => own.scrollIntoView({ block: 'center' }));
  return row;
}

test('an owner says all there is of a dish, and guests read each of it on an open phone', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);

  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  await editor.choose('Street Food');
  const sheet = editor.dialog();
  const add = sheet.getByRole('button', { name: words.form.add, exact: true });
  const dish = async (name: string, price: string, more: () => Promise<void>) => {
    await editor.page.getByRole('button', { name: words.actions.addItem, exact: true }).click();
    await field(sheet, words.item.name).fill(name);
    await field(sheet, words.item.price('INR')).fill(price);
    await more();
    await add.click();
    await sheet.waitFor({ state: 'hidden' });
  };
  const kind = (label: string) => field(sheet, prices.kind.label).selectOption({ label });
  const diet = (label: string) => field(sheet, words.item.diet).selectOption({ label });
  const contains = async (...names: string[]) => {
    for (const name of names) await sheet.getByRole('checkbox', { name, exact: true }).check();
  };
  const { allergen } = common;

  await dish('Peanut Kachori', '120', async () => {
    await diet(common.diet.vegan);
    await contains(allergen.peanuts, allergen.sesame);
    // More than a day is no time to make a dish in.
    await field(sheet, words.item.minutes).fill('2x');
    await add.click();
    await expect.poll(() => field(sheet, words.item.minutes).getAttribute('aria-invalid')).toBe('true');
    await field(sheet, words.item.minutes).fill('25');
  });
  await dish('Malai Barfi', '900', async () => {
    await kind(prices.kind.names.per_kg);
    await diet(common.diet.veg);
    await contains(allergen.milk);
  });
  await dish('Catch of the Day', '1', async () => {
    await kind(prices.kind.names.market);
    await diet(common.diet.non_veg);
  });
  await dish('Egg Falooda', '150', async () => {
    await diet(common.diet.egg);
    await sheet.getByRole('switch', { name: prices.times.limited }).click();
    const time = sheet.getByRole('group', { name: prices.times.nth(1) });
    await field(time, prices.times.from).fill(inHours(3));
    await field(time, prices.times.to).fill(inHours(5));
  });
  expect(await guest.page.getByText('Peanut Kachori').count()).toBe(0);
  await editor.publish();

  // Nobody touches the phone.
  const reads = async (name: string, mark: string, ...what: (string | RegExp)[]) => {
    const row = await rowOf(guest, name);
    await row.getByRole('img', { name: mark, exact: true }).waitFor();
    for (const one of what) await row.getByText(one).first().waitFor();
    return row.getByRole('button', { name: new RegExp(`^${text.menu.addNamed(name)}`) }).count();
  };
  const { terms } = search;
  expect(await reads('Peanut Kachori', common.diet.vegan, '₹120', text.menu.contains(common.list([allergen.peanuts, allergen.sesame])))).toBe(1);
  await (await rowOf(guest, 'Peanut Kachori')).getByRole('img', { name: text.menu.prep(25) }).waitFor();
  // What staff are asked for, and what is not served yet, nobody can put into a cart.
  expect(await reads('Malai Barfi', common.diet.veg, '₹900', terms.weighed(terms.per.per_kg), text.menu.contains(allergen.milk))).toBe(0);
  expect(await reads('Catch of the Day', common.diet.non_veg, terms.market)).toBe(0);
  expect(await (await rowOf(guest, 'Catch of the Day')).getByText('₹').count()).toBe(0);
  expect(await reads('Egg Falooda', common.diet.egg, '₹150', /^From .*:07/)).toBe(0);
});

test('the menu goes back while carts are open: one is told on its line, one by the server, and both order at the price that counts', async ({ stack, office, device }) => {
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { price: inr(8_000) } }]);
  const before = (await office.read<Draft>('menu/draft')).published_version - 1;
  const seated = async (name: string) => {
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    const guest = new Guest(await device(name, 'phone', STILL), stack.url, name);
    await guest.sitDown(table, pin);
    await guest.add(VADA);
    await guest.cartButton.filter({ hasText: '₹80' }).waitFor();
    await guest.openCart();
    return { guest, table, send: guest.cart.getByRole('button', { name: SEND }) };
  };
  const [live, blind] = [await seated('Asha'), await seated('Ben')];
  blind.guest.device.expects({ at: '/api/v1/orders', says: '409' });
  // This one does not hear of it: its menu does not come.
  await blind.guest.page.route(/\/menu$/, () => {});

  const editor = await MenuScreen.start(await device('owner', 'desk', STILL), stack, 'owner');
  await editor.page.getByRole('button', { name: words.actions.versions }).click();
  const versions = editor.page.getByRole('dialog', { name: words.versions.title });
  const back = words.versions.back(before);
  await versions.getByRole('button', { name: back, exact: true }).click();
  await versions.getByRole('group', { name: words.versions.sure(before) }).getByRole('button', { name: back }).click();
  await versions.waitFor({ state: 'hidden' });

  // Nobody touches the phone: the line has the price of now, and that of before struck through.
  const line = live.guest.cart.getByRole('listitem').filter({ hasText: VADA });
  await expect.poll(() => line.textContent()).toContain('₹95');
  expect(await line.textContent()).toContain(seat.cart.was);
  expect(await line.locator('s').textContent()).toContain('₹80');
  await live.send.filter({ hasText: '₹95' }).click();
  await live.guest.confirmed();

  await blind.send.filter({ hasText: '₹80' }).click();
  await blind.guest.cart.getByText(seat.placing.pricesChanged).waitFor();
  await blind.guest.cart.getByText(seat.placing.pricesChangedText('₹95')).waitFor();
  expect(await office.orderCount(blind.table)).toBe(0);
  // The guest agrees to what it says now.
  await blind.send.filter({ hasText: '₹95' }).click();
  await blind.guest.confirmed();
  for (const { table } of [live, blind]) expect(await office.total(table)).toBe(9_500);
});
