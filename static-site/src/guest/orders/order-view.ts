import type { LineStatus, Order, OrderLine, OrderStatus } from '$api/types';
import { common } from '$lib/text/common';

const STEPS = ['placed', 'accepted', 'preparing', 'ready', 'served'];
/** How long the restaurant has to answer before a guest may want to ask about it. */
const ANSWER_MS = 180_000;
/** How long after the promised time it may still come at any moment. */
const LATE_MS = 300_000;

/** Ended without food, and not to be paid for. */
export function stopped({ status }: Order): boolean {
  return status === 'rejected' || status === 'cancelled';
}

/** Where an order stands on the guest's step list; null when it was stopped. */
export function stepOf(order: Order): { current: number; done: boolean } | null {
  if (stopped(order)) return null;
  const done = order.status === 'served' || order.status === 'completed';
  return { current: done ? STEPS.length - 1 : Math.max(0, STEPS.indexOf(order.status)), done };
}

/** Completed is what the accounts call it; at the table it was served. */
export function guestStage({ status }: Order): Exclude<OrderStatus, 'completed'> {
  return status === 'completed' ? 'served' : status;
}

export function guestStatus(order: Order): string {
  return common.orderStatus[guestStage(order)];
}

/**
 * When it is to be ready, in epoch milliseconds: nothing is promised before somebody has accepted it,
 * nor when it is done.
 */
export function readyAt({ status, estimated_ready_at }: Order): number | null {
  if (status !== 'accepted' && status !== 'preparing') return null;
  return estimated_ready_at ? Date.parse(estimated_ready_at) : null;
}

/** Nobody has answered for so long that the guest is offered to ask a waiter. `now`: epoch milliseconds. */
export function unanswered({ status, placed_at }: Order, now: number): boolean {
  return status === 'placed' && now - Date.parse(placed_at) >= ANSWER_MS;
}

/** It was to be ready some time ago, and is not. `now`: epoch milliseconds. */
export function late(order: Order, now: number): boolean {
  const at = readyAt(order);
  return at !== null && now - at >= LATE_MS;
}

/**
 * Whether a line says how far it is. What needs no kitchen is ready from the start; to the guest it is
 * not before somebody has accepted the order.
 */
export function tellsState({ status }: Order, line: OrderLine): boolean {
  return status !== 'placed' || line.status === 'cancelled';
}

/** The tone of a line's badge; the word beside it says the same. */
export const lineTone = {
  new: 'plain',
  cooking: 'warn',
  ready: 'good',
  served: 'plain',
  cancelled: 'bad',
} as const satisfies Record<LineStatus, string>;

/** Whether it is to be paid for. */
export function counts(order: Order): boolean {
  return !stopped(order);
}

/**
 * The ID of an order's line when it is put back into the cart. The server takes no ID twice, and two
 * phones that put the same line back are to make one line of it: so it follows from the old one.
 */
export function backId(id: string): string {
  return id.slice(1) + id.slice(0, 1);
}

/**
 * Who had added what was put back from orders that were stopped, by the line's new ID; of what was put
 * back twice, who was the first. The newest order first.
 */
export function addersOf(orders: readonly Order[]): ReadonlyMap<string, OrderLine['added_by']> {
  const adders = new Map<string, OrderLine['added_by']>();
  for (const { lines } of orders.filter(stopped).reverse()) {
    for (const { id, added_by } of lines) adders.set(backId(id), adders.get(id) ?? added_by);
  }
  return adders;
}

/** The lines of a stopped order that are not among `lines` again, which are those of the cart and of all orders. */
export function toPutBack(order: Order, lines: readonly { id: string }[]): OrderLine[] {
  if (!stopped(order)) return [];
  const taken = new Set(lines.map(({ id }) => id));
  return order.lines.filter(({ id }) => !taken.has(backId(id)));
}
