import type { Page } from 'playwright-core';
import { common } from '$text/en';
import { findings, type Wishes } from './axe';
import { overflow, smallTargets } from './targets';

/** Collects what is wrong in each state of a page, so that one run tells all of it. */
export class Inspection {
  readonly problems: string[] = [];

  constructor(
    readonly page: Page,
    readonly target: number,
    readonly wishes: Wishes = {},
  ) {}

  async look(state: string): Promise<void> {
    await this.#readToasts();
    const found = await findings(this.page, this.wishes);
    const small = await smallTargets(this.page, this.target);
    const wide = await overflow(this.page, 320);
    const all = [...found, ...small.map((one) => `small: ${one}`), ...wide.map((one) => `at 320 px: ${one}`)];
    this.problems.push(...all.map((one) => `${state}: ${one}`));
  }

  /** Messages in passing lie over other things until they are dismissed or their time is over. */
  async #readToasts(): Promise<void> {
    const toast = this.page.getByRole('status').getByRole('button', { name: common.close });
    while ((await toast.count()) > 0) await toast.first().click({ timeout: 1_000 }).catch(() => {});
  }
}
