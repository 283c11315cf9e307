import type { Page } from 'playwright-core';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { search } from '$text/en/search';
import { seat } from '$text/en/seat';
import { stock as words } from '$text/en/stock';
import { Guest, SEND } from './harness/guest';
import { Hand } from './harness/hand';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { RemoteGuest } from './harness/remote-guest';
import type { Table } from './harness/stack';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { countTaps } from './harness/taps';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';

test('a cook marks a dish with two taps, a phone sees it by its name, and it comes back', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const cook = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);

  await cook.page.getByRole('button', { name: kitchenText.soldOut, exact: true }).click();
  await cook.dialog().getByRole('button', { name: words.markNamed(VADA) }).click();
  const row = guest.page.getByRole('listitem').filter({ hasText: VADA }).first();
  await row.getByText(text.menu.soldOut).waitFor();
  await guest.page.getByText(seat.cart.fault['sold-out'](VADA)).first().waitFor();
  await guest.openCart();
  await guest.cart.getByRole('listitem').getByText(seat.cart.fault['sold-out'](VADA)).waitFor();
  await guest.closeSheet();

  // It stands first among those that are sold out.
  await cook.dialog().getByRole('button', { name: words.backNamed(VADA) }).first().click();
  await row.getByText(text.menu.soldOut).waitFor({ state: 'hidden' });
  await cook.closeSheet();
  await guest.orderNow(1);
});

test('where the menu is edited a dish is sold out for an hour with two taps, phones say so by its name, and it is back by itself', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  await editor.choose('Street Food');
  // An hour is what the page asks for, and more than a test waits: on its way it becomes some seconds.
  let minutes = Number.NaN;
  await page.route('**/stock/*', async (route) => {
    const wish = route.request().postDataJSON() as { until: string };
    minutes = (Date.parse(wish.until) - Date.now()) / 60_000;
    await route.continue({ postData: JSON.stringify({ ...wish, until: new Date(Date.now() + 15_000).toISOString() }) });
  });

  const taps = await countTaps(page);
  await page.locator('button.item').filter({ has: page.getByText(VADA, { exact: true }) }).click();
  await editor.dialog().getByRole('group', { name: words.choices(VADA) }).getByRole('button', { name: words.hour }).click();
  await editor.dialog().getByText(new RegExp(`${words.until('')}.*\\d`)).waitFor();
  expect(await taps()).toBe(2);
  expect(minutes).toBeGreaterThan(59);
  expect(minutes).toBeLessThan(61);
  // Nobody touches the phone: the cart's own word, and the dish in the menu.
  const row = guest.page.getByRole('main').getByRole('listitem').filter({ hasText: VADA }).first();
  await guest.page.getByText(seat.cart.fault['sold-out'](VADA)).first().waitFor();
  await row.getByText(text.menu.soldOut).waitFor({ state: 'attached' });

  // Nobody touches anything.
  await row.getByText(text.menu.soldOut).waitFor({ state: 'detached' });
  await editor.dialog().getByRole('button', { name: words.markNamed(VADA), exact: true }).waitFor();
  await guest.orderNow(1);
  expect(await office.orderCount(table)).toBe(1);
});

