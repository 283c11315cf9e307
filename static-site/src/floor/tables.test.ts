import { describe, expect, it } from 'vitest';
import type { Order } from '$api/types';
import { askedFor, isPinLocked, leftBehind, rowOf, split, standingsOf, waiting } from './tables';
import { aCall, ago, aLine, anOrder, aRow, aTable, noon } from './testing';

describe('a row', () => {
  it('has the open orders of its party, by what is to be done', () => {
    const row = aRow(aTable('t1', { session: 's1' }), [
      anOrder(3, 's1', 'ready', 5), anOrder(1, 's1', 'placed', 9), anOrder(2, 's1', 'accepted', 8),
      anOrder(4, 's1', 'preparing', 1), anOrder(5, 's1', 'served'), anOrder(6, 's1', 'rejected'),
      anOrder(7, 's1', 'completed'), anOrder(8, 's1', 'cancelled'), anOrder(9, 's2', 'placed'),
    ]);
    // What is only accepted is not said to be cooking.
    expect([row.toAccept, row.toCook, row.cooking, row.ready]).toEqual([1, 1, 1, 1]);
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

it('an order says that its party has left, though somebody sits at that session as far as this screen knows', () => {
  const order = { ...anOrder(1, 's1', 'preparing'), party_left_at: ago(1) };
  const row = aRow(aTable('t1', { session: 's1' }), [order]);
  expect([row.orders, leftBehind([row], [order])]).toEqual([[], [order]]);
});

it('a table says what an earlier party left at it, whoever sits there now, until it is done with', () => {
  const behind = (number: number, table_id: string, status: Order['status'] = 'preparing') =>
    ({ ...anOrder(number, 'earlier', status), party_left_at: ago(1), table_id });
  const orders = [
    behind(1, 't1'), behind(2, 't1', 'ready'), behind(3, 't1', 'cancelled'), behind(4, 't2'),
    { ...anOrder(5, 's1', 'placed'), table_id: 't1' },
  ];
  for (const table of [aTable('t1'), aTable('t1', { session: 's1' })]) {
    const row = aRow(table, orders);
    expect([row.left, standingsOf(row)[0]]).toEqual([true, table.session ? 'accept' : 'free']);
  }
  const done = orders.map((order) => ({ ...order, status: 'served' as const }));
  expect([aRow(aTable('t3'), orders).left, aRow(aTable('t1'), done).left]).toEqual([false, false]);
});

it('the own tables and the others each keep their order', () => {
  const rows = [
    aTable('t1'), aTable('t2', { session: 's1', waiter: 'ravi' }), aTable('t3', { session: 's2', waiter: 'asha' }), aTable('t4', { session: 's3' }),
    aTable('t5', { session: 's4', status: 'billed', waiter: 'asha' }),
  ].map((table) => aRow(table));
  const { own, others } = split(rows, 'asha');
  expect([own, others].map((part) => part.map(({ table }) => table.id))).toEqual([['t3', 't5'], ['t1', 't2', 't4']]);
});

describe('how a table stands', () => {
  const busy = aTable('t1', { session: 's' });
  it.each([
    ['a free one', aRow(aTable('t1')), ['free']],
    ['one that is kept', aRow(aTable('t1', { status: 'booked' })), ['booked']],
    ['one to clean', aRow(aTable('t1', { status: 'cleaning' })), ['cleaning']],
    ['a party that has ordered and has all', aRow(busy), ['eating']],
    ['a party before its first order', aRow({ ...busy, session: { ...busy.session!, order_count: 0 } }), ['seated']],
    ['what is only accepted', aRow(busy, [anOrder(1, 's', 'accepted')]), ['waiting']],
    ['what cooks', aRow(busy, [anOrder(1, 's', 'preparing'), anOrder(2, 's', 'accepted')]), ['cooking', 'waiting']],
    ['the bill', aRow(aTable('t1', { session: 's', status: 'billed' }), [anOrder(1, 's', 'preparing')]), ['bill', 'cooking']],
    [
      'all at once',
      aRow(busy, [anOrder(1, 's', 'placed'), anOrder(2, 's', 'preparing', 0, [aLine('ready')])], [aCall('c', 's', 'open')]),
      ['call', 'ready', 'accept', 'cooking'],
    ],
  ])('%s', (_, row, standings) => expect(standingsOf(row)).toEqual(standings));
});

it('a PIN is locked until its time has come or the lock is lifted', () => {
  const session = aTable('t1', { session: 's' }).session;
  const until = (at: string | null) => isPinLocked(session && { ...session, pin_locked_until: at }, noon);
  expect([until(null), until(ago(-1)), until(ago(1)), isPinLocked(session, noon), isPinLocked(undefined, noon)]).toEqual([
    false, true, false, false, false,
  ]);
});

it('guests want a table opened for ten minutes, and never one where a party sits', () => {
  const asked = (id: string, minutes: number, session?: string) => ({ ...aTable(id, session ? { session } : {}), asked_at: ago(minutes), asked_until: ago(minutes - 10) });
  const tables = [asked('t1', 0), asked('t2', 9.9), asked('t3', 10), asked('t4', 1, 's1'), aTable('t5')];
  expect(askedFor(tables, noon)).toEqual(['t1', 't2']);
  const row = rowOf(asked('t1', 1), 'hall', [], [], true);
  expect([standingsOf(row), waiting(row)]).toEqual([['asked'], 1]);
});
