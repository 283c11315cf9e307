import type { Page } from 'playwright-core';
import { floor as floorText } from '$text/en/floor';
import { guest as text } from '$text/en/guest';
import { owner as ownerText } from '$text/en/owner';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { OwnerScreen } from './harness/office-pages';
import { RemoteGuest } from './harness/remote-guest';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';
import { translate, translated, translatedAmounts, translatedNames, wordsOf } from './harness/translator';

/** Both pages say the same, and the translated one is translated, but for its amounts. */
async function sayTheSame(page: Page, plain: Page): Promise<void> {
  const both = async () => {
    const [one, other] = await Promise.all([wordsOf(page), wordsOf(plain)]);
    return one === other ? 'the same' : { one, other };
  };
  await expect.poll(both, { timeout: 30_000 }).toBe('the same');
  expect(await translated(page)).toBeGreaterThan(5);
  expect(await translatedAmounts(page)).toEqual([]);
}

test('a translated guest page shows the cart, the order and the calls as they are', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', { reducedMotion: 'reduce' });
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  // The same guest in another tab, whose page nobody translates.
  const plain = await phone.context.newPage();
  await plain.goto(guest.page.url());
  const other = { ...(await twin(plain)) };
  await translate(guest.page);

  const friend = await RemoteGuest.join(stack, table, pin, 'Bela');
  await friend.add('jeera-rice', 2);
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.add('Vada Pav');
  await other.bar(text.bar.items(3));
  await guest.openCart();
  await other.cart();
  await sayTheSame(guest.page, plain);

  await friend.add('jeera-rice', 3);
  await guest.cart.getByText('Jeera Rice').first().waitFor();
  await plain.getByRole('dialog').getByText('Jeera Rice').first().waitFor();
  await sayTheSame(guest.page, plain);

  await guest.cart.getByRole('button', { name: SEND }).click();
  const number = await guest.confirmed();
  expect(await guest.cart.getByRole('heading', { name: String(number) }).locator('strong font').count()).toBe(0);
  await guest.followOrder();
  await plain.keyboard.press('Escape');
  await plain.getByRole('button', { name: new RegExp(`^${text.bar.order(number)}`) }).click();
  await sayTheSame(guest.page, plain);
  const [order] = await office.kitchenOrders(table);
  if (!order) throw new Error('no order');
  await office.advance(order, 'accepted', 'preparing');
  await guest.step(number).getByText(seat.orders.steps[2] ?? '').waitFor();
  await sayTheSame(guest.page, plain);
  await office.advance(order, 'ready');
  await guest.step(number).getByText(seat.orders.steps[3] ?? '').waitFor();
  await sayTheSame(guest.page, plain);
});

/** What the test does on the tab that is not translated. */
async function twin(page: Page) {
  const cart = page.getByRole('button', { name: new RegExp(text.bar.cart) });
  await cart.waitFor();
  return {
    bar: (items: string) => cart.filter({ hasText: items }).waitFor(),
    cart: () => cart.click(),
  };
}

test('a translated kitchen shows orders, counts and states as they are', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const tablet = await device('kitchen', 'tablet', { reducedMotion: 'reduce' });
  const kitchen = await KitchenTablet.start(tablet, stack);
  const plain = await tablet.context.newPage();
  await plain.goto(kitchen.page.url());
  await translate(kitchen.page);
  await guest.add('vada-pav', 2);
  const order = await guest.order();
  const on = (page: Page) => page.getByRole('article', { name: new RegExp(`^Order ${order.number},`) });
  for (const page of [kitchen.page, plain]) await on(page).waitFor();
  await sayTheSame(kitchen.page, plain);
  // What stays on the screen and counts on.
  await guest.add('jeera-rice');
  const second = await guest.order();
  for (const page of [kitchen.page, plain]) {
    await page.getByRole('article', { name: new RegExp(`^Order ${second.number},`) }).waitFor();
  }
  await sayTheSame(kitchen.page, plain);
  for (const status of ['accepted', 'preparing', 'ready']) {
    await office.advance(order, status);
    await sayTheSame(kitchen.page, plain);
  }
  // What a translator would reword: tables, numbers, pieces and ages.
  expect(await translatedNames(kitchen.page, table.name)).toEqual([]);
  await office.advance(order, 'served');
  for (const page of [kitchen.page, plain]) await on(page).waitFor({ state: 'detached' });
  await sayTheSame(kitchen.page, plain);
});

test('a translated floor shows calls, orders, totals and the PIN as they are', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const desk = await device('floor', 'desk', { reducedMotion: 'reduce' });
  const floor = await FloorScreen.start(desk, stack);
  const plain = await desk.context.newPage();
  await plain.goto(floor.page.url());
  await plain.getByRole('button', { name: new RegExp(`^${table.name}\\b`) }).waitFor();
  await translate(floor.page);
  for (const page of [floor.page, plain]) await page.getByRole('button', { name: new RegExp(`^${table.name}\\b`) }).click();
  await sayTheSame(floor.page, plain);
  expect(await floor.page.locator('[aria-label^="PIN"] font').count()).toBe(0);
  await guest.add('vada-pav', 2);
  const order = await guest.order();
  await guest.call('water');
  for (const page of [floor.page, plain]) {
    await page.getByRole('listitem', { name: new RegExp(`^${floorText.todo.table(table.name)}: .*${order.number}`) }).first().waitFor();
  }
  await sayTheSame(floor.page, plain);
  await office.advance(order, 'accepted', 'preparing', 'ready');
  await sayTheSame(floor.page, plain);
  expect(await translatedNames(floor.page, table.name)).toEqual([]);
  await office.advance(order, 'served');
  for (const call of await office.calls(table)) await office.moveCall(call, 'resolved');
  await sayTheSame(floor.page, plain);
});

test('a translated owner page counts as the untranslated one', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const desk = await device('owner', 'desk', { reducedMotion: 'reduce' });
  const owner = await OwnerScreen.start(desk, stack);
  const plain = await desk.context.newPage();
  await plain.goto(owner.page.url());
  await plain.getByText(ownerText.headline.orders).first().waitFor();
  await translate(owner.page);
  await guest.add('vada-pav', 2);
  const order = await guest.order();
  for (const page of [owner.page, plain]) {
    await page.getByRole('button', { name: ownerText.recent.acceptOf(order.number) }).waitFor();
  }
  await sayTheSame(owner.page, plain);
  await office.advance(order, 'accepted', 'preparing');
  await sayTheSame(owner.page, plain);
});
