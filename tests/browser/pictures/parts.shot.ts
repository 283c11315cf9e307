import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { AUDIENCES } from '../../../static-site/src/parts/address';
import { expect, test } from '../harness/test';
import { out } from './camera';
import { workshop } from './workshop';

const WIDTHS = [390, 1280];
let server: Awaited<ReturnType<typeof workshop>>;
beforeAll(async () => {
  server = await workshop();
});
afterAll(() => server.stop());

/** Each part in each of its states, as `parts-<audience>-<width>-<scheme>-<direction>.png`. */
test.for(AUDIENCES)('the parts of %s', async (of, { device }) => {
  mkdirSync(out, { recursive: true });
  const { page } = await device('workshop', 'desk', { reducedMotion: 'reduce' });
  const wide: string[] = [];
  for (const scheme of ['light', 'dark']) {
    for (const dir of ['ltr', 'rtl']) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${server.url}/parts.html?${new URLSearchParams({ of, scheme, dir })}`);
        await page.locator('[data-parts] h2').first().waitFor();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${width} ${scheme} ${dir}: ${over}`);
        await page.screenshot({ path: join(out, `parts-${of}-${width}-${scheme}-${dir}.png`), fullPage: true });
      }
    }
  }
  expect(wide).toEqual([]);
});
