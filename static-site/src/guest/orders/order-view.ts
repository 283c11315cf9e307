import type { LineStatus, Order } from '$api/types';
import { common } from '$lib/text/common';

/** Statuses that end an order without food. */
const STOPPED = new Set(['rejected', 'cancelled']);
const STEPS = ['placed', 'accepted', 'preparing', 'ready', 'served'];

/** Where an order stands on the guest's step list; null when it was stopped. */
export function stepOf({ status }: Order): { current: number; done: boolean } | null {
  if (STOPPED.has(status)) return null;
  const done = status === 'served' || status === 'completed';
  return { current: done ? STEPS.length - 1 : Math.max(0, STEPS.indexOf(status)), done };
}

export function guestStatus({ status }: Order): string {
  return common.orderStatus[status];
}

/** Still cooking or waiting: worth an estimate. */
export function underWay({ status }: Order): boolean {
  return status === 'placed' || status === 'accepted' || status === 'preparing';
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
export function counts({ status }: Order): boolean {
  return !STOPPED.has(status);
}
