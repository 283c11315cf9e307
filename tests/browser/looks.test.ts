import type { Page } from 'playwright-core';
import { admin as text } from '$text/en/admin';
import { guest as guestText } from '$text/en/guest';
import { BRANDS, colourOf, contrast, rgb, written } from './harness/brands';
import { newHouse, OWNER } from './harness/first-owner';
import { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { aPhoto } from './harness/photo';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const looks = text.looks;

const step = (page: Page) => page.getByRole('region', { name: text.steps.title }).getByRole('listitem').filter({ hasText: text.steps.name.looks });

test('an owner chooses looks in the steps of a new restaurant, leaves them, and comes back', async ({ device }) => {
  const { stack, branch } = await newHouse();
  try {
    const admin = new AdminScreen(await device('owner', 'phone', STILL), stack.url);
    const { page } = admin;
    await admin.signIn(OWNER);
    await step(page).getByText(text.steps.hint.looks).waitFor();
    // Left as it is.
    await step(page).getByRole('button').first().click();
    await admin.closeSheet();
    await step(page).getByText(text.steps.hint.looks).waitFor();
    await step(page).getByRole('button').first().click();
    const sheet = admin.dialog();
    await sheet.getByRole('button', { name: looks.colour.names.saffron }).click();
    await sheet.getByText(looks.colour.changed.light).waitFor();
    expect(await sheet.getByText(looks.colour.changed.dark).count()).toBe(0);
    await sheet.getByRole('button', { name: new RegExp(looks.face.friendly) }).click();
    const look = new Inspection(page, 48);
    await look.look('looks that are being chosen');
    expect(look.problems).toEqual([]);
    await sheet.getByLabel(looks.colour.code).fill('yellow');
    await sheet.getByRole('button', { name: looks.save }).click();
    await sheet.getByText(looks.colour.wrong).waitFor();
    await sheet.getByLabel(looks.colour.code).fill('F2A900');
    await sheet.getByLabel(looks.logo.choose).setInputFiles(await aPhoto(page, 900, 300, 200));
    await sheet.getByAltText(looks.logo.alt).waitFor();
    await sheet.getByRole('button', { name: looks.save }).click();
    await sheet.waitFor({ state: 'hidden' });
    await step(page).getByText(text.steps.done).waitFor();
    await page.reload();
    await step(page).getByText(text.steps.done).waitFor();
    const card = page.getByRole('region', { name: looks.title });
    await card.getByText('#f2a900').waitFor();
    await card.getByAltText(looks.logo.alt).waitFor();
    expect(branch).not.toBe('');
  } finally {
    await stack.stop();
  }
});

test.for(BRANDS)('a guest’s phone shows a brand in $what, in light and dark, and all can be read', async ({ colour, face, family }, { stack, office, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const guest = new Guest(await device('guest', 'phone', STILL), stack.url, 'Asha');
  const { page } = guest;
  const photo = await owner.bring((await aPhoto(page, 1_600, 900)).buffer);
  await owner.look({ colour, face, logo: photo, cover: photo });
  try {
    const fonts: string[] = [];
    page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.url()));
    const table = stack.freeTable();
    await office.open(table);
    await guest.scan(table);
    const head = page.getByRole('heading', { level: 1 });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const join = guest.button(guestText.bar.join);
      const [words, ground] = [await colourOf(join, 'color'), await colourOf(join, 'backgroundColor')];
      expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
      const bar = await page.locator(`meta[name=theme-color][media*=${scheme}]`).getAttribute('content');
      expect(await colourOf(page.locator('header .bar'), 'backgroundColor')).toBe(rgb(bar ?? ''));
    }
    // In dark, white and yellow are as they were chosen.
    if (colour !== '#000000') expect(await colourOf(guest.button(guestText.bar.join), 'backgroundColor')).toBe(rgb(colour));
    // One face alone is loaded, and counts.
    expect(await head.evaluate((node) => getComputedStyle(node).fontFamily)).toContain(family);
    await expect.poll(() => page.evaluate((family) => document.fonts.check(`600 20px '${family}'`), family)).toBe(true);
    expect(fonts).toHaveLength(1);
    // Of Playfair Display, the largest of the three, 23,228 B.
    const size = (await (await fetch(fonts[0] ?? '')).arrayBuffer()).byteLength;
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(24_000);
    const cover = page.locator('.cover img');
    await expect.poll(() => cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800);
    const all = new Inspection(page, 44);
    await all.look('the menu in its looks');
    await guest.button(guestText.bar.join).click();
    await guest.dialog().waitFor();
    await all.look('joining in its looks');
    expect(all.problems).toEqual([]);
  } finally {
    await owner.look({ face: 'plain' });
  }
});

/** How much moved of the screen, and which elements. */
interface Moved {
  value: number;
  what: string[];
}

