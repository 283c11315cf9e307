import type { Locator } from 'playwright-core';
import type { Menu, MenuItem } from '$api/types';
import { guest as text } from '$text/en/guest';
import { search as searchText } from '$text/en/search';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { expect, test } from './harness/test';

/** What the demo restaurant has run out of. */
const SOLD_OUT = 'Hot Chocolate';

test('a dish that is sold out is shown as such and cannot be added', async ({ stack, device }) => {
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const dish = guest.page.getByRole('listitem').filter({ hasText: SOLD_OUT });
  await dish.getByText(text.menu.soldOut, { exact: true }).waitFor();
  expect(await dish.getByRole('button').count()).toBe(1);
  await dish.getByRole('button', { name: SOLD_OUT }).click();
  await guest.dialog(SOLD_OUT).getByText(seat.item.soldOut).waitFor();
  expect(await guest.dialog(SOLD_OUT).getByRole('button', { name: seat.item.add(1) }).count()).toBe(0);
});

test('the bar of categories leads to each and shows where the guest is', async ({ stack, device }) => {
  const guest = new Guest(await device('phone', 'phone', { reducedMotion: 'reduce' }), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const bar = guest.page.getByRole('navigation', { name: text.menu.categories });
  const current = bar.locator('[aria-current="true"]');
  await current.getByText('Soups').waitFor();
  await bar.getByRole('button', { name: 'Desserts' }).click();
  await current.getByText('Desserts').waitFor();
  await guest.page.getByRole('heading', { name: 'Desserts' }).and(guest.page.locator(':focus')).waitFor();
  await guest.page.evaluate(() => scrollTo(0, 0));
  await current.getByText('Soups').waitFor();
  // Those at the end cannot reach the top, and get their turn all the same: tapped or scrolled to.
  await bar.getByRole('button', { name: 'Beverages' }).click();
  await current.getByText('Beverages').waitFor();
  await bar.getByRole('button', { name: 'Hot Drinks' }).click();
  await current.getByText('Hot Drinks').waitFor();
  await guest.page.evaluate(() => scrollTo(0, 0));
  await current.getByText('Soups').waitFor();
  await guest.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await current.getByText('Hot Drinks').waitFor();
});

test('the search finds dishes by their words and their options, says how many, and says when there are none', async ({ stack, office, device }) => {
  const { categories } = await office.read<Menu>('menu');
  const all = categories.flatMap(({ items }) => items);
  const named = ({ name, description, option_groups, parts = [] }: MenuItem) => {
    const options = option_groups.flatMap(({ options }) => options.map((option) => option.name));
    const picks = parts.flatMap(({ choices }) => choices.map(({ item_id }) => all.find(({ id }) => id === item_id)?.name ?? ''));
    return [name, description ?? '', ...options, ...picks].join(' ');
  };
  const fitting = all.filter((item) => /naan/i.test(named(item)));
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const search = guest.page.getByRole('searchbox', { name: text.menu.search });
  await search.fill('naan');
  const dishes = shownDishes(guest);
  await dishes.filter({ hasText: 'Garlic Naan' }).waitFor();
  expect(fitting.length).toBeGreaterThan(3);
  await guest.page.getByRole('status').getByText(searchText.found(fitting.length), { exact: true }).waitFor();
  await expect.poll(async () => (await dishes.getByRole('heading').allTextContents()).length).toBe(fitting.length);
  const found = await dishes.allTextContents();
  expect(fitting.every(({ name }) => found.some((dish) => dish.includes(name)))).toBe(true);
  // What is called so stands before what can only be had with it.
  const other = found.findIndex((dish) => !/naan/i.test(dish));
  expect(other).toBeGreaterThan(3);
  await search.fill('nothing like it');
  await guest.page.getByRole('heading', { name: searchText.nothing }).waitFor();
  await guest.button(text.menu.clear).first().click();
  await guest.page.getByRole('heading', { name: 'Soups' }).waitFor();
});

test('the search finds what suits a diet and what has an allergen, the likeliest first', async ({ stack, office, device }) => {
  const { categories } = await office.read<Menu>('menu');
  const items = categories.flatMap((category) => category.items);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const search = guest.page.getByRole('searchbox', { name: text.menu.search });
  const dishes = shownDishes(guest);
  const says = (count: number) => guest.page.getByRole('status').getByText(searchText.found(count), { exact: true }).waitFor();

  await search.fill('vegan');
  const vegan = items.filter(({ diet }) => diet === 'vegan').length;
  await says(vegan);
  // All of them come, though not all at once.
  await expect.poll(() => dishes.count()).toBe(vegan);
  await search.fill('vegetarian');
  await says(items.filter(({ diet }) => diet === 'vegan' || diet === 'veg').length);
  await search.fill('lassi');
  await expect.poll(async () => (await dishes.getByRole('heading').allTextContents()).slice(0, 2).join()).toMatch(/Lassi.*Lassi/);
  await search.fill('peanut');
  const peanuts = items.filter(({ allergens }) => allergens.includes('peanuts')).length;
  expect(peanuts).toBeGreaterThan(5);
  await expect.poll(() => dishes.filter({ hasText: /Contains[^.]* peanuts/ }).count()).toBe(peanuts);
  await search.fill('no peanuts');
  await guest.page.getByText(searchText.leftOut('peanuts')).waitFor();
  await expect.poll(() => dishes.count()).toBeGreaterThan(items.length / 2);
  expect(await dishes.filter({ hasText: /peanut/i }).count()).toBe(0);
});

/** The dishes that the guest sees. */
function shownDishes(guest: Guest): Locator {
  return guest.page.getByRole('main').getByRole('listitem').filter({ has: guest.page.getByRole('heading') });
}

test('the whole way to a confirmed order works by keyboard alone', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('desk', 'desk'), stack.url, 'Asha');
  const { keyboard } = guest.page;
  await guest.scan(table);
  await guest.button(text.bar.join).focus();
  await keyboard.press('Enter');
  // The focus is in the first field of the sheet; Enter sends the form.
  await guest.dialog().getByLabel(seat.join.pin).and(guest.page.locator(':focus')).waitFor();
  await keyboard.type(pin);
  await keyboard.press('Enter');
  await guest.seated();
  await guest.button(text.menu.addNamed('Vada Pav')).focus();
  await keyboard.press('Enter');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.cartButton.focus();
  await keyboard.press('Enter');
  await guest.cart.waitFor();
  const send = guest.cart.getByRole('button', { name: SEND });
  for (let tabs = 0; tabs < 10 && !(await send.evaluate((button) => button === document.activeElement)); tabs += 1) {
    await keyboard.press('Tab');
  }
  await keyboard.press('Enter');
  await guest.confirmed();
  await keyboard.press('Escape');
  await guest.dialog().waitFor({ state: 'hidden' });
  expect(await office.orderCount(table)).toBe(1);
});

