import type { Call, FloorTable, Order } from '$api/types';

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
}

export const isOpen = ({ status }: Order): boolean =>
  status === 'placed' || status === 'accepted' || status === 'preparing' || status === 'ready';

export const byAge = (a: Order, b: Order): number =>
  Date.parse(a.placed_at) - Date.parse(b.placed_at) || a.number - b.number;

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
  };
}

/** Open orders of parties that have left: the kitchen keeps them, and the floor still has to bring them. */
export function leftBehind(rows: readonly Row[], orders: readonly Order[]): Order[] {
  const seated = new Set(rows.map(({ table }) => table.session?.id));
  return orders.filter((order) => isOpen(order) && !seated.has(order.session_id)).sort(byAge);
}

/** What waits for somebody's hands at this table. */
export function waiting({ toAccept, ready, calls }: Row): number {
  return toAccept + ready + calls.length;
}