/** Notes in the page what moves, from before it was asked to. */
function noteMoves(): void {
  const moved: Moved[] = [];
  Object.assign(window, { moved });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as unknown as { value: number; sources: { node: Node | null }[] };
      moved.push({ value, what: sources.map(({ node }) => (node as Element | null)?.className ?? node?.nodeName ?? '') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What was noted is no more than nobody sees. */
async function expectStill(page: Page): Promise<void> {
  const moved = await page.evaluate(() => (window as unknown as { moved: Moved[] }).moved);
  expect(moved.reduce((sum, { value }) => sum + value, 0), JSON.stringify(moved)).toBeLessThanOrEqual(0.02);
}

/** Keeps what comes late on a slow line until it is let go. */
async function holdLate(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  for (const late of ['**/photos/*', '**/*.woff2']) {
    await page.route(late, async (route) => {
      await released;
      await route.continue();
    });
  }
  return release;
}

test('nothing moves when the cover, the logo and the face come', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const guest = new Guest(await device('guest', 'phone'), stack.url, 'Asha');
  const { page } = guest;
  const photo = await owner.bring((await aPhoto(page, 1_600, 900)).buffer);
  await owner.look({ face: 'classic', logo: photo, cover: photo });
  try {
    // They come when the menu stands, as on a slow line.
    const release = await holdLate(page);
    await guest.scan(stack.freeTable());
    await page.locator('.cover img').waitFor({ state: 'attached' });
    await page.waitForTimeout(1_000);
    await page.evaluate(noteMoves);
    release();
    await expect.poll(() => page.locator('.cover img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800);
    await expect.poll(() => page.evaluate(() => document.fonts.check("600 20px 'Salver Classic'"))).toBe(true);
    await page.waitForTimeout(300);
    await expectStill(page);
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test.for(BRANDS)('without a script the page of a menu wears a brand in $what, and all can be read in light and dark', async ({ colour, face, family }, { stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const painter = await device('painter', 'desk');
  const photo = await owner.bring((await aPhoto(painter.page, 1_600, 900)).buffer);
  const { palette } = await owner.look({ colour, face, logo: photo, cover: photo });
  try {
    const { page } = await device('reader', 'phone', { ...STILL, javaScriptEnabled: false });
    await page.goto(`${stack.url}/m/${stack.ready.branch}`);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const own = palette?.[scheme];
      const way = page.getByRole('link', { name: 'Order at your table' });
      // Colours pass over into each other for a moment.
      await expect.poll(() => colourOf(way, 'backgroundColor')).toBe(rgb(own?.accent ?? ''));
      await expect.poll(() => colourOf(page.locator('header .bar'), 'backgroundColor')).toBe(rgb(own?.accent_soft ?? ''));
      const all = await written(page);
      expect(all.map(({ words }) => words)).toEqual(expect.arrayContaining(['Vada Pav', 'Order at your table']));
      expect(all.filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
    }
    // As it was chosen where it can be: black in light, white and yellow in dark.
    expect(palette?.[colour === '#000000' ? 'light' : 'dark'].accent).toBe(colour);
    // Its letters are named. The file of them comes with the script; until then a font of the device stands there, as wide.
    for (const head of [page.getByRole('heading', { level: 1 }), page.getByRole('heading', { level: 2 }).first()]) {
      expect(await head.evaluate((node) => getComputedStyle(node).fontFamily)).toMatch(new RegExp(`^['"]?${family}`));
    }
    for (const [image, width] of [['.cover img', 800], ['img.logo', 192]] as const) {
      await expect.poll(() => page.locator(image).evaluate((own: HTMLImageElement) => own.naturalWidth)).toBe(width);
    }
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test.for(BRANDS)('while the page of a menu in $what becomes the app, nothing moves', async ({ colour, face, family }, { stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const { page } = await device('guest', 'phone', STILL);
  const photo = await owner.bring((await aPhoto(page, 1_600, 900)).buffer);
  await owner.look({ colour, face, logo: photo, cover: photo });
  try {
    const release = await holdLate(page);
    await page.addInitScript(noteMoves);
    await page.goto(`${stack.url}/m/${stack.ready.branch}#${stack.freeTable().code}`, { waitUntil: 'commit' });
    await page.locator('#app .cover img').waitFor({ state: 'attached' });
    await page.locator('#document').waitFor({ state: 'detached' });
    await page.waitForTimeout(500);
    release();
    await expect.poll(() => page.locator('.cover img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800);
    await expect.poll(() => page.evaluate((family) => document.fonts.check(`600 20px '${family}'`), family)).toBe(true);
    await page.waitForTimeout(300);
    await expectStill(page);
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test('two owners at once: whoever is later is told, and nothing is lost', async ({ stack, device }) => {
  const admin = new AdminScreen(await device('owner', 'desk', STILL), stack.url);
  const { page } = admin;
  admin.device.expects({ at: '/looks', says: '409' });
  await admin.signIn(stack.staff('owner'));
  await page.getByRole('region', { name: looks.title, exact: true }).getByRole('button', { name: looks.change }).click();
  const sheet = admin.dialog();
  await sheet.getByRole('button', { name: looks.colour.names.leaf }).click();
  const other = await BackOffice.signIn(stack, 'owner');
  await other.look({ face: 'modern' });
  await sheet.getByRole('button', { name: looks.save }).click();
  await sheet.getByText(looks.conflict.title).waitFor();
  await sheet.getByRole('button', { name: looks.save }).click();
  await sheet.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: looks.title, exact: true }).getByText('#1d6b3a').waitFor();
  await other.look({ face: 'plain' });
});

test('who manages a branch is not offered what only the owner chooses', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('manager', 'desk'), stack);
  expect(await admin.page.getByRole('region', { name: looks.title, exact: true }).count()).toBe(0);
});
