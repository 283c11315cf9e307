import type { Order, OrderLine } from '$api/types';

/** How far a line is, as it is shown; null when there is nothing to say of it yet. */
export type LineState = 'cooking' | 'ready' | 'served' | 'voided' | null;

/** What has nothing to cook stays `new` until all the rest of its order is ready: then it is brought with it. */
export function stateOf(order: Order, { status, quantity }: OrderLine): LineState {
  if (status === 'cancelled' || quantity === 0) return 'voided';
  if (status === 'new') return order.status === 'ready' ? 'ready' : null;
  return status;
}

/** The lines that somebody should carry to the table now. */
export function toBring(order: Order): OrderLine[] {
  if (order.status !== 'accepted' && order.status !== 'preparing' && order.status !== 'ready') return [];
  return order.lines.filter((line) => stateOf(order, line) === 'ready');
}

/**
 * Since when lines have been ready, as far as this screen has seen it: nothing
 * that the API says tells. What was ready when the screen came is not known.
 */
export class Readiness {
  #seen: Map<string, number | null> | null = null;

  /** Takes the orders as they are at `now`, in epoch milliseconds; to be called with every change. */
  look(orders: readonly Order[], now: number): void {
    const before = this.#seen;
    const keys = orders.flatMap((order) => toBring(order).map((line) => keyOf(order, line)));
    // A line that went back to the fire begins anew.
    this.#seen = new Map(keys.map((key) => [key, before === null ? null : before.has(key) ? (before.get(key) ?? null) : now]));
  }

  /** When the first of an order's lines that wait became ready, in epoch milliseconds; else when the order was placed. */
  since(order: Order): number {
    const known = toBring(order).map((line) => this.#seen?.get(keyOf(order, line)) ?? null);
    const times = known.filter((at) => at !== null);
    return known.length === 0 || times.length < known.length ? Date.parse(order.placed_at) : Math.min(...times);
  }
}

const keyOf = (order: Order, line: OrderLine): string => `${order.id} ${line.id}`;
