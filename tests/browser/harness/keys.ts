import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What somebody does with a page who has no more than a keyboard. */
export class Keys {
  constructor(readonly page: Page) {}

  /** Goes on with Tab until it is there, as far as a page may be long; fails where it never comes by. */
  async to(what: Locator, most = 200): Promise<void> {
    await what.waitFor();
    for (let at = 0; at < most && !(await isFocused(what)); at += 1) await this.page.keyboard.press('Tab');
    await this.on(what);
  }

  async press(what: Locator, key = 'Enter'): Promise<void> {
    await this.to(what);
    await this.page.keyboard.press(key);
  }

  /** Types over whatever stands there. */
  async type(what: Locator, words: string): Promise<void> {
    await this.to(what);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(words);
    expect(await what.inputValue()).toBe(words);
  }

  /** Tab goes through what is open and round again, both ways, and never to what lies behind it. */
  async staysIn(open: Locator, most = 100): Promise<void> {
    for (const key of ['Tab', 'Shift+Tab']) {
      await this.page.keyboard.press(key);
      const first = await this.page.evaluateHandle(() => document.activeElement);
      let at = '';
      for (let steps = 0; steps < most && at !== 'round'; steps += 1) {
        await this.page.keyboard.press(key);
        at = await open.evaluate((own, first) => {
          const now = document.activeElement;
          if (now === first) return 'round';
          // Between the last and the first some browsers stop at the page itself.
          return own.contains(now) || now === document.body ? 'within' : `outside: ${now?.outerHTML.slice(0, 120)}`;
        }, first);
        expect(at).toMatch(/^(within|round)$/);
      }
      expect(at, `${key} goes round`).toBe('round');
    }
  }

  /** The focus stands on it, or comes to it. */
  async on(what: Locator): Promise<void> {
    await expect.poll(() => isFocused(what), { timeout: 5_000, message: String(what) }).toBe(true);
  }
}

const isFocused = (what: Locator): Promise<boolean> => what.evaluate((own) => own === document.activeElement);
