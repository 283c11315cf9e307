import type { Page } from 'playwright-core';

/** Keeps what a page prints by its browser, instead of asking for a printer: what stood on each slip since the page was loaded. */
export async function keepSlips(page: Page): Promise<() => Promise<string[]>> {
  const keep = () => {
    const printed = window as unknown as { slips?: string[] };
    window.print = () => {
      printed.slips = [...(printed.slips ?? []), document.querySelector('.slip-print')?.textContent ?? ''];
      window.dispatchEvent(new Event('afterprint'));
    };
  };
  await page.addInitScript(keep);
  await page.evaluate(keep);
  return () => page.evaluate(() => (window as unknown as { slips?: string[] }).slips ?? []);
}
