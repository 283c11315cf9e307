import type { KitchenOrder } from '$api/types';
import { recall, remember } from '$lib/staff/device';

const KEPT = 30;
/** An order that left this long ago is not brought back from here. */
const KEEP_MS = 3 * 3_600_000;

/** An order that has left the board, for the list of what was done last. */
export interface Done {
  order: KitchenOrder;
  /** When this screen saw it leave, on the server's clock. */
  at: number;
}

/**
 * The list after another look at all orders: served ones are added, the
 * latest first; what came back to the board or left with its party goes.
 */
export function noteDone(done: readonly Done[], orders: readonly KitchenOrder[], now: number): readonly Done[] {
  const latest = new Map(orders.map((order) => [order.id, order]));
  const kept = done
    .map(({ order, at }) => ({ order: latest.get(order.id) ?? order, at }))
    .filter(({ order, at }) => order.status === 'served' && now - at < KEEP_MS);
  const known = new Set(kept.map(({ order }) => order.id));
  const added = orders
    .filter(({ id, status }) => status === 'served' && !known.has(id))
    .map((order) => ({ order, at: now }));
  const next = [...added, ...kept].slice(0, KEPT);
  const same = next.length === done.length && next.every(({ order }, at) => order === done[at]?.order);
  return same ? done : next;
}

const place = (branch: string) => `kitchen.done.${branch}`;

/** Keeps the list on this device, so that a reload does not lose it. */
export function keepDone(branch: string, done: readonly Done[]): void {
  remember(place(branch), done);
}

/** What this device has kept; the next look at the orders corrects what is stale. */
export function keptDone(branch: string): readonly Done[] {
  const kept = recall<readonly Done[]>(place(branch));
  return Array.isArray(kept) ? kept : [];
}
