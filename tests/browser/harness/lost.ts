import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * What is asked for at an address is done and nobody hears of it, until `found` is called, which
 * says how often that was.
 */
export async function lost(page: Page, path: string, method: string): Promise<{ found: () => Promise<number> }> {
  let times = 0;
  const under: Promise<void>[] = [];
  const at = (url: URL) => url.pathname.endsWith(path);
  await page.route(at, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    times += 1;
    const done = route.fetch().then(() => route.abort('connectionreset'));
    under.push(done);
    return done;
  });
  return {
    found: async () => {
      await expect.poll(() => times).toBeGreaterThan(0);
      await Promise.all(under);
      await page.unroute(at);
      return times;
    },
  };
}
