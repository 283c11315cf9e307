import type { Locator, Page } from 'playwright-core';
import type { Looks } from '$api/types';
import { landing } from '$text/en/landing';
import { receipt as receiptText } from '$text/en/receipt';
import { status as statusText } from '$text/en/status';
import { Away } from './harness/away';
import { BackOffice } from './harness/back-office';
import { billed } from './harness/billing';
import { BRANDS, colourOf, contrast, rgb, written } from './harness/brands';
import { cardsOf } from './harness/card-files';
import { aPhoto } from './harness/photo';
import { expect, test } from './harness/test';

const SCHEMES = ['light', 'dark'] as const;
type Tones = NonNullable<Looks['palette']>['light'];

/** A page of guests beside the menu, and where it shows the looks of its brand. */
interface Place {
  page: Page;
  address: string;
  /** What is written in the brand's letters; the first of them is there once the page is. */
  heads: readonly [Locator, ...Locator[]];
  /** Colours that the page shows, as `rgb(…)`. */
  shown: () => Promise<string[]>;
  /** The brand's own, for each of them. */
  own: (tones: Tones) => string[];
}

/**
 * The page is as that of a brand without looks, until the owner chooses some. Then it wears them in light and dark, and
 * all of it can be read.
 */
async function expectWorn({ page, address, heads, shown, own }: Place, family: string, choose: () => Promise<Looks>): Promise<void> {
  const fonts: string[] = [];
  page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.url()));
  const scheme = (colorScheme: (typeof SCHEMES)[number]) => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const families = () => Promise.all(heads.map((head) => head.evaluate((node) => getComputedStyle(node).fontFamily)));
  const bar = (name: string) => page.locator(`meta[name=theme-color][media*=${name}]`).getAttribute('content');

  await page.goto(address);
  await heads[0].waitFor();
  const before: Record<string, string[]> = {};
  for (const name of SCHEMES) {
    await scheme(name);
    before[name] = [...(await shown()), rgb((await bar(name)) ?? '')];
  }
  expect((await families()).filter((one) => one.includes('Salver'))).toEqual([]);
  expect(fonts).toEqual([]);

  const { palette } = await choose();
  if (!palette) throw new Error('a colour without its palette');
  await page.reload();
  await heads[0].waitFor();
  for (const name of SCHEMES) {
    await scheme(name);
    const wanted = [...own(palette[name]), palette[name].accent_soft].map(rgb);
    expect(wanted.filter((colour, at) => colour === before[name]?.[at])).toEqual([]);
    // Colours pass over into each other for a moment.
    await expect.poll(async () => [...(await shown()), rgb((await bar(name)) ?? '')]).toEqual(wanted);
    expect((await written(page)).filter(({ ink, ground }) => contrast(ink, ground) < 4.5)).toEqual([]);
  }
  for (const one of await families()) expect(one).toMatch(new RegExp(`^['"]?${family}`));
  await expect.poll(() => page.evaluate((family) => document.fonts.check(`600 20px '${family}'`), family)).toBe(true);
  expect(fonts).toHaveLength(1);
}

test.for(BRANDS)('the receipt that a customer opens wears a brand in $what, and its logo', async ({ colour, face, family }, { stack, office, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const { page } = await device('customer', 'phone');
  const logo = await owner.bring((await aPhoto(page, 600, 600)).buffer);
  const { url } = await billed(office);
  await owner.look({ face: 'plain' });
  const paper = page.getByRole('article');
  const picture = paper.locator('header img');
  const edge = () => paper.evaluate((node) => getComputedStyle(node).borderBlockStartColor);
  const save = page.getByRole('button', { name: receiptText.save, exact: true });
  const place: Place = {
    page,
    address: url,
    heads: [paper.getByRole('heading', { name: receiptText.kind.tax_invoice }), paper.locator('.brand')],
    shown: async () => [await edge(), await colourOf(save, 'backgroundColor')],
    own: ({ accent }) => [accent, accent],
  };
  try {
    await expectWorn(place, family, async () => {
      expect(await picture.count()).toBe(0);
      return owner.look({ colour, face, logo });
    });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192);
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test.for(BRANDS)('the list in which a guest finds the table wears a brand in $what', async ({ colour, face, family }, { stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.look({ face: 'plain' });
  const { page } = await device('guest', 'phone');
  const head = page.getByRole('banner');
  const other = page.getByRole('link', { name: landing.list.other });
  /** Where the ground of the head begins; it runs out into that of the page. */
  const ground = async () => /rgb\([^)]*\)/.exec(await head.evaluate((node) => getComputedStyle(node).backgroundImage))?.[0] ?? '';
  const place: Place = {
    page,
    address: `${stack.url}/#/${stack.ready.branch}`,
    heads: [page.getByRole('heading', { name: landing.list.heading }), head.locator('.brand')],
    shown: async () => [await ground(), await colourOf(other, 'color')],
    own: ({ accent_soft, accent }) => [accent_soft, accent],
  };
  try {
    await expectWorn(place, family, () => owner.look({ colour, face }));
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test.for(BRANDS)('the screen on the wall wears a brand in $what, and its logo, and is read from five metres', async ({ colour, face, family }, { stack, office, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.look({ face: 'plain' });
  const away = new Away(office);
  await away.pickup('Omar');
  const { page } = await device('wall', 'desk', { viewport: { width: 1920, height: 1080 } });
  const logo = await owner.bring((await aPhoto(page, 600, 600)).buffer);
  const name = page.getByRole('heading', { level: 1 });
  const head = page.locator('.top');
  const picture = head.locator('img');
  const size = async () => (await page.locator('.number').first().boundingBox())?.height ?? 0;
  const place: Place = {
    page,
    address: await away.screenLink(),
    heads: [name],
    // The stripe; a white brand's ground is the white that is there without it.
    shown: async () => [/rgba?\([^)]*\)/.exec(await head.evaluate((node) => getComputedStyle(node).boxShadow))?.[0] ?? ''],
    own: ({ accent }) => [accent],
  };
  try {
    let before = 0;
    let worn: Looks | undefined;
    await expectWorn(place, family, async () => {
      before = await size();
      expect(await picture.count()).toBe(0);
      return (worn = await owner.look({ colour, face, logo }));
    });
    expect(await name.textContent()).toBe((await cardsOf(owner)).branch.brand);
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192);
    // The numbers and what is said of them are as they were, in the letters of the device.
    expect(await size()).toBeGreaterThanOrEqual(before * 0.97);
    for (const words of [page.getByRole('heading', { name: statusText.ready }), page.locator('.number').first()]) {
      expect(await words.evaluate((node) => getComputedStyle(node).fontFamily)).not.toContain('Salver');
    }
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => colourOf(head, 'backgroundColor')).toBe(rgb(worn?.palette?.[colorScheme].accent_soft ?? ''));
      await expect.poll(async () => (await written(page)).filter(({ ink, ground }) => contrast(ink, ground) < 7)).toEqual([]);
    }
  } finally {
    await owner.look({ face: 'plain' });
  }
});
