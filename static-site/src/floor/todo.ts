import type { Call, Order, OrderLine } from '$api/types';
import { toBring } from './lines';
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
export type Todo = Common &
  (
    | { kind: 'call'; call: Call }
    | { kind: 'accept'; order: Order }
    /** `lines` are ready; `whole`: nothing else of the order is on its way. */
    | { kind: 'serve'; order: Order; lines: OrderLine[]; whole: boolean }
  );

/**
 * How long guests may wait, in minutes. Food that is ready goes cold and has none
 * left; a call that somebody goes for can wait until they get there.
 */
export const PATIENCE = { call: 2, going: 8, accept: 3, serve: 0 } as const;

/** When an order's food became ready, epoch milliseconds. */
export type ReadySince = (order: Order) => number;

const sincePlaced: ReadySince = ({ placed_at }) => Date.parse(placed_at);

/**
 * What is to be done at these tables, the most urgent first. A thing's place
 * follows from when it is due, which does not move with the clock: nothing
 * changes places under a thumb but by what happens.
 */
export function queue(rows: readonly Row[], readySince: ReadySince = sincePlaced): Todo[] {
  return rows.flatMap((row) => todosOf(row, readySince)).sort((a, b) => a.due - b.due || a.since - b.since || (a.id < b.id ? -1 : 1));
}

function todosOf(row: Row, readySince: ReadySince): Todo[] {
  const calls = row.calls.map((call): Todo => {
    const patience = call.status === 'acknowledged' ? PATIENCE.going : PATIENCE.call;
    return { kind: 'call', call, ...timed(call.id, row, Date.parse(call.opened_at), patience) };
  });
  const orders = row.orders.flatMap((order): Todo[] => {
    if (order.status === 'placed') {
      return [{ kind: 'accept', order, ...timed(order.id, row, sincePlaced(order), PATIENCE.accept) }];
    }
    const lines = toBring(order);
    if (lines.length === 0) return [];
    const whole = order.status === 'ready';
    return [{ kind: 'serve', order, lines, whole, ...timed(order.id, row, readySince(order), PATIENCE.serve) }];
  });
  return [...calls, ...orders];
}

function timed(id: string, row: Row, since: number, patience: number): Common {
  return { id, row, since, due: since + patience * 60_000 };
}

/** What is new about a thing when it is: each dish that becomes ready is news of its own. */
export function newsOf(todo: Todo): string[] {
  if (todo.kind === 'serve') return todo.lines.map((line) => `serve ${todo.id} ${line.id}`);
  return [`${todo.kind} ${todo.id}`];
}

/** Whether the device should ring for it: somebody goes for an acknowledged call already. */
export function rings(todo: Todo): boolean {
  return todo.kind !== 'call' || todo.call.status === 'open';
}

/** Whether guests have waited longer than they should. Ready food is never late by this: it is always the first thing to do, and since when it waits is not always known. */
export function isLate({ kind, due }: Todo, now: number): boolean {
  return kind !== 'serve' && now > due;
}
