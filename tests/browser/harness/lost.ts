import type { Page } from 'playwright-core';

/**
 * What is asked for at an address is done and nobody hears of it, until `found` is called, which
 * says how often that was.
 */
export async function lost(page: Page, path: string, method: string): Promise<{ found: () => Promise<number> }> {
  let times = 0;
  const at = (url: URL) => url.pathname.endsWith(path);
  await page.route(at, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    times += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  return {
    found: async () => {
      await page.unroute(at);
      return times;
    },
  };
}
