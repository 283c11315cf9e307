import type { Locator, Page } from 'playwright-core';
import type { Figures, Menu, MenuItem } from '$api/types';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { search as finding } from '$text/en/search';
import { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { builtSite, Stack } from './harness/stack';
import { expect, test as base } from './harness/test';

/** A restaurant with some days behind it, whose figures have been counted. */
const test = base.extend('house', { scope: 'file' }, async ({}, { onCleanup }) => {
  const stack = await Stack.start(builtSite, [], '4');
  onCleanup(() => stack.stop());
  const office = await BackOffice.signIn(stack);
  let before = '';
  await expect
    .poll(
      async () => {
        const { days } = await office.read<Figures>('figures');
        const now = JSON.stringify(days);
        const settled = now === before && days.some(({ sales }) => sales.orders > 0);
        before = now;
        return settled;
      },
      { timeout: 120_000, interval: 2_000 },
    )
    .toBe(true);
  return { stack, office };
});

const chips = (page: Page) => page.getByRole('group', { name: finding.chips.label });
const chip = (page: Page, name: string) => chips(page).getByRole('button', { name, exact: true });
const bar = (page: Page) => page.getByRole('navigation', { name: text.menu.categories });
/** The headings of what is shown of the menu. */
const sections = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 });
const names = (dishes: Locator) => dishes.getByRole('heading', { level: 3 }).getByRole('button').allTextContents();
const isVeg = ({ diet }: MenuItem) => diet === 'veg' || diet === 'vegan';
const has = (item: MenuItem, ...allergens: MenuItem['allergens']) => item.allergens.some((one) => allergens.includes(one));

