import type { Page } from 'playwright-core';

interface Watched {
  /** From a message's arrival to the frame after the one that shows it, in ms. */
  updates: number[];
  /** From a tap to the next paint, by interaction, in ms. */
  taps: Record<number, number>;
}

/** The least that the browser's event timing reports; what it leaves out took less. */
export const SHORTEST_TAP_MS = 16;

/**
 * Watches a kitchen page from before its own code. An update begins when the
 * WebSocket's message arrives and ends in the frame after the first one in
 * which the order's ticket stands in its new column: by then that frame is on
 * the screen. So a value holds up to one frame (16.7 ms) of waiting.
 */
export async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { updates: [], taps: {} };
    (window as unknown as { watched: Watched }).watched = watched;
    // Only moves to these two columns are measured.
    const stages = ['preparing', 'ready'];
    const shown = (number: number, status: string) =>
      document.querySelector(`article[data-stage="${status}"][aria-label^="Order ${number},"]`) !== null;
    const settle = (arrived: number, number: number, status: string) =>
      requestAnimationFrame(() => {
        if (!shown(number, status)) settle(arrived, number, status);
        else requestAnimationFrame(() => watched.updates.push(performance.now() - arrived));
      });
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        // Before the page's own listener, as it is there first.
        this.addEventListener('message', ({ data }) => {
          const arrived = performance.now();
          const event = JSON.parse(String(data)) as { type: string; data?: { number: number; status: string } };
          if (event.type !== 'order.changed' || !event.data) return;
          const { number, status } = event.data;
          // A board that was fetched at that moment may have been faster than the event.
          if (stages.includes(status) && !shown(number, status)) settle(arrived, number, status);
        });
      }
    };
    const timing = new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        if (interactionId) watched.taps[interactionId] = Math.max(watched.taps[interactionId] ?? 0, duration);
      }
    });
    timing.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** The updates since the last call; the last of them may still be on its way to the screen. */
export function takeUpdates(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return (window as unknown as { watched: Watched }).watched.updates.splice(0);
  });
}

/** The taps since the last call; those that are not among them took less than `SHORTEST_TAP_MS`. */
export function takeTaps(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    const taps = Object.values(watched.taps);
    watched.taps = {};
    return taps;
  });
}

/**
 * Watches when a sheet is on the screen: from the tap that asked for it to the frame after the one
 * that shows it. The first paint after a tap may show no more than that it was felt.
 */
export async function watchSheets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown: number[] = [];
    (window as unknown as { sheets: number[] }).sheets = shown;
    let tapped = 0;
    addEventListener('click', ({ timeStamp }) => (tapped = timeStamp), true);
    const opened = ({ target }: MutationRecord) => target instanceof HTMLDialogElement && target.open;
    new MutationObserver((records) => {
      if (!records.some(opened)) return;
      const since = tapped;
      requestAnimationFrame(() => requestAnimationFrame(() => shown.push(performance.now() - since)));
    }).observe(document, { subtree: true, attributeFilter: ['open'] });
  });
}

/** The sheets since the last call. */
export function takeSheets(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { sheets: number[] }).sheets.splice(0));
}
