import type { Entity } from './replica';

interface Placed {
  placed_at: string;
}

/**
 * For the answers that hold the oldest open orders only: what is newer than the last of them is beyond the answer, and
 * stays on a screen that knows it.
 */
export function beyondOrders(orders: readonly Placed[], more: number): ((entity: Entity) => boolean) | undefined {
  if (more === 0) return undefined;
  const last = Math.max(-Infinity, ...orders.map(({ placed_at }) => Date.parse(placed_at)));
  return ({ kind, data }) => kind === 'order' && Date.parse((data as Placed).placed_at) >= last;
}