test('at 390 px: what is popular comes first, chips cut the menu down, the sheet leads to a category, marks are explained', async ({ house, device }) => {
  const { stack, office } = house;
  const menu = await office.read<Menu>('menu');
  const items = menu.categories.flatMap((category) => category.items);
  const phone = await device('phone', 'phone', { reducedMotion: 'reduce' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const { page } = guest;
  const inspected = new Inspection(page, 48);
  await guest.scan(stack.freeTable());

  // What was sold most, in its order, and by the figures.
  const popular = (menu.popular ?? []).map((id) => items.find((item) => item.id === id)?.name);
  expect(popular.length).toBeGreaterThan(2);
  await expect.poll(() => sections(page).first().textContent()).toBe(text.menu.popular.name);
  const shelf = page.getByRole('region', { name: text.menu.popular.name });
  const shown = (await names(shelf)).map((name) => name.trim());
  expect(shown.filter((name) => popular.includes(name))).toEqual(popular);
  await bar(page).locator('[aria-current="true"]').getByText(text.menu.popular.name).waitFor();
  await chips(page).waitFor();
  await inspected.look('popular');

  // The marks.
  await shelf.getByRole('listitem').first().getByRole('button').first().click();
  await guest.dialog(finding.marks.title).getByText(finding.marks.egg).waitFor();
  await inspected.look('marks');
  await guest.closeSheet();

  // One chip, and a second one with it.
  const left = (count: number) => page.getByRole('status').getByText(finding.chips.left(count, items.length), { exact: true }).waitFor();
  await chip(page, finding.chips.name.veg).click();
  await left(items.filter(isVeg).length);
  const withVeg = menu.categories.filter((category) => category.items.some(isVeg)).length;
  expect(withVeg).toBeLessThan(menu.categories.length);
  await expect.poll(async () => (await sections(page).allTextContents()).filter((name) => name !== text.menu.popular.name).length).toBe(withVeg);
  await chip(page, finding.chips.name.no_gluten).click();
  const both = items.filter((item) => isVeg(item) && !has(item, 'gluten'));
  await page.getByText(finding.chips.declared).waitFor();
  // By words a dish may be left out beside what is declared; never the other way round.
  await expect.poll(() => page.getByRole('main').getByRole('listitem').filter({ hasText: /Contains[^.]*gluten/ }).count()).toBe(0);
  const told = await page.getByRole('status').filter({ hasText: ` of ${items.length} ` }).textContent();
  expect(Number.parseInt(told ?? '', 10)).toBeLessThanOrEqual(both.length);
  expect(Number.parseInt(told ?? '', 10)).toBeGreaterThan(0);
  await inspected.look('two chips');

  // The search keeps to them, and a mistake is forgiven.
  await page.getByRole('searchbox').fill('chiken');
  await page.getByRole('heading', { name: /match “chiken”/ }).waitFor();
  await page.getByText(finding.chips.cutOffText(`${finding.chips.name.veg}, ${finding.chips.name.no_gluten}`)).waitFor();
  await page.getByRole('searchbox').fill('panner');
  await page.getByRole('listitem').filter({ hasText: /paneer/i }).first().waitFor();
  await inspected.look('search within chips');
  await guest.button(text.menu.clear).first().click();

  // They are there again after a reload, and one tap ends them.
  await page.reload();
  await chip(page, finding.chips.name.veg).and(page.locator('[aria-pressed="true"]')).waitFor();
  await guest.button(finding.chips.clear).click();
  await page.getByRole('heading', { level: 2, name: menu.categories[0]?.name ?? '' }).waitFor();
  await expect.poll(() => page.getByRole('status').filter({ hasText: ` of ${items.length} ` }).count()).toBe(0);

  // All categories at once, and the way to one of them; Back would have led there as well.
  await guest.button(text.menu.all).click();
  const last = menu.categories.at(-2);
  if (!last) throw new Error('the menu is too short');
  await guest.dialog(finding.all.title).waitFor();
  await inspected.look('all categories');
  await guest.dialog(finding.all.title).getByRole('button', { name: `${last.name}, ${finding.all.dishes(last.items.length)}` }).click();
  await guest.dialog().waitFor({ state: 'hidden' });
  const heading = page.getByRole('heading', { level: 2, name: last.name });
  await heading.and(page.locator(':focus')).waitFor();
  await page.waitForTimeout(500);
  expect((await heading.boundingBox())?.y).toBeLessThan(300);
  await bar(page).locator('[aria-current="true"]').getByText(last.name).waitFor();

  // The bar is at the top now, and leads back to the search.
  await bar(page).getByRole('button', { name: text.menu.search }).click();
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(inspected.problems).toEqual([]);
}, 300_000);

test('what is left of the menu has its own bar, by keyboard as by hand, and turned round', async ({ house, device }) => {
  const { stack } = house;
  const guest = new Guest(await device('desk', 'desk', { reducedMotion: 'reduce' }), stack.url, 'Asha');
  const { page } = guest;
  await guest.scan(stack.freeTable());
  await page.evaluate(() => void (document.documentElement.dir = 'rtl'));
  await chip(page, finding.chips.name.vegan).focus();
  await page.keyboard.press('Space');
  await chip(page, finding.chips.name.vegan).and(page.locator('[aria-pressed="true"]:focus')).waitFor();
  await guest.button(text.menu.all).focus();
  await page.keyboard.press('Enter');
  const rows = guest.dialog(finding.all.title).getByRole('listitem').getByRole('button');
  const last = (await rows.last().getAttribute('aria-label')) ?? '';
  await rows.last().press('Enter');
  await guest.dialog().waitFor({ state: 'hidden' });
  const heading = page.getByRole('heading', { level: 2, name: last.slice(0, last.lastIndexOf(',')), exact: true });
  await heading.and(page.locator(':focus')).waitFor();
});

test('where what finds dishes does not come, the menu is there, and a tap says so', async ({ house, device }) => {
  const { stack } = house;
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/assets/', says: 'ERR_FAILED' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const { page } = guest;
  await page.route('**/assets/later-*.js', (route) => route.abort());
  await guest.scan(stack.freeTable());
  await page.getByRole('heading', { name: 'Hot Drinks' }).waitFor();
  await guest.button(text.menu.all).click();
  await page.getByText(common.error.network).waitFor();
  await bar(page).getByRole('button', { name: 'Desserts' }).click();
  await page.getByRole('heading', { name: 'Desserts' }).and(page.locator(':focus')).waitFor();
  expect(await chips(page).count()).toBe(0);
  // It is tried again with the next tap.
  await page.unroute('**/assets/later-*.js');
  await page.reload();
  await chips(page).waitFor();
});

// The last one: it publishes another menu.
test('a combo is found by what can be picked for it, is vegetarian where each part can be, and says of each choice what it is', async ({
  house,
  device,
}) => {
  const { stack, office } = house;
  const { categories } = await office.read<Menu>('menu');
  const plain = categories.flatMap(({ items }) => items).filter(({ variants, parts }) => !variants && !parts);
  const meat = plain.find(({ diet, allergens }) => diet === 'non_veg' && allergens.length > 0);
  const green = plain.find((item) => isVeg(item) && item.allergens.length > 0);
  const [first] = categories;
  if (!meat || !green || !first) throw new Error('the menu has too little');
  const combo = (id: string, name: string, ...choices: MenuItem[]) => [
    { do: 'add_item', id, category: first.id, name, price: { minor: 25_000, currency: 'INR' }, diet: 'veg' },
    { do: 'set_combo', item: id, set: { parts: [{ id: 'main', name: 'Main', choices: choices.map((item) => ({ item: item.id })) }] } },
  ];
  await office.publish([...combo('either', 'Zebra Platter', meat, green), ...combo('only', 'Zebra Feast', meat)]);

  const guest = new Guest(await device('phone', 'phone', { reducedMotion: 'reduce' }), stack.url, 'Asha');
  const { page } = guest;
  await guest.scan(stack.freeTable());
  await chips(page).waitFor();
  const row = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await page.getByRole('searchbox').fill(`${green.name} zebra`);
  await row('Zebra Platter').first().waitFor();
  await page.getByRole('searchbox').fill(`${meat.name} zebra`);
  await row('Zebra Feast').first().waitFor();
  // The owner's mark stays on both, and only one of them can be eaten by who keeps to it.
  await chip(page, finding.chips.name.veg).click();
  await row('Zebra Platter').first().waitFor();
  expect(await row('Zebra Feast').count()).toBe(0);

  await row('Zebra Platter').first().getByRole('button', { name: 'Zebra Platter', exact: true }).click();
  const sheet = guest.dialog('Zebra Platter');
  for (const item of [meat, green]) {
    const choice = sheet.getByRole('group', { name: /^Main/ }).locator('label').filter({ hasText: item.name });
    await choice.getByRole('img', { name: common.diet[item.diet], exact: true }).waitFor();
    await choice.getByText(text.menu.contains(common.list(item.allergens.map((one) => common.allergen[one])))).waitFor();
  }
  const inspected = new Inspection(page, 44);
  await inspected.look('the choices of a combo');
  expect(inspected.problems).toEqual([]);
});
