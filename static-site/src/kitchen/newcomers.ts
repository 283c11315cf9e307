import type { KitchenOrder } from '$api/types';

/**
 * Tells which orders this screen has never shown, whether an event or a
 * snapshot after an outage brought them. What is there at the start is not new.
 */
export class Newcomers {
  #known: Set<string> | null = null;

  /** The new ones among the open orders; to be called with every change. */
  take(open: readonly KitchenOrder[]): KitchenOrder[] {
    const known = this.#known;
    this.#known = new Set([...(known ?? []), ...open.map(({ id }) => id)]);
    if (known === null) return [];
    // One that somebody has already begun to cook needs no bell.
    return open.filter(({ id, status }) => !known.has(id) && (status === 'placed' || status === 'accepted'));
  }
}