test('the head folds to 48 px, and the smallest phone shows a dish, upright and on its side', async ({ stack, device }) => {
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const { page } = guest;
  await guest.scan(stack.freeTable());
  await page.getByRole('heading', { name: 'Hot Drinks' }).waitFor();
  const boxOf = async (what: Locator) => (await what.boundingBox()) ?? { y: Infinity, height: Infinity };
  for (const [width, height] of [
    [320, 568],
    [568, 320],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, 0));
    const dish = await boxOf(page.getByRole('heading', { level: 3 }).first());
    const bar = await boxOf(guest.button(text.bar.join));
    expect(dish.y + dish.height).toBeLessThan(bar.y);
    await page.evaluate(() => scrollTo(0, 2_000));
    await expect.poll(async () => (await boxOf(page.getByRole('navigation', { name: text.menu.categories }))).y).toBe(48);
    expect((await boxOf(page.getByRole('heading', { level: 1 }))).y).toBeGreaterThanOrEqual(0);
  }
});

test('by keyboard the cart is reached before the dishes', async ({ stack, device }) => {
  const guest = new Guest(await device('desk', 'desk'), stack.url, 'Asha');
  const { page } = guest;
  await guest.scan(stack.freeTable());
  await page.keyboard.press('Tab');
  await guest.button(text.skip).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await guest.button(text.bar.join).and(page.locator(':focus')).waitFor();
});
