import type { Locator, Page } from 'playwright-core';
import { dayPrice } from '$text/en/day-price';
import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { prices } from '$text/en/prices';
import { search } from '$text/en/search';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';
const ZONE = 'Asia/Kolkata';

/** The time on the branch's clock so many minutes from now, such as `17:05`. */
const clock = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000).toLocaleTimeString('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
/** Every day from one time to another. */
const daily = (opens: string, closes: string) =>
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, opens, closes }));
/** In the menu itself, not among what is popular. */
const row = (page: Page, dish: string) => page.getByRole('listitem').filter({ hasText: dish }).last();
/** A row says this; out of sight the browser does not lay it out, and the menu moves when others are popular. */
async function says(dish: Locator, words: string | RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await dish.evaluate((row) => row.scrollIntoView({ block: 'center' }));
        return dish.getByText(words).first().isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}
const sheetOf = (page: Page) => page.getByRole('dialog', { name: prices.edit, exact: true }).or(page.getByRole('dialog', { name: prices.new, exact: true }));

async function save(sheet: Locator, name: string = words.form.save): Promise<void> {
  await sheet.getByRole('button', { name, exact: true }).click();
  await sheet.waitFor({ state: 'hidden' });
}

test('a happy hour ends while the cart is open: page and cart turn over by themselves, and the guest agrees to what they say', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  // It ends at a full minute, and with time enough to sit down before.
  const ahead = new Date().getUTCSeconds() > 15 ? 2 : 1;
  await office.publish([
    { do: 'add_price_list', id: 'happy', name: 'Happy hour', channels: ['dine_in'], times: daily(clock(-60), clock(ahead)) },
    { do: 'set_list_price', list: 'happy', item: 'vada-pav', set: { price: { minor: 6000, currency: 'INR' } } },
  ]);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const dish = row(guest.page, VADA);
  await says(dish, '₹60');
  await says(dish, /^Happy hour until .*, otherwise ₹95$/u);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.openCart();
  const send = guest.cart.getByRole('button', { name: SEND });
  await expect.poll(() => send.textContent()).toContain('₹60');

  // Nobody touches the phone.
  await expect.poll(() => send.textContent(), { timeout: 150_000 }).toContain('₹95');
  const line = guest.cart.getByRole('listitem').filter({ hasText: VADA });
  expect(await line.locator('s').textContent()).toContain('₹60');
  expect(await line.textContent()).toContain('₹95');
  expect(await dish.getByText(/Happy hour/u).count()).toBe(0);
  await send.click();
  await guest.confirmed();
  expect(await office.total(table)).toBe(9500);
  await office.publish([{ do: 'remove_price_list', id: 'happy' }]);
}, 300_000);

test('a happy hour begins with a filled cart: one tap sends it at the new price, and at no other when it has ended unnoticed', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/orders', says: '409' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  const bar = guest.cartButton.filter({ hasText: text.bar.items(1) });
  await bar.filter({ hasText: '₹95' }).waitFor();
  const begin = () =>
    office.publish([
      { do: 'add_price_list', id: 'happy', name: 'Happy hour', channels: ['dine_in'], times: daily(clock(-60), clock(60)) },
      { do: 'set_list_price', list: 'happy', item: 'vada-pav', set: { price: { minor: 6000, currency: 'INR' } } },
      { do: 'set_list_price', list: 'happy', item: 'jeera-rice', set: { price: { minor: 9000, currency: 'INR' } } },
    ]);
  const end = () => office.publish([{ do: 'remove_price_list', id: 'happy' }]);
  await begin();
  // Nobody touches the phone.
  await bar.filter({ hasText: '₹60' }).waitFor();
  await guest.openCart();
  const line = guest.cart.getByRole('listitem').filter({ hasText: VADA });
  expect(await line.locator('s').textContent()).toContain('₹95');
  const send = guest.cart.getByRole('button', { name: SEND });
  expect(await send.textContent()).toContain('₹60');
  await send.click();
  await guest.confirmed();
  expect(await office.total(table)).toBe(6000);
  await guest.closeSheet();

  // What is sold out says that, whatever it would cost.
  const rice = row(guest.page, 'Jeera Rice');
  await says(rice, /^Happy hour until /u);
  await office.sellOut('jeera-rice');
  await says(rice, text.menu.soldOut);
  expect(await rice.getByText('Happy hour').count()).toBe(0);
  await rice.getByRole('button', { name: 'Jeera Rice', exact: true }).click();
  await guest.dialog('Jeera Rice').getByText(seat.item.soldOut, { exact: true }).waitFor();
  expect(await guest.dialog('Jeera Rice').getByText('Happy hour').count()).toBe(0);
  await guest.closeSheet();

  // Added at ₹95, shown at ₹60, and at ₹95 again without the page's knowledge.
  await end();
  await says(row(guest.page, VADA), '₹95');
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: '₹95' }).waitFor();
  await begin();
  await guest.cartButton.filter({ hasText: '₹60' }).waitFor();
  await guest.page.route(/\/menu$/, () => {});
  await end();
  await guest.order();
  await guest.cart.getByText(seat.placing.pricesChanged).waitFor();
  expect(await office.total(table)).toBe(6000);
  await expect.poll(() => send.textContent()).toContain('₹95');
  await send.click();
  await guest.confirmed();
  expect(await office.total(table)).toBe(6000 + 9500);
}, 300_000);

