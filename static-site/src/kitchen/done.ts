import type { KitchenOrder } from '$api/types';
import { isLive, isOpen } from '$lib/board/orders';
import { recall, remember } from '$lib/staff/device';

const KEPT = 30;
/** An order that left this long ago is not brought back from here. */
const KEEP_MS = 3 * 3_600_000;

/** An order that has left the board, for the list of what was done last. */
export interface Done {
  order: KitchenOrder;
  /** When this screen saw it leave, on the server's clock. */
  at: number;
  /**
   * `unseen`: it, or all that was left of it, was cancelled or rejected, and stays struck through until a cook has seen that.
   * `away`: its party has left and a cook has put it away; for the floor it is still open.
   */
  mark?: 'unseen' | 'away' | undefined;
}

/** Somebody took it back: nobody is to cook it any more. */
export const isWithdrawn = ({ status }: Pick<KitchenOrder, 'status'>): boolean => status === 'cancelled' || status === 'rejected';

export interface Memory {
  /** It stood open on this screen. */
  known: (id: string) => boolean;
  /** It was withdrawn by this very screen, whose cook knows. */
  own: (id: string) => boolean;
  /** How this screen showed it last. */
  before?: (id: string) => KitchenOrder | undefined;
}

/**
 * The list after another look at all orders: served and withdrawn ones are added, the latest
 * first; what came back to the board or is completed goes.
 */
export function noteDone(done: readonly Done[], orders: readonly KitchenOrder[], now: number, { known, own, before = () => undefined }: Memory): readonly Done[] {
  const latest = new Map(orders.map((order) => [order.id, order]));
  const kept = done.map(({ order, at, mark }) => settled({ order: latest.get(order.id) ?? order, at, mark })).filter((one) => stays(one, now));
  const listed = new Set(kept.map(({ order }) => order.id));
  const added = orders
    .filter((order) => !listed.has(order.id) && (order.status === 'served' || (isWithdrawn(order) && known(order.id))))
    .map((order): Done =>
      !own(order.id) && (isWithdrawn(order) || isCutShort(order, before(order.id))) ? { order, at: now, mark: 'unseen' } : { order, at: now },
    );
  const next = [...added, ...kept].filter(({ mark }, at) => at < KEPT || mark !== undefined);
  const same = next.length === done.length && next.every(({ order, mark }, at) => order === done[at]?.order && mark === done[at]?.mark);
  return same ? done : next;
}

/** It is over because what was left of it was taken off: the rest is on a table. */
function isCutShort({ status, lines }: KitchenOrder, before: KitchenOrder | undefined): boolean {
  const wasLive = (id: string) => before?.lines.some((line) => line.id === id && isLive(line));
  return status === 'served' && lines.some((line) => !isLive(line) && wasLive(line.id));
}

/** A mark that has lost its ground goes. */
function settled(done: Done): Done {
  const withdrawn = isWithdrawn(done.order) || (done.order.status === 'served' && done.order.lines.some((line) => !isLive(line)));
  const holds = done.mark === 'unseen' ? withdrawn : isOpen(done.order);
  return holds ? done : { ...done, mark: undefined };
}

function stays({ order, at, mark }: Done, now: number): boolean {
  return now - at < KEEP_MS && (order.status === 'served' || isWithdrawn(order) || mark === 'away');
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
