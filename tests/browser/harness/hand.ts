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
