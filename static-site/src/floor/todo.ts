import type { Call, Order } from '$api/types';
import type { Row } from './tables';

interface Common {
  id: string;
  row: Row;
  /** When the guests began to wait, epoch milliseconds. */
  since: number;
  /** When it should be done, epoch milliseconds. The queue is in this order. */
  due: number;
}

/** Something that waits for a waiter. */
export type Todo = Common & ({ kind: 'call'; call: Call } | { kind: 'accept' | 'serve'; order: Order });

/**
 * How long guests may wait, in minutes. Food that is ready goes cold and has none
 * left; a call that somebody goes for can wait until they get there.
 */
export const PATIENCE = { call: 2, going: 8, accept: 3, serve: 0 } as const;

/**
 * What is to be done at these tables, the most urgent first. A thing's place
 * follows from when it is due, which does not move with the clock: nothing
 * changes places under a thumb but by what happens.
 */
export function queue(rows: readonly Row[]): Todo[] {
  return rows.flatMap(todosOf).sort((a, b) => a.due - b.due || a.since - b.since || (a.id < b.id ? -1 : 1));
}

function todosOf(row: Row): Todo[] {
  const calls = row.calls.map((call): Todo => {
    const patience = call.status === 'acknowledged' ? PATIENCE.going : PATIENCE.call;
    return { kind: 'call', call, ...timed(call.id, row, call.opened_at, patience) };
  });
  const orders = row.orders.flatMap((order): Todo[] => {
    const kind = order.status === 'placed' ? 'accept' : order.status === 'ready' ? 'serve' : null;
    return kind ? [{ kind, order, ...timed(order.id, row, order.placed_at, PATIENCE[kind]) }] : [];
  });
  return [...calls, ...orders];
}

function timed(id: string, row: Row, from: string, patience: number): Common {
  const since = Date.parse(from);
  return { id, row, since, due: since + patience * 60_000 };
}

/** Whether guests have waited longer than they should. Ready food is never late by this: its wait was the cooking. */
export function isLate({ kind, due }: Todo, now: number): boolean {
  return kind !== 'serve' && now > due;
}

/** Tells which things this screen has never shown. What is there at the start is not new. */
export class News {
  #known: Set<string> | null = null;

  /** The new ones; to be called with every change. */
  take<T extends { id: string }>(things: readonly T[]): T[] {
    const known = this.#known;
    this.#known = new Set([...(known ?? []), ...things.map(({ id }) => id)]);
    return known === null ? [] : things.filter(({ id }) => !known.has(id));
  }
}
