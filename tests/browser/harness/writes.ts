import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a page writes at its branch; a refusal would be a complaint of the device. */
export class Writes {
  readonly seen: string[] = [];
  #gate: Promise<void> = Promise.resolve();

  static async of(page: Page): Promise<Writes> {
    const writes = new Writes();
    await page.route(/\/api\/v1\/branches\//u, async (route) => {
      const request = route.request();
      if (request.method() !== 'GET') {
        writes.seen.push(`${request.method()} ${new URL(request.url()).pathname.split('/').slice(5).join('/')}`);
        await writes.#gate;
      }
      await route.continue();
    });
    return writes;
  }

  /** Two taps on the same place of the glass, the second while the first is under way. Tells what was written by them. */
  async ofTwoTaps(page: Page, button: Locator, done = () => page.getByRole('dialog').waitFor({ state: 'hidden' })): Promise<string[]> {
    this.seen.length = 0;
    let go = () => {};
    this.#gate = new Promise((resolve) => (go = resolve));
    // Where it stays: a page that is still filling moves it.
    await button.click({ trial: true });
    const box = await button.boundingBox();
    if (!box) throw new Error('there is no button');
    const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
    await page.touchscreen.tap(...at);
    await expect.poll(() => this.seen.length).toBeGreaterThan(0);
    await page.touchscreen.tap(...at);
    go();
    await done();
    return [...this.seen];
  }
}
