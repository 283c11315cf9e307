import type { Call, FloorTable, Order } from '$api/types';
import { byAge, isOpen } from '$lib/board/orders';
import { toBring } from './lines';

/** A table as the list shows it. */
export interface Row {
  table: FloorTable;
  section: string;
  /** The open orders of the party that sits there, oldest first. */
  orders: Order[];
  /** The open calls of that party, oldest first. */
  calls: Call[];
  toAccept: number;
  cooking: number;
  ready: number;
  /** Orders of which some dishes are ready while others are still made. */
  partlyReady: number;
}

const byOpening = (a: Call, b: Call): number => Date.parse(a.opened_at) - Date.parse(b.opened_at) || (a.id < b.id ? -1 : 1);

/**
 * Orders and calls go to their party, never to a table's name: what an earlier
 * party left in the kitchen says nothing about who sits there now.
 */
export function rowOf(table: FloorTable, section: string, orders: readonly Order[], calls: readonly Call[]): Row {
  const session = table.session?.id;
  const own = orders.filter((order) => isOpen(order) && order.session_id === session).sort(byAge);
  const count = (...wanted: Order['status'][]) => own.filter(({ status }) => wanted.includes(status)).length;
  return {
    table,
    section,
    orders: own,
    calls: calls.filter((call) => call.status !== 'resolved' && call.session_id === session).sort(byOpening),
    toAccept: count('placed'),
    cooking: count('accepted', 'preparing'),
    ready: count('ready'),
    partlyReady: own.filter((order) => order.status !== 'ready' && toBring(order).length > 0).length,
  };
}

/** Open orders of parties that have left: the kitchen keeps them, and the floor still has to bring them. */
export function leftBehind(rows: readonly Row[], orders: readonly Order[]): Order[] {
  const seated = new Set(rows.map(({ table }) => table.session?.id));
  return orders.filter((order) => isOpen(order) && !seated.has(order.session_id)).sort(byAge);
}

/** What waits for somebody's hands at this table. */
export function waiting({ toAccept, ready, partlyReady, calls }: Row): number {
  return toAccept + ready + partlyReady + calls.length;
}

/** Where somebody sits or something is to be done, and the others. Each keeps its order. */
export function split(rows: readonly Row[]): { busy: Row[]; empty: Row[] } {
  const isEmpty = ({ table }: Row) => table.status === 'free' || table.status === 'booked';
  return { busy: rows.filter((row) => !isEmpty(row)), empty: rows.filter(isEmpty) };
}
