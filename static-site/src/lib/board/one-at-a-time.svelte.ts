import { SvelteSet } from 'svelte/reactivity';

/** What is under way on a page: each thing takes one tap at a time. */
export class OneAtATime {
  readonly #busy = new SvelteSet<string>();

  has(id: string): boolean {
    return this.#busy.has(id);
  }

  /** Null when something is under way with it already. */
  async run<T>(id: string, work: () => Promise<T>): Promise<T | null> {
    if (this.#busy.has(id)) return null;
    this.#busy.add(id);
    try {
      return await work();
    } finally {
      this.#busy.delete(id);
    }
  }
}
