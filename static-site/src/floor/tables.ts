import type { FloorTable, Order } from '$api/types';

/** A table as the list shows it. */
export interface Row {
  table: FloorTable;
  /** Its open orders, oldest first, also of an earlier party if the kitchen still has them. */
  orders: Order[];
  toAccept: number;
  cooking: number;
  ready: number;
  /** Minutes since the party sat down. */
  minutes: number | null;
}

export type Filter = 'all' | 'todo' | 'taken' | 'free';
export const FILTERS: readonly Filter[] = ['all', 'todo', 'taken', 'free'];

const isOpen = ({ status }: Order) =>
  status === 'placed' || status === 'accepted' || status === 'preparing' || status === 'ready';

/** Orders name their table, whose name is its own within a branch. */
export function rowOf(table: FloorTable, orders: readonly Order[], now: number): Row {
  const own = orders
    .filter((order) => isOpen(order) && order.table === table.name)
    .sort((a, b) => Date.parse(a.placed_at) - Date.parse(b.placed_at) || a.number - b.number);
  const count = (...wanted: Order['status'][]) => own.filter(({ status }) => wanted.includes(status)).length;
  const opened = table.session?.opened_at;
  return {
    table,
    orders: own,
    toAccept: count('placed'),
    cooking: count('accepted', 'preparing'),
    ready: count('ready'),
    minutes: opened === undefined ? null : Math.max(0, Math.floor((now - Date.parse(opened)) / 60_000)),
  };
}

/** An order that was placed before the party of today sat down. */
export function isEarlier(order: Order, table: FloorTable): boolean {
  return !table.session || Date.parse(order.placed_at) < Date.parse(table.session.opened_at);
}

export function fits({ table, toAccept, ready }: Row, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'todo':
      return toAccept > 0 || ready > 0 || table.status === 'billed' || table.status === 'cleaning';
    case 'taken':
      return table.status === 'occupied' || table.status === 'billed';
    case 'free':
      return table.status === 'free';
  }
}
