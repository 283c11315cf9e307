import type { Call, Channel, Check, CheckStatus, FloorTable, Money, Order } from '$api/types';
import { isOpen } from '$lib/board/orders';

/** A check as the counter lists it, of whichever kind. */
export interface Row {
  id: string;
  kind: Channel;
  /** Of a dine-in check: the table and its section; the others have a number. */
  table: string | null;
  section: string | null;
  number: number | null;
  status: CheckStatus;
  onHold: boolean;
  openedAt: string;
  pickupAt: string | null;
  waiterId: string | null;
  riderId: string | null;
  customer: Check['customer'];
  orderCount: number;
  total: Money;
  version: number;
  /** Orders that nobody has accepted yet. */
  toAccept: number;
  /** Orders that are being made. */
  cooking: number;
  /** Orders that wait to be brought or handed over. */
  ready: number;
  /** A guest has asked for the bill, and nobody has seen to it. */
  asksBill: boolean;
  /** What guests say that they will pay, and nobody has taken; the first who said it first. */
  asksToPay: Call[];
  /** Its bills are made, of all that is on it: a delivery that is brought says so beside where it is. */
  isBilled: boolean;
  /** All of it is paid: a pickup still waits at the counter then. */
  isPaid: boolean;
}

type Counted = Pick<Row, 'toAccept' | 'cooking' | 'ready'>;

function counted(check: string, orders: readonly Order[]): Counted {
  const own = orders.filter((order) => order.session_id === check && isOpen(order));
  const of = (...wanted: Order['status'][]) => own.filter(({ status }) => wanted.includes(status)).length;
  return { toAccept: of('placed'), cooking: of('accepted', 'preparing'), ready: of('ready') };
}

/**
 * The check of a party at a table. How far it is follows from its orders, as the server has it: a
 * table whose every order is served is ready for its bill. `isWhole`: all open orders are known.
 */
export function ofTable(table: FloorTable, section: string, orders: readonly Order[], isWhole: boolean, calls: readonly Call[] = []): Row | null {
  const { session } = table;
  if (!session) return null;
  const counts = counted(session.id, orders);
  const served = isWhole && counts.toAccept + counts.cooking + counts.ready === 0;
  const status: CheckStatus = table.status === 'billed' ? 'billed' : session.order_count === 0 ? 'saved' : served ? 'ready_to_bill' : 'sent_to_kitchen';
  return {
    ...counts,
    id: session.id,
    kind: 'dine_in',
    table: table.name,
    section,
    number: null,
    status,
    onHold: session.on_hold ?? false,
    openedAt: session.opened_at,
    pickupAt: null,
    waiterId: session.waiter_id ?? null,
    riderId: null,
    customer: undefined,
    asksBill: calls.some((call) => call.session_id === session.id && call.reason === 'bill' && call.status !== 'resolved'),
    asksToPay: calls
      .filter(({ session_id, payment, status }) => session_id === session.id && payment && status !== 'resolved')
      .sort((a, b) => a.opened_at.localeCompare(b.opened_at)),
    isBilled: status === 'billed',
    isPaid: false,
    orderCount: session.order_count,
    total: session.total,
    version: session.version,
  };
}

/** A pickup or a delivery. */
export function ofCheck(check: Check, orders: readonly Order[]): Row {
  return {
    ...counted(check.id, orders),
    id: check.id,
    kind: check.kind,
    table: null,
    section: null,
    number: check.number ?? null,
    status: check.status,
    onHold: check.on_hold,
    openedAt: check.opened_at,
    pickupAt: check.pickup_at ?? null,
    waiterId: null,
    riderId: check.rider_id ?? null,
    customer: check.customer,
    asksBill: false,
    asksToPay: [],
    isBilled: Boolean(check.billed_at),
    isPaid: Boolean(check.paid_at),
    orderCount: check.order_count,
    total: check.total,
    version: check.version,
  };
}

/** The oldest first: who has waited longest is looked at first. */
export function byOpening(a: Row, b: Row): number {
  return Date.parse(a.openedAt) - Date.parse(b.openedAt) || (a.id < b.id ? -1 : 1);
}

/** Pickups by when somebody comes for them; who said nothing comes now. */
export function byPickup(a: Row, b: Row): number {
  const at = (row: Row) => Date.parse(row.pickupAt ?? row.openedAt);
  return at(a) - at(b) || byOpening(a, b);
}

/** The columns of a board: how far the checks in each are. */
export interface Column {
  id: 'open' | 'kitchen' | 'out' | 'delivered' | 'waiting';
  statuses: readonly CheckStatus[];
}

export const BOARDS: Record<'delivery' | 'pickup', readonly Column[]> = {
  delivery: [
    { id: 'open', statuses: ['saved'] },
    { id: 'kitchen', statuses: ['sent_to_kitchen', 'billed', 'preparing'] },
    { id: 'out', statuses: ['out_for_delivery'] },
    { id: 'delivered', statuses: ['delivered'] },
  ],
  pickup: [
    { id: 'open', statuses: ['saved'] },
    { id: 'kitchen', statuses: ['sent_to_kitchen', 'billed'] },
    { id: 'waiting', statuses: ['ready_for_pickup'] },
  ],
};

/** The step that somebody takes by hand from here, if there is one. */
export function nextStep({ kind, status }: Pick<Row, 'kind' | 'status'>): CheckStatus | null {
  // It is billed while it is cooked: the steps go on from there.
  const cooks = status === 'sent_to_kitchen' || status === 'billed';
  if (kind === 'pickup') return cooks ? 'ready_for_pickup' : null;
  if (kind !== 'delivery') return null;
  if (cooks) return 'preparing';
  if (status === 'preparing') return 'out_for_delivery';
  return status === 'out_for_delivery' ? 'delivered' : null;
}

/** Whether staff may still order on it: what has left the house takes nothing more, nor does a table that is billed. */
export function takesOrders({ kind, status }: Pick<Row, 'kind' | 'status'>): boolean {
  if (status === 'billed') return kind !== 'dine_in';
  return status === 'saved' || status === 'sent_to_kitchen' || status === 'ready_to_bill' || status === 'preparing';
}
