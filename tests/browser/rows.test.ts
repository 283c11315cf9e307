import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { smallTargets } from './harness/targets';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
/** With a photo and nothing to choose; without one; with choices and a photo; in two forms. */
const [SHOWN, DRAWN, CHOSEN, FORMS] = ['Kachumber Salad', 'Vada Pav', 'Butter Chicken', 'Chicken Seekh Kebab'];

const row = (page: Page, dish: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }).getByRole('button', { name: dish, exact: true }) });

/** Each row that is drawn: where its words and its picture stand, and whether the picture shows something: a photo once it is in sight. */
const rows = (page: Page) =>
  page.locator('main li:has(h3)').evaluateAll((found) =>
    found.map((li) => {
      const picture = li.querySelector<HTMLElement>('img, [style*="--glyph"]');
      const [words, box] = [li.querySelector('h3'), picture].map((one) => one?.getBoundingClientRect());
      const glyph = Number(picture?.style.getPropertyValue('--glyph') ?? Number.NaN);
      const inSight = box && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
      const photo = picture instanceof HTMLImageElement && inSight ? picture.naturalWidth : undefined;
      return {
        name: li.querySelector('h3')?.textContent?.trim(),
        photo,
        shows: picture instanceof HTMLImageElement ? photo !== 0 : glyph >= 0,
        size: [box?.width, box?.height],
        beside: words && box ? (box.left >= words.right ? 'right' : box.right <= words.left ? 'left' : 'below') : 'none',
      };
    }),
  );

test('every dish has its words and, beside them, a photo or a tile with a glyph', async ({ stack, device }) => {
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  const { page } = guest;
  await guest.scan(stack.freeTable());
  await page.getByRole('heading', { level: 2, name: 'Hot Drinks' }).waitFor();
  await expect.poll(async () => (await rows(page)).filter(({ shows }) => !shows)).toEqual([]);
  const all = await rows(page);
  expect(all.length).toBe(151);
  expect(all.filter(({ photo }) => photo).length).toBeGreaterThan(0);
  expect(all.filter(({ size, beside }) => size.join() !== '96,96' || beside !== 'right')).toEqual([]);
  // The photos in sight come with the page, the others when somebody comes near.
  expect(await page.locator('main li img').first().getAttribute('loading')).toBe('eager');
  const last = page.locator('main li img').last();
  expect(await last.getAttribute('loading')).toBe('lazy');
  await last.scrollIntoViewIfNeeded();
  await expect.poll(() => last.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
  // Photos and tiles have the same corners.
  const corners = (of: string) => page.locator(`main li ${of}`).evaluateAll((found) => [...new Set(found.map((one) => getComputedStyle(one).borderRadius))]);
  expect([await corners('> img'), await corners('[style*="--glyph"]')]).toEqual([['14px'], ['14px']]);
  const price = row(page, DRAWN).locator('b');
  expect(await price.evaluate((one) => getComputedStyle(one).fontVariantNumeric)).toBe('tabular-nums');

  await page.evaluate(() => void (document.documentElement.dir = 'rtl'));
  expect((await rows(page)).filter(({ beside }) => beside !== 'left')).toEqual([]);
  await page.evaluate(() => void (document.documentElement.dir = 'ltr'));
  await page.setViewportSize({ width: 320, height: 640 });
  expect((await rows(page)).filter(({ beside }) => beside !== 'right')).toEqual([]);
  // 390 px at 200 %: the picture makes room for the words.
  await page.setViewportSize({ width: 195, height: 422 });
  await expect.poll(async () => (await rows(page)).filter(({ beside }) => beside !== 'below')).toEqual([]);
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(1);
});

test('the plus on the corner adds at once what has nothing to choose, counts, and takes back; else it opens the dish', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  const { page } = guest;
  await guest.sitDown(table, pin);
  for (const dish of [SHOWN, DRAWN]) {
    const own = row(page, dish);
    const more = (name: string) => own.getByRole('button', { name, exact: true });
    await more(text.menu.addNamed(dish)).click();
    await more(`${common.increase(dish)}, ${text.menu.inCart(1)}`).and(page.getByText('1', { exact: true })).waitFor();
    // The finger stays where it is, and the focus too.
    await more(`${common.increase(dish)}, ${text.menu.inCart(1)}`).and(page.locator(':focus')).click();
    await more(`${common.increase(dish)}, ${text.menu.inCart(2)}`).waitFor();
    const [picture, plus] = await Promise.all([box(own.locator('img, [style*="--glyph"]')), box(own.getByRole('button').last())]);
    // On the corner: over the picture, and a little beyond it.
    expect([plus.x < picture.x + picture.width, plus.x + plus.width > picture.x + picture.width]).toEqual([true, true]);
    expect([plus.y < picture.y + picture.height, plus.y + plus.height > picture.y + picture.height]).toEqual([true, true]);
    await own.getByRole('button', { name: common.decrease(dish) }).click();
    await more(`${common.increase(dish)}, ${text.menu.inCart(1)}`).waitFor();
  }
  expect(await smallTargets(page, 44)).toEqual([]);

  for (const dish of [CHOSEN, FORMS]) {
    await row(page, dish).getByRole('button', { name: text.menu.chooseNamed(dish), exact: true }).click();
    const sheet = guest.dialog(dish);
    const picture = await box(sheet.locator('img, [style*="--glyph"]'));
    expect(picture.width / picture.height).toBeCloseTo(4 / 3, 1);
    await sheet.getByRole('button', { name: seat.item.add(1) }).waitFor();
    await guest.closeSheet();
  }
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
});

