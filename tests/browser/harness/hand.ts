import type { Locator, Page } from 'playwright-core';

/** What somebody does on pages, counted: taps, and fields that are typed into. */
export class Hand {
  taps = 0;
  fields = 0;

  async tap(what: Locator): Promise<void> {
    this.taps += 1;
    await what.click();
  }

  async type(what: Locator, words: string): Promise<void> {
    this.fields += 1;
    await what.fill(words);
  }

  /** Chooses in a list of the device: one tap for the list, one for what is in it. */
  async choose(list: Locator, label: string): Promise<void> {
    this.taps += 2;
    await list.selectOption({ label });
  }
}

/** A field by what stands above it. */
export const field = (where: Page | Locator, name: string): Locator => where.getByLabel(name, { exact: true });

/** Taps, and once `done`, as soon as the second half of a double tap again on the same place: what lay there, and whether it was kept from it. */
export async function afterTap(page: Page, button: Locator, done: () => Promise<void>): Promise<{ hit: string | undefined; stopped: boolean }> {
  await button.click({ trial: true });
  const box = await button.boundingBox();
  if (!box) throw new Error('there is no button');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.evaluate(() => addEventListener('click', ({ timeStamp }) => (document.body.dataset['tapped'] = String(timeStamp)), { capture: true, once: true }));
  await page.touchscreen.tap(at.x, at.y);
  await done();
  return page.evaluate(({ x, y }) => {
    const tap = new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: y });
    // On a slow machine what comes after the first tap takes longer than a person does.
    Object.defineProperty(tap, 'timeStamp', { value: Number(document.body.dataset['tapped']) + 250 });
    const hit = document.elementFromPoint(x, y);
    hit?.dispatchEvent(tap);
    return { hit: hit?.closest('button')?.innerText, stopped: tap.defaultPrevented };
  }, at);
}
