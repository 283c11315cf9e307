import { describe, expect, it } from 'vitest';
import type { FloorTable, Order, OrderStatus } from '$api/types';
import { type Filter, FILTERS, fits, isEarlier, rowOf } from './tables';

const money = { minor: 0, currency: 'INR' as const };
const noon = Date.parse('2026-05-01T12:00:00Z');

function table(status: FloorTable['status'], opened_at?: string): FloorTable {
  const session = opened_at && {
    id: 's', mode: 'family' as const, opened_at, guest_count: 1, order_count: 1, total: money, version: 1,
  };
  return { id: 't1', name: 'T1', seats: 4, status, version: 1, ...(session ? { session } : {}) };
}

function order(number: number, status: OrderStatus, placed_at = '2026-05-01T12:00:00Z', at = 'T1'): Order {
  return {
    id: `o${number}`, number, session_id: 's', table: at, status, placed_at, placed_by: { guest_id: 'g', name: 'Ana' },
    estimated_ready_at: placed_at, lines: [], total: money, version: 1,
  };
}

describe('a row', () => {
  it('counts its own open orders by what is to be done', () => {
    const all = [
      order(3, 'ready'), order(1, 'placed'), order(2, 'accepted'), order(4, 'preparing'),
      order(5, 'served'), order(6, 'rejected'), order(7, 'completed'), order(8, 'placed', undefined, 'T2'),
    ];
    const row = rowOf(table('occupied', '2026-05-01T11:00:00Z'), all, noon);
    expect([row.toAccept, row.cooking, row.ready]).toEqual([1, 2, 1]);
    expect(row.orders.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('tells how long the party sits there', () => {
    const minutes = (opened?: string) => rowOf(table('occupied', opened), [], noon).minutes;
    expect([minutes('2026-05-01T10:58:30Z'), minutes('2026-05-01T12:00:05Z'), minutes()]).toEqual([61, 0, null]);
  });

  it('knows what an earlier party left in the kitchen', () => {
    const now = table('occupied', '2026-05-01T12:00:00Z');
    expect(isEarlier(order(1, 'preparing', '2026-05-01T11:59:00Z'), now)).toBe(true);
    expect(isEarlier(order(2, 'preparing', '2026-05-01T12:01:00Z'), now)).toBe(false);
    expect(isEarlier(order(3, 'preparing'), table('free'))).toBe(true);
  });
});

describe('filters', () => {
  const shown = (status: FloorTable['status'], orders: Order[] = []) =>
    FILTERS.filter((filter) => fits(rowOf(table(status, '2026-05-01T11:00:00Z'), orders, noon), filter));

  it.each<[FloorTable['status'], OrderStatus[], Filter[]]>([
    ['free', [], ['all', 'free']],
    ['booked', [], ['all']],
    ['occupied', [], ['all', 'taken']],
    ['occupied', ['preparing'], ['all', 'taken']],
    ['occupied', ['placed'], ['all', 'todo', 'taken']],
    ['occupied', ['ready'], ['all', 'todo', 'taken']],
    ['billed', [], ['all', 'todo', 'taken']],
    ['cleaning', [], ['all', 'todo']],
    ['free', ['ready'], ['all', 'todo', 'free']],
  ])('%s with orders %j is under %j', (status, orders, filters) => {
    expect(shown(status, orders.map((of, at) => order(at, of)))).toEqual(filters);
  });
});
