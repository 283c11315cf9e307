import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const repository = resolve(import.meta.dirname, '../../..');
/** Not in the repository: hundreds of files for a look, made anew at will. */
export const out = resolve(process.env['SALVER_PICTURES'] ?? join(import.meta.dirname, 'out'));

const sizes = [
  [320, 640],
  [390, 844],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
] as const;

/** The page as it stands, in five widths, light and dark. `sight`: what is to be at its top. */
async function set(page: Page, name: string, sight?: Locator, dir?: 'rtl'): Promise<void> {
  // There is no such language yet: the page is turned round as one would turn it.
  if (dir) await page.evaluate((dir) => void (document.documentElement.dir = dir), dir);
  mkdirSync(out, { recursive: true });
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await sight?.evaluate((own) => own.scrollIntoView({ block: 'start' }));
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** A state of a page: its name, what leads to it from the state before, and what of it is looked at. */
export type State = readonly [name: string, reach: () => Promise<unknown>, sight?: Locator];

/** A page through its states, one after the other, as `<page>-<nn>-<state>-<width>-<scheme>.png`. `dir`: turned round. */
export async function series(page: Page, name: string, states: readonly State[], dir?: 'rtl'): Promise<void> {
  for (const [at, [state, reach, sight]] of states.entries()) {
    await reach();
    await set(page, `${name}-${String(at + 1).padStart(2, '0')}-${state}`, sight, dir);
  }
}

export async function shot(page: Page): Promise<Buffer> {
  await page.waitForTimeout(400);
  return page.screenshot();
}

/** A picture of the documentation. */
export function keep(name: string, picture: Buffer): void {
  mkdirSync(join(repository, 'docs/images'), { recursive: true });
  writeFileSync(join(repository, 'docs/images', name), picture);
}
