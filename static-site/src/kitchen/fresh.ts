import { SvelteMap } from 'svelte/reactivity';

/** How long a ticket stands out. */
const FRESH_MS = 20_000;

export type Why = 'new' | 'back' | 'changed';

/** Orders that stand out for a while, because they are new here, came back or changed. */
export class Fresh {
  readonly #why = new SvelteMap<string, Why>();

  get(order: string): Why | undefined {
    return this.#why.get(order);
  }

  show(order: string, why: Why): void {
    this.#why.set(order, why);
    setTimeout(() => this.#why.delete(order), FRESH_MS);
  }
}
