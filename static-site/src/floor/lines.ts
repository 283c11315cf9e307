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
 * Since when lines have been ready. The server says it of whole orders; of the first lines of an order it is known as
 * far as this screen has seen it.
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
    const whole = order.ready_at ? Date.parse(order.ready_at) : null;
    const times = toBring(order).map((line) => this.#seen?.get(keyOf(order, line)) ?? whole);
    const known = times.filter((at) => at !== null);
    return known.length === 0 || known.length < times.length ? Date.parse(order.placed_at) : Math.min(...known);
  }
}

const keyOf = (order: Order, line: OrderLine): string => `${order.id} ${line.id}`;