test('by keyboard down to none, and when a companion sends it, the focus stays on the row, and what is in the cart is said', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('asha', 'phone', STILL), stack.url, 'Asha');
  const { page } = guest;
  await guest.sitDown(table, pin);
  const own = row(page, SHOWN);
  const focused = (name: string) => own.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor();
  const said = (count: number) => page.getByRole('status').getByText(`${SHOWN}, ${text.menu.inCart(count)}`, { exact: true }).waitFor();
  const one = `${common.increase(SHOWN)}, ${text.menu.inCart(1)}`;
  await own.getByRole('button', { name: text.menu.addNamed(SHOWN), exact: true }).focus();
  await page.keyboard.press('Enter');
  await focused(one);
  await said(1);
  await page.keyboard.press('Enter');
  await said(2);
  await page.keyboard.press('Shift+Tab');
  await focused(common.decrease(SHOWN));
  await page.keyboard.press('Enter');
  await said(1);
  await page.keyboard.press('Enter');
  await focused(text.menu.addNamed(SHOWN));
  expect(await page.getByText(text.menu.inCart(1)).count()).toBe(0);

  await page.keyboard.press('Enter');
  await focused(one);
  await page.keyboard.press('Shift+Tab');
  await focused(common.decrease(SHOWN));
  const bela = new Guest(await device('bela', 'phone', STILL), stack.url, 'Bela');
  await bela.sitDown(table, pin);
  await bela.orderNow(1);
  await focused(text.menu.addNamed(SHOWN));
});

test('a photo that does not come leaves a tile, in light and dark, and comes with the network', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/photos/', says: 'ERR_FAILED' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const { page } = guest;
  await page.route('**/photos/**', (route) => route.abort());
  await guest.scan(stack.freeTable());
  await row(page, SHOWN).scrollIntoViewIfNeeded();
  await row(page, SHOWN).locator('[style*="--glyph"]').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const look = new Inspection(page, 44);
    await look.look(`rows, ${colorScheme}`);
    expect(look.problems).toEqual([]);
  }
  await page.unroute('**/photos/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const photo = row(page, SHOWN).locator('img');
  await photo.scrollIntoViewIfNeeded();
  await expect.poll(() => photo.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
});

async function box(what: Locator) {
  await what.scrollIntoViewIfNeeded();
  const found = await what.boundingBox();
  if (!found) throw new Error('it has no box');
  return found;
}

test('every square of the glyphs shows something, and not only a blot', async ({ device }) => {
  const { page } = await device('desk', 'desk');
  const svg = readFileSync(join(import.meta.dirname, '../../static-site/src/guest/menu/glyphs.svg'));
  await page.setContent(`<img src="data:image/svg+xml;base64,${svg.toString('base64')}">`);
  const inks = await page.locator('img').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    return Array.from({ length: canvas.height / 32 }, (_, at) => {
      const pixels = pen?.getImageData(0, 32 * at, 32, 32).data ?? [];
      return [...pixels].filter((value, index) => index % 4 === 3 && value > 127).length / 1024;
    });
  });
  expect(inks.length).toBeGreaterThan(40);
  expect(inks.filter((ink) => ink < 0.1 || ink > 0.55)).toEqual([]);
});
