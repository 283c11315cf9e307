import type { Page } from 'playwright-core';
import { FORMAT_NAMES } from '$card/formats';
import { admin as text } from '$text/en/admin';
import { BackOffice } from './harness/back-office';
import { BRANDS } from './harness/brands';
import { saved, show } from './harness/card-files';
import { AdminScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

/** As a font calls itself, in a PDF. */
const NAMED = { classic: 'PlayfairDisplay', modern: 'Outfit', friendly: 'Fredoka' } as const;
const STYLE = /<style>.*?<\/style>/g;

const drawn = async (page: Page) => decodeURIComponent((await page.locator('main img').first().getAttribute('src')) ?? '');

/** The page of the cards of one table, once they are drawn as the brand looks. */
async function opened(admin: AdminScreen, letters: boolean): Promise<void> {
  await admin.page.reload();
  await admin.live();
  await admin.showCards();
  await expect.poll(async () => (await drawn(admin.page)).includes('@font-face')).toBe(letters);
  await admin.page.getByText(text.print.choose).click();
  await admin.page.getByRole('checkbox', { name: text.print.all }).uncheck();
  await admin.page.getByRole('checkbox').nth(2).check();
}

/** How wide each line of a name is drawn, in letters of 1. */
function namesOf(svg: string): Record<string, number> {
  const lines = svg.matchAll(/<text [^>]*font-size="([\d.]+)" font-weight="600" font-family="(?:'|ui-serif)[^>]*textLength="([\d.]+)"[^>]*>([^<]*)</g);
  return Object.fromEntries(Array.from(lines, ([, size, width, words = '']) => [words, Number(width) / Number(size)]));
}

/** How wide these words are by themselves in letters that the page has. */
function widthOf(page: Page, words: string, family: string): Promise<number> {
  return page.evaluate(
    ([words, family]) => {
      const line = document.createElement('span');
      Object.assign(line.style, { position: 'absolute', font: `600 100px '${family}'`, fontVariantNumeric: 'lining-nums', whiteSpace: 'pre' });
      line.textContent = words;
      document.body.append(line);
      const { width } = line.getBoundingClientRect();
      line.remove();
      return width / 100;
    },
    [words, family] as const,
  );
}

/** How many pixels of a picture and of a drawing, in the size of the picture, are plainly not alike. */
function unlike(page: Page, png: Buffer, svg: string): Promise<number> {
  const sized = svg.replace(/ width="[^"]+" height="[^"]+"/, ` width="${png.readUInt32BE(16)}" height="${png.readUInt32BE(20)}"`);
  return page.evaluate(
    async (addresses) => {
      const [first, second] = await Promise.all(
        addresses.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          return image;
        }),
      );
      if (!first || !second) throw new Error('no pictures');
      const pixels = (image: HTMLImageElement) => {
        const context = new OffscreenCanvas(first.naturalWidth, first.naturalHeight).getContext('2d', { willReadFrequently: true });
        if (!context) throw new Error('no canvas');
        context.drawImage(image, 0, 0, first.naturalWidth, first.naturalHeight);
        return context.getImageData(0, 0, first.naturalWidth, first.naturalHeight).data;
      };
      const [a, b] = [pixels(first), pixels(second)];
      let count = 0;
      for (let at = 0; at < a.length; at += 4) if (Math.abs((a[at] ?? 0) - (b[at] ?? 0)) > 64) count += 1;
      return count;
    },
    [`data:image/png;base64,${png.toString('base64')}`, `data:image/svg+xml,${encodeURIComponent(sized)}`],
  );
}

test.for(BRANDS)('names on cards are in letters that are $face: on paper, in SVG and in PNG', async ({ colour, face, family }, { stack, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', { acceptDownloads: true }), stack);
  const { page } = admin;
  const owner = await BackOffice.signIn(stack, 'owner');
  try {
    await owner.look({ face: 'plain', colour });
    await opened(admin, false);
    const plain = (await saved(page, text.print.svg)).bytes.toString();
    expect(plain).not.toMatch(/@font-face|font\/woff2|Salver (Classic|Modern|Friendly)/);
    expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1')).not.toContain(NAMED[face]);

    await page.getByRole('link', { name: text.print.back }).click();
    await owner.look({ face, colour });
    await opened(admin, true);
    const svg = (await saved(page, text.print.svg)).bytes.toString();
    const files = [...svg.matchAll(/@font-face{font-family:'([^']+)';font-weight:600;src:url\(data:font\/woff2;base64,([^)]+)\)/g)];
    expect(files.map(([, name]) => name)).toEqual([family]);
    // The very file that guests' phones load, whole.
    const file = Buffer.from(files[0]?.[2] ?? '', 'base64');
    expect(file.subarray(0, 4).toString()).toBe('wOF2');
    expect(file.readUInt32BE(8)).toBe(file.length);
    expect(svg.match(new RegExp(`font-family="'${family}', `, 'g'))?.length).toBeGreaterThanOrEqual(2);
    // Measured in the same letters: names are as wide as they are by themselves.
    const widths = Object.entries(namesOf(svg));
    expect(widths.length).toBeGreaterThanOrEqual(2);
    for (const [words, width] of widths) expect(width, words).toBeCloseTo(await widthOf(page, words, family), 2);
    expect(widths.filter(([words, width]) => namesOf(plain)[words] === width)).toEqual([]);
    // The picture is what the drawing shows once everything in it is there, and not what it shows without its letters.
    const png = (await saved(page, text.print.png)).bytes;
    expect(await unlike(page, png, svg)).toBeLessThan(400);
    expect(await unlike(page, png, svg.replaceAll(STYLE, ''))).toBeGreaterThan(3_000);
    // On paper they are letters too, of this font.
    expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1')).toContain(NAMED[face]);
  } finally {
    await owner.look({ face: 'plain' });
  }
});

test('without their letters cards are made in those of the device, and the page says so', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk'), stack);
  const { page } = admin;
  admin.device.expects({ at: '.woff2', says: 'ERR_FAILED' });
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.look({ face: 'modern' });
  try {
    await page.route('**/*.woff2', (route) => route.abort());
    await page.reload();
    await admin.live();
    for (const format of FORMAT_NAMES) {
      await show(admin, format, 'a4');
      await page.getByText(text.print.bare.letters).waitFor();
      expect(await page.getByRole('button', { name: text.print.button, exact: true }).isEnabled()).toBe(true);
      expect(await drawn(page)).not.toContain('@font-face');
      await page.getByRole('link', { name: text.print.back }).click();
    }
  } finally {
    await owner.look({ face: 'plain' });
  }
});
