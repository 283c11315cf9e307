import type { Page } from 'playwright-core';

/**
 * What can be tapped but answers to less than `least` CSS pixels in height or
 * width. Measured by asking the browser what lies under the finger, so that
 * labels, generated boxes and things in front count as they do for a guest.
 */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((wanted) => {
    const modal = document.querySelector<HTMLElement>('dialog[open]');
    const root: ParentNode = modal ?? document;
    const small: string[] = [];
    for (const element of root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')) {
      if (!element.checkVisibility() || element.matches(':disabled')) continue;
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hits = (dx: number, dy: number) => {
        const under = document.elementFromPoint(x + dx, y + dy);
        const control = under?.closest('label')?.control ?? under;
        return control === element || (control !== null && element.contains(control));
      };
      // Half-open pixels and rounding cost up to two of them.
      const enough = (dx: number, dy: number) => {
        let reach = 2;
        for (const way of [-1, 1]) {
          for (let at = 2; reach < wanted && hits(way * dx * at, way * dy * at); at += 2) reach += 2;
        }
        return reach;
      };
      // What is out of sight until a key comes to it is measured then.
      const focused = document.activeElement;
      if (!hits(0, 0)) element.focus({ preventScroll: true });
      const covered = !hits(0, 0);
      const wide = enough(1, 0);
      const high = enough(0, 1);
      if (covered || wide < wanted || high < wanted) {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().replaceAll(/\s+/g, ' ');
        small.push(`${element.tagName} "${name?.slice(0, 60)}" ${covered ? 'is covered' : `${wide} x ${high}`}`);
      }
      if (document.activeElement !== focused) element.blur();
    }
    return small;
  }, least);
}

/** Pairs of buttons within one ticket, bar or sheet that lie nearer to each other than `least` CSS pixels. */
export function crowdedTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((wanted) => {
    const crowded: string[] = [];
    const modal = document.querySelector<HTMLElement>('dialog[open]');
    const groups = modal ? [modal] : document.querySelectorAll<HTMLElement>('article, header, [role="status"], section');
    for (const group of groups) {
      const boxes = [...group.querySelectorAll('button, a[href]')]
        .filter((button) => button.checkVisibility())
        .map((button) => ({
          name: button.getAttribute('aria-label') ?? button.textContent?.trim().slice(0, 40),
          box: button.getBoundingClientRect(),
        }));
      boxes.forEach((a, at) => {
        for (const b of boxes.slice(at + 1)) {
          const across = Math.max(a.box.left - b.box.right, b.box.left - a.box.right, 0);
          const down = Math.max(a.box.top - b.box.bottom, b.box.top - a.box.bottom, 0);
          const gap = Math.max(across, down);
          if (gap < wanted - 0.5) crowded.push(`${a.name} | ${b.name}: ${gap}`);
        }
      });
    }
    return crowded;
  }, least);
}

/** Texts in sight that are set smaller than `least` CSS pixels. */
export function smallTexts(page: Page, least: number): Promise<string[]> {
  return page.evaluate((wanted) => {
    const small = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim();
      if (!element || !words || !element.checkVisibility() || element.clientWidth <= 1) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < wanted && element.closest('.visually-hidden') === null) small.add(`"${words.slice(0, 40)}" ${size}px`);
    }
    return [...small];
  }, least);
}