/** What a phone hears and asks from now on, in its order: that something else is to be had, and the menu. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (payload.toString().includes('"stock.changed"')) heard.push('told');
    });
  });
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().endsWith('/menu')) heard.push('asked for the menu');
  });
  return heard;
}

test('two taps in the kitchen, and each phone is told at once, shows it, and names what it holds', async ({ stack, office, device }) => {
  const phones: { guest: Guest; table: Table; heard: string[] }[] = [];
  for (const name of ['Asha', 'Ben']) {
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    const phone = await device(name, 'phone', STILL);
    phone.expects({ at: '/api/v1/orders', says: '409' });
    const guest = new Guest(phone, stack.url, name);
    const heard = listen(guest.page);
    await guest.sitDown(table, pin);
    await guest.add(VADA);
    await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
    phones.push({ guest, table, heard });
  }
  const [asha, ben] = phones.map(({ guest }) => guest) as [Guest, Guest];
  // One reads the menu, the other is about to order.
  await ben.openCart();
  await ben.cart.getByRole('button', { name: SEND }).waitFor();
  const cook = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  for (const { heard } of phones) heard.length = 0;

  const hand = new Hand();
  await hand.tap(cook.page.getByRole('button', { name: kitchenText.soldOut, exact: true }));
  await hand.tap(cook.dialog().getByRole('button', { name: words.markNamed(VADA) }));
  expect(hand.taps).toBe(2);
  const fault = seat.cart.fault['sold-out'](VADA);
  await asha.page.getByText(fault).first().waitFor();
  await ben.cart.getByRole('listitem').getByText(fault).waitFor();
  for (const { guest, heard } of phones) {
    const row = guest.page.getByRole('listitem').filter({ hasText: VADA }).first();
    await row.getByText(text.menu.soldOut).waitFor({ state: 'attached' });
    // It did not find out by asking: it asked because it was told.
    expect(heard.slice(0, 2)).toEqual(['told', 'asked for the menu']);
  }
  // What cannot be had is not sent, and the page says which dish it is.
  await ben.cart.getByRole('button', { name: SEND }).click();
  await ben.cart.getByText(fault).first().waitFor();
  for (const { table } of phones) expect(await office.orderCount(table)).toBe(0);

  await cook.dialog().getByRole('button', { name: words.backNamed(VADA) }).first().click();
  for (const { guest } of phones) {
    const row = guest.page.getByRole('listitem').filter({ hasText: VADA }).first();
    await row.getByText(text.menu.soldOut).waitFor({ state: 'detached' });
  }
});

test('a waiter marks a dish with two taps on the floor, and a phone shows it', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const floor = await FloorScreen.start(await device('floor', 'phone', STILL), stack);
  const hand = new Hand();
  await hand.tap(floor.page.getByRole('button', { name: /^Sold out/ }));
  await hand.tap(floor.dialog().getByRole('button', { name: words.markNamed(VADA) }).first());
  expect(hand.taps).toBe(2);
  const row = guest.page.getByRole('listitem').filter({ hasText: VADA }).first();
  await row.getByText(text.menu.soldOut).waitFor({ state: 'attached' });
  await floor.dialog().getByRole('button', { name: words.backNamed(VADA) }).first().click();
  await row.getByText(text.menu.soldOut).waitFor({ state: 'detached' });
});

test('a dish of a ticket is marked in its sheet', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  await guest.add('jeera-rice');
  const { number } = await guest.order();
  const [order] = await office.kitchenOrders(table);
  if (order) await office.advance(order, 'accepted');
  const cook = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  await cook.ticket(number).getByRole('button', { name: /^Dishes of order/ }).click();
  await cook.dialog().getByRole('button', { name: words.markNamed('Jeera Rice') }).click();
  await cook.dialog().getByRole('button', { name: words.backNamed('Jeera Rice') }).waitFor();
  await cook.dialog().getByRole('button', { name: words.backNamed('Jeera Rice') }).click();
  await cook.dialog().getByRole('button', { name: words.markNamed('Jeera Rice') }).waitFor();
});

test('a waiter counts a dish, the phone is told of the last ones, and no more can be ordered', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  const floor = await FloorScreen.start(await device('floor', 'phone'), stack);
  await floor.page.getByRole('button', { name: /^Sold out/ }).click();
  const sheet = floor.dialog();
  await sheet.getByRole('searchbox').fill('vada pav');
  await sheet.getByRole('button', { name: words.more(VADA) }).click();
  for (let taps = 0; taps < 3; taps += 1) await sheet.getByRole('button', { name: common.decrease(words.pieces(VADA)) }).click();
  await sheet.getByRole('button', { name: words.countTo(2), exact: true }).click();
  await sheet.getByText(words.left(2), { exact: true }).waitFor();

  const row = guest.page.getByRole('listitem').filter({ hasText: VADA }).first();
  await row.getByText(text.menu.left(2)).waitFor();
  // Both of the last two are in the cart that they share.
  const companion = await RemoteGuest.join(stack, table, pin, 'Ben');
  await companion.add('vada-pav');
  await guest.orderNow(2);
  await row.getByText(text.menu.soldOut).waitFor();
  await sheet.getByText(words.soldOut, { exact: true }).first().waitFor();
  await sheet.getByRole('button', { name: words.backNamed(VADA) }).click();
  await row.getByText(text.menu.soldOut).waitFor({ state: 'hidden' });
});

test('ordering rests with a word: the menu stays, the cart is kept, and nothing is sent', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const floor = await FloorScreen.start(await device('floor', 'phone'), stack);
  await floor.page.getByRole('button', { name: /^Sold out/ }).click();
  const sheet = floor.dialog();
  await sheet.getByRole('button', { name: words.ordering.pause }).click();
  await sheet.getByLabel(words.ordering.word).last().fill('The kitchen closes for 20 minutes');
  await sheet.getByRole('button', { name: words.ordering.minutes(20) }).click();
  await sheet.getByRole('button', { name: words.ordering.pause }).click();
  await sheet.getByText(words.ordering.told('The kitchen closes for 20 minutes')).waitFor();

  await guest.page.getByRole('status').filter({ hasText: 'The kitchen closes for 20 minutes' }).first().waitFor();
  await guest.page.getByText(search.paused.menu).first().waitFor();
  await guest.openCart();
  const send = guest.cart.getByRole('button', { name: SEND });
  await expect.poll(() => send.isDisabled()).toBe(true);
  await guest.closeSheet();

  await sheet.getByRole('button', { name: words.ordering.resume }).click();
  await guest.openCart();
  await expect.poll(() => send.isDisabled()).toBe(false);
  await guest.closeSheet();
  expect(await office.orderCount(table)).toBe(0);
});

test('a dish is marked and back by keyboard alone, and the focus stays with it', async ({ stack, device }) => {
  const floor = await FloorScreen.start(await device('floor', 'desk'), stack);
  const { page } = floor;
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const tabTo = async (name: string) => {
    for (let taps = 0; taps < 12 && (await focused()) !== name; taps += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe(name);
  };
  await page.getByRole('button', { name: /^Sold out/ }).focus();
  await page.keyboard.press('Enter');
  await floor.dialog().getByRole('searchbox').waitFor();
  await tabTo(words.search);
  await page.keyboard.type('jeera');
  await tabTo(words.markNamed('Jeera Rice'));
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe(words.backNamed('Jeera Rice'));
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe(words.markNamed('Jeera Rice'));
  await page.keyboard.press('Escape');
  await floor.dialog().waitFor({ state: 'hidden' });
});

test('the sheets and banners can be used by everybody', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const floor = await FloorScreen.start(await device('floor', 'phone', STILL), stack);
  const inspected = new Inspection(floor.page, 56);
  await floor.page.getByRole('button', { name: /^Sold out/ }).click();
  const sheet = floor.dialog();
  await sheet.getByRole('searchbox').fill('vada pav');
  await sheet.getByRole('button', { name: words.more(VADA) }).click();
  await inspected.look('the choices of a dish');
  await sheet.getByRole('searchbox').fill('');
  await sheet.getByRole('button', { name: words.ordering.pause }).click();
  await inspected.look('a pause');
  await sheet.getByRole('button', { name: words.ordering.pause }).click();
  await sheet.getByRole('button', { name: words.ordering.resume }).waitFor();
  await floor.closeSheet();
  await inspected.look('the floor while ordering rests');

  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  const shown = new Inspection(guest.page, 48);
  await guest.sitDown(table, pin);
  await guest.page.getByRole('searchbox').fill('vada');
  await guest.page.getByText(search.paused.now).first().waitFor();
  await shown.look('the menu while ordering rests');
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.openCart();
  await shown.look('the cart while ordering rests');

  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet', STILL), stack);
  const board = new Inspection(kitchen.page, 72, { zoom: false });
  await kitchen.page.getByRole('button', { name: kitchenText.soldOut, exact: true }).click();
  await kitchen.dialog().getByRole('searchbox').fill('vada');
  await board.look('what is sold out');
  await floor.page.getByRole('button', { name: /^Sold out/ }).click();
  await sheet.getByRole('button', { name: words.ordering.resume }).click();
  await sheet.getByRole('button', { name: words.ordering.pause }).waitFor();
  expect([...inspected.problems, ...shown.problems, ...board.problems]).toEqual([]);
}, 300_000);
