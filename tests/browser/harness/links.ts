import type { Page } from 'playwright-core';

/** From here on the pages' requests for a new link get no answer. Returns how to let them through. */
export async function holdNewLinks(...pages: Page[]): Promise<() => void> {
  let mend = () => {};
  const mended = new Promise<void>((resolve) => (mend = resolve));
  for (const page of pages) {
    await page.route('**/realtime/tickets', async (route) => {
      await mended;
      // One that the page has given up by now is nobody's any more.
      await route.continue().catch(() => {});
    });
  }
  return mend;
}
