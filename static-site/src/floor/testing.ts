import type { Call, CallStatus, FloorTable, LineStatus, Order, OrderLine, OrderStatus } from '$api/types';
import { type Row, rowOf } from './tables';

export const noon = Date.parse('2026-05-01T12:00:00Z');
/** So many minutes before noon. */
export const ago = (minutes: number): string => new Date(noon - minutes * 60_000).toISOString();
export const money = (minor: number) => ({ minor, currency: 'INR' as const });

export function aTable(id: string, more: { status?: FloorTable['status']; session?: string; waiter?: string } = {}): FloorTable {
  const { session, waiter, status = session ? 'occupied' : 'free' } = more;
  const party = session && {
    id: session, mode: 'family' as const, opened_at: ago(60), guest_count: 1, order_count: 1, total: money(0), version: 1,
    ...(waiter ? { waiter_id: waiter } : {}),
  };
  return { id, name: id.toUpperCase(), seats: 4, status, version: 1, ...(party ? { session: party } : {}) };
}

export function anOrder(number: number, session: string, status: OrderStatus, minutes = 0, lines: OrderLine[] = []): Order {
  return {
    id: `o${number}`, number, session_id: session, table_id: 't1', table: 'T1', status, placed_at: ago(minutes), lines,
    placed_by: { guest_id: 'g', name: 'Ana' }, estimated_ready_at: ago(0), total: money(0), version: 1,
  };
}

export function aLine(status: LineStatus, id = 'l1'): OrderLine {
  const [quantity, voided] = status === 'cancelled' ? [0, 1] : [1, 0];
  return {
    id, item_id: id, name: id, quantity, voided, options: [], allergy: false, unit_price: money(100), total: money(100 * quantity), status,
    added_by: { guest_id: 'g', name: 'Ana' },
  };
}

export function aCall(id: string, session: string, status: CallStatus, minutes = 0): Call {
  return {
    id, session_id: session, table: 'T1', reason: 'water', status, called_by: { guest_id: 'g', name: 'Ana' },
    opened_at: ago(minutes), version: 1,
  };
}

/** A row of section `hall` with everything that is said to be of its party. */
export function aRow(table: FloorTable, orders: Order[] = [], calls: Call[] = [], section = 'hall'): Row {
  return rowOf(table, section, orders, calls);
}
