import type { Page } from 'playwright-core';
import { common } from '$text/en/common';
import { findings, type Wishes } from './axe';
import { lostAtTwice, overflow } from './reflow';
import { crowdedTargets, smallTargets, smallTexts } from './targets';

/** Collects what is wrong in each state of a page, so that one run tells all of it. */
export class Inspection {
  readonly problems: string[] = [];

  constructor(
    readonly page: Page,
    readonly target: number,
    readonly wishes: Wishes & { text?: number; gap?: number; zoom?: boolean } = {},
  ) {}

  /** `messages`: those in passing are what is to be looked at; else they are dismissed. */
  async look(state: string, { messages = false } = {}): Promise<void> {
    if (messages) await this.page.getByRole('button', { name: common.dismiss }).first().waitFor();
    else await this.#readToasts();
    const { text = 0, gap = 0, zoom = true } = this.wishes;
    const tiny = await smallTexts(this.page, text);
    const crowded = await crowdedTargets(this.page, gap);
    const found = await findings(this.page, this.wishes);
    const small = await smallTargets(this.page, this.target);
    const wide = await overflow(this.page, 320);
    const twice = zoom ? await lostAtTwice(this.page) : [];
    const all = [
      ...found,
      ...small.map((one) => `small: ${one}`),
      ...tiny.map((one) => `small text: ${one}`),
      ...crowded.map((one) => `crowded: ${one}`),
      ...wide.map((one) => `at 320 px: ${one}`),
      ...twice.map((one) => `at 200 %: ${one}`),
    ];
    this.problems.push(...all.map((one) => `${state}: ${one}`));
  }

  /** Messages in passing lie over other things until they are dismissed or their time is over. */
  async #readToasts(): Promise<void> {
    const toast = this.page.getByRole('status').getByRole('button', { name: common.dismiss });
    while ((await toast.count()) > 0) await toast.first().click({ timeout: 1_000 }).catch(() => {});
  }
}
