import type { Order, Ordering, OrderStatus } from '$api/types';
import { StockState } from '$lib/stock/stock-state.svelte';
import { aDish, someStock } from '$lib/stock/testing';
import { FloorState } from '../floor/floor-state.svelte';
import { aCall, aLine, anOrder, aRow, aTable, ago, money, noon } from '../floor/testing';
import { queue } from '../floor/todo';
import { manager, offline } from './staff-samples';

export { noon };
/** A call that has waited too long. */
export const LATE = 'late';

const lines = [
  { ...aLine('ready', 'naan'), name: 'Garlic Naan', quantity: 2 },
  { ...aLine('cooking', 'grill'), name: 'مشاوي مشكلة', note: 'no nuts', allergy: true },
];
function order(number: number, status: OrderStatus, minutes = 0, more: Partial<Order> = {}): Order {
  const all = status === 'ready' ? lines.map((line) => ({ ...line, status: 'ready' as const })) : lines;
  return { ...anOrder(number, `s${number}`, status, minutes, status === 'placed' ? [] : all), total: money(36_000), ...more };
}
const table = (id: string, session: string) => aTable(id, { session });
const locked = table('v7', 's');

/** A table in each of its states. */
export const tiles = [
  aRow(aTable('v1')),
  aRow(aTable('v2', { status: 'booked' })),
  aRow(aTable('v3', { status: 'cleaning' })),
  { ...aRow({ ...aTable('v7'), asked_at: ago(1) }), asked: true },
  aRow(table('v4', 's4')),
  aRow(aTable('v5', { session: 's5', status: 'billed' })),
  aRow(aTable('v6', { status: 'occupied' })),
  aRow({ ...locked, ...(locked.session ? { session: { ...locked.session, pin_locked_until: ago(-5) } } : {}) }),
  aRow(table('h8', 's8'), [order(8, 'placed')]),
  aRow(table('h9', 's9'), [order(9, 'accepted')]),
  aRow(table('h10', 's10'), [order(10, 'preparing', 5, { lines: lines.map((line) => ({ ...line, status: 'cooking' })) })]),
  aRow(table('h11', 's11'), [order(11, 'preparing')]),
  aRow(table('h12', 's12'), [order(12, 'ready')]),
  aRow(table('c13', 's13'), [], [aCall('c13', 's13', 'open', 1)]),
  aRow(table('c14', 's14'), [order(14, 'ready')], [aCall(LATE, 's14', 'open', 5)]),
  aRow({ ...table('c15', 's15'), name: 'تراس ٤' }, [order(15, 'served')], [aCall('c15', 's15', 'acknowledged', 3)]),
];

const call = (id: string, more: Partial<ReturnType<typeof aCall>>) => ({ ...aCall(id, id, 'open', 1), ...more });
/** What is to be done in each of its kinds and states. */
export const todos = queue(
  [
    aRow(table('h1', 'a'), [], [call('a', { reason: 'waiter' })]),
    aRow(table('h2', 'b'), [], [call('b', { reason: 'bill', opened_at: ago(5) })]),
    aRow(table('h3', 'c'), [], [call('c', { reason: 'water', status: 'acknowledged' })]),
    aRow(table('h4', 'd'), [], [call('d', { reason: 'other', note: 'كرسي للطفل' })]),
    aRow(table('h5', 'e'), [{ ...order(21, 'placed', 1), session_id: 'e', lines }]),
    aRow(table('h6', 'f'), [{ ...order(22, 'placed', 9), session_id: 'f', lines, note: 'All at once' }]),
    aRow(table('h7', 'g'), [order(23, 'ready', 9, { session_id: 'g' }), order(24, 'preparing', 8, { session_id: 'g' })]),
    { ...aRow({ ...aTable('h9'), asked_at: ago(1) }), asked: true },
    aRow({ ...table('h8', 'h'), name: 'تراس ٤' }, [order(25, 'ready', 9, { session_id: 'h' })]),
  ],
  new Set(['b']),
);

const STATES: readonly OrderStatus[] = ['placed', 'accepted', 'preparing', 'ready', 'served', 'rejected', 'cancelled'];
export const orders = STATES.map((status, at) => order(31 + at, status, at + 1, { lines }));
export const left = [order(41, 'preparing', 12, { party_left_at: ago(2), lines: lines.slice(1) }), order(42, 'ready', 15, { party_left_at: ago(3) })];

/** A floor without a network, with a tap that waits for it. */
export function aFloor(): FloorState {
  const floor = new FloorState(offline(), manager, 'parts');
  floor.clock.sync(ago(0));
  const waits = orders[3];
  if (waits) void floor.actions.serve(waits);
  return floor;
}

/** What is to be had, without a network. */
export function aStock(ordering: Ordering = { open: true }): StockState {
  const stock = new StockState(offline().api, 'parts');
  stock.view = someStock(
    [
      aDish('dal', 'Dal Makhani'),
      aDish('grill', 'مشاوي مشكلة', { count: 3 }),
      aDish('lamb', 'Slow-cooked lamb shank with saffron rice and pickles', { available: false, until: '2026-11-20T20:15:00Z' }),
      aDish('kulfi', 'Kulfi', { available: false }),
    ],
    { ordering },
  );
  return stock;
}
