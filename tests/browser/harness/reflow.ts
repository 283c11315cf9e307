import type { Page } from 'playwright-core';

/** Why the page scrolls sideways when it is this wide, which WCAG's reflow forbids at 320 px. */
export function overflow(page: Page, width: number): Promise<string[]> {
  return sized(page, { width, height: 640 }, sideways);
}

/**
 * What is lost when somebody zooms to 200 %: half as many CSS pixels each way, and no less than 320 across. The page scrolls sideways, words lie
 * outside the screen or are cut by what holds them, or a sheet has no room left for what can be scrolled in it.
 */
export async function lostAtTwice(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (width === 0) return ['the page has no size'];
  // A phone is narrow already: what it shows must hold down to 320 px (WCAG 1.4.10), however it is zoomed.
  const half = { width: Math.max(Math.floor(width / 2), 320), height: Math.floor(height / 2) };
  return sized(page, half, async (page) => [...(await sideways(page)), ...(await cut(page))]);
}

async function sized<T>(page: Page, size: { width: number; height: number }, look: (page: Page) => Promise<T>): Promise<T> {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  // Parts of a page that go by a media query follow a frame later.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const found = await look(page);
  if (before) await page.setViewportSize(before);
  return found;
}

const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    return [document.documentElement, ...document.querySelectorAll('dialog[open], main, header')]
      .filter((element) => element.scrollWidth > Math.max(element.clientWidth, 1) + 1 || element.clientWidth > room)
      .map((element) => `${element.tagName} needs ${element.scrollWidth} px`);
  });

const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const modal = document.querySelector<HTMLElement>('dialog[open]');
    const found = new Set<string>();
    const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim();
      const own = node.parentElement;
      if (!own || !words || !own.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (own.closest('.visually-hidden, option, svg')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      let [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom];
      let why = '';
      for (let at: HTMLElement | null = own; at && why === ''; at = at.parentElement) {
        const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(at);
        const held = at.getBoundingClientRect();
        // Hidden for eyes on purpose, and read out.
        if (at.clientWidth <= 1 && at.clientHeight <= 1 && overflowX !== 'visible') break;
        const isRoot = at === document.documentElement || at === document.body;
        if (!isRoot && (overflowX === 'hidden' || overflowX === 'clip') && (left < held.left - 1.5 || right > held.right + 1.5)) why = 'is cut at its side';
        // So many lines and no more is on purpose where the rest is read elsewhere.
        const clamped = webkitLineClamp !== 'none';
        if (clamped) [top, bottom] = [Math.max(top, held.top), Math.min(bottom, held.bottom)];
        if (!isRoot && !clamped && (overflowY === 'hidden' || overflowY === 'clip') && (top < held.top - 3 || bottom > held.bottom + 3)) why = 'is cut above or below';
        // What can be scrolled to is not lost; where the scroller itself stands still counts.
        if (overflowX === 'auto' || overflowX === 'scroll') [left, right] = [Math.max(left, held.left), Math.min(right, held.right)];
        if (overflowY === 'auto' || overflowY === 'scroll') [top, bottom] = [Math.max(top, held.top), Math.min(bottom, held.bottom)];
      }
      const room = document.documentElement.clientWidth;
      if (why === '' && right > left && (left < -1.5 || right > room + 1.5)) why = `stands outside, from ${Math.round(left)} to ${Math.round(right)} of ${room}`;
      if (why !== '') found.add(`"${words.slice(0, 40)}" ${why}`);
    }
    // Of a sheet that scrolls, so much is in sight at once as one line and a thing to tap.
    for (const scroller of modal?.querySelectorAll<HTMLElement>('*') ?? []) {
      const { overflowY } = getComputedStyle(scroller);
      if ((overflowY === 'auto' || overflowY === 'scroll') && scroller.scrollHeight > scroller.clientHeight + 1 && scroller.clientHeight < 72 && scroller.tagName !== 'TEXTAREA') {
        found.add(`a sheet shows ${scroller.clientHeight} px of what it holds`);
      }
    }
    return [...found];
  });
