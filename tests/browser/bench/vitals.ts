import type { Page } from 'playwright-core';

/** How a load went, as the page's own observers saw it; times in ms since the navigation began. */
export interface Vitals {
  lcp: number;
  /** What was painted then, for whoever reads the report. */
  largest: string;
  /** When the first dishes were on the screen. */
  dishes: number;
  /** When the app had taken the page over, where it came as the page of a menu. */
  app: number;
  fcp: number;
  cls: number;
  tbt: number;
  requests: Request[];
}

export interface Request {
  path: string;
  kind: 'HTML' | 'CSS' | 'JS' | 'API' | 'image';
  start: number;
  end: number;
  /** The body as it was sent. */
  bytes: number;
}

interface Seen {
  lcp: number;
  largest: string;
  dishes: number;
  app: number;
  cls: number;
  long: { start: number; duration: number }[];
}

/** To be called before the page is opened. A dish is a heading of the third level within `main`. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Seen = { lcp: 0, largest: '', dishes: 0, app: 0, cls: 0, long: [] };
    (window as unknown as { vitals: Seen }).vitals = seen;
    const observe = <T extends PerformanceEntry>(type: string, each: (entry: T) => void) =>
      new PerformanceObserver((list) => (list.getEntries() as T[]).forEach(each)).observe({ type, buffered: true });
    observe<PerformanceEntry & { element?: Element }>('largest-contentful-paint', ({ startTime, element }) => {
      seen.lcp = startTime;
      seen.largest = `${element?.tagName.toLowerCase()} "${element?.textContent?.trim().slice(0, 40)}"`;
    });
    observe<PerformanceEntry & { value: number; hadRecentInput: boolean }>('layout-shift', (shift) => {
      if (!shift.hadRecentInput) seen.cls += shift.value;
    });
    const dishes = new MutationObserver(() => {
      if (!document.querySelector('main h3')) return;
      dishes.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((shown) => (seen.dishes = shown)));
    });
    dishes.observe(document, { childList: true, subtree: true });
    const app = new MutationObserver((records) => {
      if (!records.some(({ removedNodes }) => [...removedNodes].some((node) => (node as Element).id === 'document'))) return;
      app.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((shown) => (seen.app = shown)));
    });
    app.observe(document, { childList: true, subtree: true });
    observe('longtask', ({ startTime, duration }) => seen.long.push({ start: startTime, duration }));
  });
}

/** Waits until the app has taken the place of the menu that came with the page, and that was painted. */
export async function tookOver(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as { vitals: Seen }).vitals.app > 0, null, { timeout: 120_000 });
}

/** To be called when the page has come to rest. */
export async function vitals(page: Page): Promise<Vitals> {
  return page.evaluate(() => {
    const { lcp, largest, dishes, app, cls, long } = (window as unknown as { vitals: Seen }).vitals;
    const fcp = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const tbt = long.filter(({ start }) => start >= fcp).reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0);
    const kindOf = (name: string): Request['kind'] => {
      if (name.includes('/api/')) return 'API';
      if (name.endsWith('.js')) return 'JS';
      return name.endsWith('.css') ? 'CSS' : 'image';
    };
    const html = performance.getEntriesByType('navigation') as PerformanceResourceTiming[];
    const rest = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const requests = [...html, ...rest].map((entry, at) => ({
      path: new URL(entry.name).pathname,
      kind: at === 0 ? ('HTML' as const) : kindOf(entry.name),
      start: entry.startTime,
      end: entry.responseEnd,
      bytes: entry.encodedBodySize,
    }));
    return { lcp, largest, dishes, app, fcp, cls, tbt, requests };
  });
}