test('a dish outside of its time says from when on it is served, and cannot be ordered', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/cart', says: '409' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { times: daily(clock(90), clock(150)) } }]);
  const dish = row(guest.page, VADA);
  const from = search.terms.from('').trim();
  await says(dish, new RegExp(`${from} (tomorrow at )?\\d`, 'u'));
  expect(await dish.getByRole('button', { name: text.menu.addNamed(VADA) }).count()).toBe(0);
  await guest.openCart();
  await guest.cart.getByText(seat.cart.fault.later(VADA)).waitFor();
  await guest.closeSheet();
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { times: [] } }]);
  await guest.openCart();
  await guest.cart.getByText(seat.cart.fault.later(VADA)).waitFor({ state: 'hidden' });
  await guest.closeSheet();
});

test('what costs as the market does is asked for until a waiter says today’s price, which phones see', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  await office.publish([
    { do: 'edit_item', id: 'vada-pav', set: { priced: 'market' } },
    { do: 'edit_item', id: 'samosa-chaat', set: { priced: 'per_100g' } },
  ]);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const dish = row(guest.page, VADA);
  await says(dish, search.terms.market);
  expect(await dish.getByText('₹').count()).toBe(0);
  await says(row(guest.page, 'Samosa Chaat'), search.terms.weighed('100 g'));

  const floor = await FloorScreen.start(await device('floor', 'phone', STILL), stack);
  await floor.page.getByRole('button', { name: /^Sold out/u }).click();
  // One tap opens the field, the next one says what was typed.
  await floor.dialog().getByRole('button', { name: dayPrice.named(VADA) }).first().click();
  await floor.dialog().getByLabel(dayPrice.field('INR')).fill('x');
  await floor.dialog().getByRole('button', { name: dayPrice.save, exact: true }).click();
  await floor.dialog().getByText(dayPrice.wrong).waitFor();
  await floor.dialog().getByLabel(dayPrice.field('INR')).fill('123');
  await floor.dialog().getByRole('button', { name: dayPrice.save, exact: true }).click();
  await says(dish, '₹123');
  await guest.add(VADA);
  await guest.orderNow(1);
  expect(await office.total(table)).toBe(12300);
  await office.publish([
    { do: 'edit_item', id: 'vada-pav', set: { priced: 'fixed' } },
    { do: 'edit_item', id: 'samosa-chaat', set: { priced: 'fixed' } },
  ]);
});

test('a list of prices is made, moved and read in the review, by phone and keyboard, and anybody can use it', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const inspected = new Inspection(page, 48);
  const region = page.getByRole('region', { name: prices.title });
  await region.getByRole('button', { name: prices.add }).focus();
  await page.keyboard.press('Enter');
  const sheet = sheetOf(page);
  await sheet.getByRole('button', { name: words.form.add, exact: true }).click();
  await sheet.getByText(words.form.nameMissing).waitFor();
  await sheet.getByText(prices.percent.wrong(100)).waitFor();
  await inspected.look('a price list with mistakes');
  await sheet.getByLabel(prices.name, { exact: true }).fill('Happy hour');
  await sheet.getByLabel(prices.percent.by).fill('20');
  await sheet.getByRole('switch', { name: prices.times.limited }).click();
  const time = sheet.getByRole('group', { name: prices.times.nth(1) });
  await time.getByLabel(prices.times.from).fill('17:00');
  await time.getByLabel(prices.times.to).fill('19:00');
  await time.getByLabel(prices.times.day.sunday).uncheck();
  await sheet.getByRole('searchbox').fill('vada p');
  await sheet.getByLabel(prices.prices.of(VADA)).fill('60');
  await inspected.look('a price list');
  await save(sheet, words.form.add);
  await region.getByText(/at tables · Mon to Sat 5:00\spm to 7:00\spm · 20 % off, 1 price of its own/iu).waitFor();

  await region.getByRole('button', { name: prices.add }).click();
  await sheet.getByLabel(prices.name, { exact: true }).fill('Delivery');
  await sheet.getByLabel(prices.channel.dine_in).uncheck();
  await sheet.getByLabel(prices.channel.delivery).check();
  await sheet.getByText(prices.elsewhere).waitFor();
  await sheet.getByRole('button', { name: prices.percent.ways.on, exact: true }).click();
  await sheet.getByLabel(prices.percent.by).fill('10');
  await save(sheet, words.form.add);
  await region.getByRole('button', { name: words.actions.up('Delivery') }).click();
  // Behind the one that the restaurant has already.
  await expect.poll(() => region.getByRole('listitem').nth(1).textContent()).toContain('Delivery');
  await inspected.look('the lists');

  const review = await editor.review();
  await review.getByText(words.change.added(words.thing.price_list, 'Happy hour', undefined)).waitFor();
  await review.getByText(prices.change.price(VADA, 'Happy hour', prices.change.none, '₹60')).waitFor();
  await editor.closeSheet();
  for (const name of ['Happy hour', 'Delivery']) {
    await region.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
    await sheet.getByRole('button', { name: prices.remove }).click();
    await sheet.getByRole('group', { name: prices.removeSure(name) }).getByRole('button', { name: words.form.remove }).click();
    await sheet.waitFor({ state: 'hidden' });
  }
  expect(inspected.problems).toEqual([]);
}, 300_000);
