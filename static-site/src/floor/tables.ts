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
  /** Accepted, and nobody has started it. */
  toCook: number;
  cooking: number;
  ready: number;
  /** Orders of which some dishes are ready while others are still made. */
  partlyReady: number;
  /** Guests who stand at the table want it opened. */
  asked: boolean;
  /** An earlier party of this table has left orders that are still open. */
  left: boolean;
}

const byOpening = (a: Call, b: Call): number => Date.parse(a.opened_at) - Date.parse(b.opened_at) || (a.id < b.id ? -1 : 1);

/**
 * Orders and calls go to their party, never to a table's name: what an earlier
 * party left in the kitchen says nothing about who sits there now. That is said apart.
 */
export function rowOf(table: FloorTable, section: string, orders: readonly Order[], calls: readonly Call[], asked = false): Row {
  const session = table.session?.id;
  const own = orders.filter((order) => isOpen(order) && !order.party_left_at && order.session_id === session).sort(byAge);
  const count = (...wanted: Order['status'][]) => own.filter(({ status }) => wanted.includes(status)).length;
  return {
    table,
    section,
    orders: own,
    calls: calls.filter((call) => call.status !== 'resolved' && call.session_id === session).sort(byOpening),
    toAccept: count('placed'),
    toCook: count('accepted'),
    cooking: count('preparing'),
    ready: count('ready'),
    partlyReady: own.filter((order) => order.status !== 'ready' && toBring(order).length > 0).length,
    asked,
    left: orders.some((order) => isOpen(order) && order.party_left_at && order.table_id === table.id),
  };
}

/** The IDs of the tables that guests want opened, at `now` in epoch milliseconds. */
export function askedFor(tables: readonly FloorTable[], now: number): string[] {
  const counts = ({ asked_until, session }: FloorTable) => asked_until && !session && now < Date.parse(asked_until);
  return tables.filter(counts).map(({ id }) => id);
}

/** Open orders of parties that have left, whoever sits there now: somebody drops them, or brings them after all. Pickups and deliveries sit nowhere. */
export function leftBehind(rows: readonly Row[], orders: readonly Order[]): Order[] {
  const seated = new Set(rows.map(({ table }) => table.session?.id));
  return orders.filter((order) => isOpen(order) && order.table_id && (order.party_left_at || !seated.has(order.session_id))).sort(byAge);
}

/** What waits for somebody's hands at this table. */
export function waiting({ toAccept, ready, partlyReady, calls, asked }: Row): number {
  return toAccept + ready + partlyReady + calls.length + Number(asked);
}

/** The tables that this waiter looks after, and the others. Each keeps its order, so that a table has its place. */
export function split(rows: readonly Row[], me: string): { own: Row[]; others: Row[] } {
  const isOwn = ({ table }: Row) => table.session?.waiter_id === me;
  return { own: rows.filter(isOwn), others: rows.filter((row) => !isOwn(row)) };
}

/** Whether the party's PIN lets nobody in at the moment, because it was guessed at. `now`: epoch milliseconds. */
export function isPinLocked(session: FloorTable['session'], now: number): boolean {
  return Boolean(session?.pin_locked_until) && Date.parse(session?.pin_locked_until ?? '') > now;
}

/** How a table stands, by what matters most about it. */
export type Standing =
  | 'call'
  | 'asked'
  | 'ready'
  | 'accept'
  | 'bill'
  | 'cooking'
  | 'waiting'
  | 'eating'
  | 'seated'
  | 'cleaning'
  | 'booked'
  | 'free';

/** All that is to be said of a table, what matters most first. Food that is ready goes before an order: it gets cold. */
export function standingsOf(row: Row): [Standing, ...Standing[]] {
  const { status, session } = row.table;
  const said: (Standing | false)[] = [
    row.calls.length > 0 && 'call',
    row.asked && 'asked',
    row.ready + row.partlyReady > 0 && 'ready',
    row.toAccept > 0 && 'accept',
    status === 'billed' && 'bill',
    row.cooking > 0 && 'cooking',
    row.toCook > 0 && 'waiting',
  ];
  const [first, ...rest] = said.filter((one) => one !== false);
  if (first) return [first, ...rest];
  if (session) return [session.order_count > 0 ? 'eating' : 'seated'];
  // Where a party has sat down and is not known yet.
  if (status === 'occupied' || status === 'billed') return ['seated'];
  return [status];
}
