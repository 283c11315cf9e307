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
    /** Guests stand at a table that is not open. */
    | { kind: 'open' }
    /** All that is ready for one table, on one way: an order or several, oldest first. */
    | { kind: 'serve'; parts: readonly [Bringing, ...Bringing[]] }
  );

/** What is ready of an order. */
export interface Bringing {
  order: Order;
  lines: OrderLine[];
  /** Nothing else of the order is on its way. */
  whole: boolean;
}

/**
 * How long guests may wait, in minutes. Food that is ready goes cold and has none
 * left; a call that somebody goes for can wait until they get there. Guests at a closed
 * table can do nothing but wait, as those who call.
 */
export const PATIENCE = { call: 2, going: 8, open: 2, accept: 3, serve: 0 } as const;

/** When an order's food became ready, epoch milliseconds. */
export type ReadySince = (order: Order) => number;

const sincePlaced: ReadySince = ({ placed_at }) => Date.parse(placed_at);

/**
 * What is to be done at these tables, the most urgent first: calls that have
 * waited too long, then all in the order in which it is due. Nothing changes
 * places under a thumb but by what happens, and by `late`: the IDs of those
 * calls, as which guests at a closed table count (`lateCalls`).
 */
export function queue(
  rows: readonly Row[],
  late: ReadonlySet<string> = new Set(),
  readySince: ReadySince = sincePlaced,
): Todo[] {
  const rank = (todo: Todo) => (late.has(todo.id) ? 0 : 1);
  return rows
    .flatMap((row) => todosOf(row, readySince))
    .sort((a, b) => rank(a) - rank(b) || a.due - b.due || a.since - b.since || (a.id < b.id ? -1 : 1));
}

function todosOf(row: Row, readySince: ReadySince): Todo[] {
  const calls = row.calls.map((call): Todo => ({ kind: 'call', call, ...timed(call.id, row, Date.parse(call.opened_at), patienceFor(call)) }));
  if (row.asked) calls.push({ kind: 'open', ...timed(openingOf(row), row, askedAt(row), PATIENCE.open) });
  const orders = row.orders
    .filter(({ status }) => status === 'placed')
    .map((order): Todo => ({ kind: 'accept', order, ...timed(order.id, row, sincePlaced(order), PATIENCE.accept) }));
  const [first, ...more] = row.orders
    .map((order): Bringing => ({ order, lines: toBring(order), whole: order.status === 'ready' }))
    .filter(({ lines }) => lines.length > 0);
  if (!first) return [...calls, ...orders];
  const parts = [first, ...more] as const;
  const since = Math.min(...parts.map(({ order }) => readySince(order)));
  return [...calls, ...orders, { kind: 'serve', parts, ...timed(`serve ${first.order.session_id}`, row, since, PATIENCE.serve) }];
}

/** The ID of what is to be done where guests want the table opened. */
export function openingOf({ table }: Row): string {
  return `open-${table.id}`;
}

function askedAt({ table }: Row): number {
  return Date.parse(table.asked_at ?? '');
}

function patienceFor({ status }: Call): number {
  return status === 'acknowledged' ? PATIENCE.going : PATIENCE.call;
}

/** The IDs of the calls that have waited too long at `now`, in epoch milliseconds. */
export function lateCalls(rows: readonly Row[], now: number): string[] {
  const due = (call: Call) => Date.parse(call.opened_at) + patienceFor(call) * 60_000;
  return rows.flatMap((row) => {
    const calls = row.calls.filter((call) => now > due(call)).map(({ id }) => id);
    return row.asked && now > askedAt(row) + PATIENCE.open * 60_000 ? [...calls, openingOf(row)] : calls;
  });
}

function timed(id: string, row: Row, since: number, patience: number): Common {
  return { id, row, since, due: since + patience * 60_000 };
}

/** What is new about a thing when it is: each dish that becomes ready is news of its own. */
export function newsOf(todo: Todo): string[] {
  if (todo.kind === 'serve') {
    return todo.parts.flatMap(({ order, lines }) => lines.map((line) => `serve ${order.id} ${line.id}`));
  }
  // Who asks once more after ten minutes is news again.
  if (todo.kind === 'open') return [`${todo.id} ${todo.since}`];
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
