import { describe, expect, it } from 'vitest';
import type { Call, Order } from '$api/types';
import { isLate, News, PATIENCE, queue } from './todo';
import { aCall, anOrder, aRow, aTable, noon } from './testing';

/** The queue of one party and another, as `kind id` in its order. */
function order(orders: Order[], calls: Call[]) {
  const rows = [aTable('t1', { session: 's1' }), aTable('t2', { session: 's2' })].map((table) => aRow(table, orders, calls));
  return queue(rows).map(({ kind, id }) => `${kind} ${id}`);
}

describe('the queue', () => {
  it('holds what waits for hands and nothing else', () => {
    const orders = (['placed', 'accepted', 'preparing', 'ready', 'served', 'completed', 'rejected', 'cancelled'] as const).map(
      (status, at) => anOrder(at, 's1', status),
    );
    const calls = [aCall('c1', 's1', 'open'), aCall('c2', 's1', 'acknowledged'), aCall('c3', 's1', 'resolved')];
    expect(order(orders, calls).sort()).toEqual(['accept o0', 'call c1', 'call c2', 'serve o3']);
  });

  it('has each kind with the oldest first, whosever it is', () => {
    expect(order([], [aCall('new', 's1', 'open', 1), aCall('old', 's2', 'open', 4), aCall('mid', 's1', 'open', 2)])).toEqual([
      'call old', 'call mid', 'call new',
    ]);
    expect(order([anOrder(2, 's1', 'placed', 1), anOrder(1, 's2', 'placed', 4)], [])).toEqual(['accept o1', 'accept o2']);
  });

  it('brings ready food before a call of the same age, a call before an order, and last what somebody goes for', () => {
    const orders = [anOrder(1, 's1', 'placed', 5), anOrder(2, 's2', 'ready', 5)];
    const calls = [aCall('going', 's1', 'acknowledged', 5), aCall('open', 's2', 'open', 5)];
    expect(order(orders, calls)).toEqual(['serve o2', 'call open', 'accept o1', 'call going']);
  });

  it('lets patience run out: what is overdue longest comes first', () => {
    const overdue = PATIENCE.accept - PATIENCE.call + 1;
    expect(order([anOrder(1, 's1', 'placed', 1 + overdue)], [aCall('c', 's1', 'open', 1)])).toEqual(['accept o1', 'call c']);
    expect(order([], [aCall('going', 's1', 'acknowledged', PATIENCE.going + 1), aCall('new', 's1', 'open', 0)])).toEqual([
      'call going', 'call new',
    ]);
  });

  it('is the same however its parts came', () => {
    const calls = ['a', 'b', 'c'].map((id) => aCall(id, 's1', 'open', 3));
    expect(order([], calls)).toEqual(order([], [...calls].reverse()));
  });

  it('says what waits too long', () => {
    const late = (orders: Order[], calls: Call[] = []) =>
      queue([aRow(aTable('t1', { session: 's1' }), orders, calls)]).map((todo) => isLate(todo, noon));
    expect(late([], [aCall('c', 's1', 'open', PATIENCE.call), aCall('d', 's1', 'open', PATIENCE.call + 1)])).toEqual([true, false]);
    expect(late([anOrder(1, 's1', 'placed', PATIENCE.accept + 1)])).toEqual([true]);
    expect(late([anOrder(1, 's1', 'ready', 90)])).toEqual([false]);
  });
});

it('news is what was never shown, once', () => {
  const news = new News();
  const take = (...ids: string[]) => news.take(ids.map((id) => ({ id }))).map(({ id }) => id);
  expect([take('a'), take('a', 'b'), take('b', 'a'), take(), take('a', 'c')]).toEqual([[], ['b'], [], [], ['c']]);
});
