import type { Page, Response } from 'playwright-core';

/** Whether entries of sheets lie in the page's history, which it takes away a moment after they are closed (lib/ui/back.ts). */
function hasSheets(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'sheets' in state && Number(state.sheets) > 0;
}

async function again(page: Page, go: () => Promise<Response | null>): Promise<Response | null> {
  const may = await page.evaluate(hasSheets).catch(() => false);
  try {
    return await go();
  } catch (error) {
    if (!may || !String(error).includes('ERR_ABORTED')) throw error;
    return go();
  }
}

/**
 * Goes to an address again when the page's own step back, from a sheet that was just closed, took
 * the place of it. No person is as quick as a test.
 */
export function patient(page: Page): void {
  const [go, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = (...to) => again(page, () => go(...to));
  page.reload = (...how) => again(page, () => reload(...how));
}
