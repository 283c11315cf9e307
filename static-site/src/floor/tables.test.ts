import { describe, expect, it } from 'vitest';
import { leftBehind, split, waiting } from './tables';
import { aCall, aLine, anOrder, aRow, aTable } from './testing';

describe('a row', () => {
  it('has the open orders of its party, by what is to be done', () => {
    const row = aRow(aTable('t1', { session: 's1' }), [
      anOrder(3, 's1', 'ready', 5), anOrder(1, 's1', 'placed', 9), anOrder(2, 's1', 'accepted', 8),
      anOrder(4, 's1', 'preparing', 1), anOrder(5, 's1', 'served'), anOrder(6, 's1', 'rejected'),
      anOrder(7, 's1', 'completed'), anOrder(8, 's1', 'cancelled'), anOrder(9, 's2', 'placed'),
    ]);
    expect([row.toAccept, row.cooking, row.ready]).toEqual([1, 2, 1]);
    expect(row.orders.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('waits for hands as soon as one dish of an order is ready', () => {
    const row = aRow(aTable('t1', { session: 's1' }), [
      anOrder(1, 's1', 'preparing', 5, [aLine('ready', 'a'), aLine('cooking', 'b')]), anOrder(2, 's1', 'preparing', 5, [aLine('cooking')]),
    ]);
    expect([row.cooking, row.ready, row.partlyReady, waiting(row)]).toEqual([2, 0, 1, 1]);
  });

  it('has the open calls of its party, the oldest first', () => {
    const calls = [aCall('c1', 's1', 'open', 1), aCall('c2', 's1', 'acknowledged', 5), aCall('c3', 's1', 'resolved', 9), aCall('c4', 's2', 'open')];
    expect(aRow(aTable('t1', { session: 's1' }), [], calls).calls.map(({ id }) => id)).toEqual(['c2', 'c1']);
  });

  it('takes nothing from an earlier party, though it sat at a table of the same name', () => {
    const orders = [anOrder(1, 'earlier', 'preparing', 9), anOrder(2, 'earlier', 'placed', 8)];
    for (const table of [aTable('t1'), aTable('t1', { session: 's1' })]) {
      const row = aRow(table, orders, [aCall('c1', 'earlier', 'open')]);
      expect([row.orders, row.calls, row.toAccept, row.cooking]).toEqual([[], [], 0, 0]);
      expect(leftBehind([row], orders)).toEqual(orders);
    }
  });
});

it('what parties left behind is what is open and nobody sits with, the oldest first', () => {
  const orders = [
    anOrder(1, 'gone', 'ready', 2), anOrder(2, 'gone', 'placed', 7), anOrder(3, 'gone', 'completed', 9), anOrder(4, 's1', 'ready', 9),
  ];
  const rows = [aRow(aTable('t1', { session: 's1' })), aRow(aTable('t2'))];
  expect(leftBehind(rows, orders).map(({ number }) => number)).toEqual([2, 1]);
});

it('tables where nobody sits come after the others, in the same order', () => {
  const rows = [
    aTable('t1'), aTable('t2', { session: 's1' }), aTable('t3', { status: 'booked' }), aTable('t4', { status: 'cleaning' }),
    aTable('t5', { session: 's2', status: 'billed' }),
  ].map((table) => aRow(table));
  const { busy, empty } = split(rows);
  expect([busy, empty].map((part) => part.map(({ table }) => table.id))).toEqual([['t2', 't4', 't5'], ['t1', 't3']]);
});
