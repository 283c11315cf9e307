import { describe, expect, it } from 'vitest';
import type { Call, Order, OrderLine } from '$api/types';
import { News } from '$lib/board/news';
import { Readiness } from './lines';
import { isLate, lateCalls, newsOf, openingOf, PATIENCE, queue, rings } from './todo';
import { rowOf } from './tables';
import { aCall, ago, aLine, anOrder, aRow, aTable, noon } from './testing';
import { spoken, titleOf } from './words';

/** The queue of one party and another, as `kind id` in its order. */
function order(orders: Order[], calls: Call[]) {
  const rows = [aTable('t1', { session: 's1' }), aTable('t2', { session: 's2' })].map((table) => aRow(table, orders, calls));
  return queue(rows, new Set(lateCalls(rows, noon))).map(({ kind, id }) => `${kind} ${id}`);
}

describe('the queue', () => {
  it('holds what waits for hands and nothing else', () => {
    const orders = (['placed', 'accepted', 'preparing', 'ready', 'served', 'completed', 'rejected', 'cancelled'] as const).map(
      (status, at) => anOrder(at, 's1', status, 0, [aLine(status === 'ready' ? 'ready' : 'new')]),
    );
    const calls = [aCall('c1', 's1', 'open'), aCall('c2', 's1', 'acknowledged'), aCall('c3', 's1', 'resolved')];
    expect(order(orders, calls).sort()).toEqual(['accept o0', 'call c1', 'call c2', 'serve serve s1']);
  });

  it('has each kind with the oldest first, whosever it is', () => {
    expect(order([], [aCall('new', 's1', 'open', 1), aCall('old', 's2', 'open', 4), aCall('mid', 's1', 'open', 2)])).toEqual([
      'call old', 'call mid', 'call new',
    ]);
    expect(order([anOrder(2, 's1', 'placed', 1), anOrder(1, 's2', 'placed', 4)], [])).toEqual(['accept o1', 'accept o2']);
  });

  it('brings ready food before a call of the same age, a call before an order, and last what somebody goes for', () => {
    const orders = [anOrder(1, 's1', 'placed', 2), anOrder(2, 's2', 'ready', 2, [aLine('ready')])];
    const calls = [aCall('going', 's1', 'acknowledged', 2), aCall('open', 's2', 'open', 2)];
    expect(order(orders, calls)).toEqual(['serve serve s2', 'call open', 'accept o1', 'call going']);
  });

  it('lets patience run out: what is overdue longest comes first', () => {
    const overdue = PATIENCE.accept - PATIENCE.call + 1;
    expect(order([anOrder(1, 's1', 'placed', 1 + overdue)], [aCall('c', 's1', 'open', 1)])).toEqual(['accept o1', 'call c']);
    expect(order([], [aCall('going', 's1', 'acknowledged', PATIENCE.going + 1), aCall('new', 's1', 'open', 0)])).toEqual([
      'call going', 'call new',
    ]);
  });

  it('puts calls that have waited more than two minutes before all else, the oldest first', () => {
    const orders = [anOrder(1, 's1', 'placed', 90), anOrder(2, 's2', 'ready', 60, [aLine('ready')])];
    const calls = [aCall('just', 's1', 'open', 2), aCall('late', 's1', 'open', 3), aCall('later', 's2', 'open', 4)];
    expect(order(orders, calls)).toEqual(['call later', 'call late', 'accept o1', 'serve serve s2', 'call just']);
  });

  it('has what is ready for one table in one thing, however many orders it is of', () => {
    const orders = [
      anOrder(2, 's1', 'preparing', 4, [aLine('ready', 'lassi'), aLine('cooking', 'dal')]), anOrder(1, 's1', 'ready', 9, [aLine('ready', 'roti')]),
      anOrder(3, 's2', 'ready', 7, [aLine('ready', 'dosa')]),
    ];
    const rows = [aTable('t1', { session: 's1' }), aTable('t2', { session: 's2' })].map((table) => aRow(table, orders));
    const parts = queue(rows).map((todo) =>
      todo.kind === 'serve' ? todo.parts.map(({ order, lines, whole }) => [order.number, lines.map(({ id }) => id), whole]) : [],
    );
    expect(parts).toEqual([[[1, ['roti'], true], [2, ['lassi'], false]], [[3, ['dosa'], true]]]);
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
    expect(late([anOrder(1, 's1', 'ready', 90, [aLine('ready')])])).toEqual([false]);
  });
});

describe('what is to be brought', () => {
  const serve = (order: Order, readiness?: Readiness) =>
    queue([aRow(aTable('t1', { session: 's1' }), [order])], new Set(), readiness && ((one) => readiness.since(one)));
  const shown = (status: Order['status'], ...lines: OrderLine[]) =>
    serve(anOrder(1, 's1', status, 9, lines)).map((todo) =>
      todo.kind === 'serve' ? { lines: todo.parts[0].lines.map(({ id }) => id), whole: todo.parts[0].whole } : todo.kind,
    );

  it('is every line that is ready, whatever the rest of its order does', () => {
    expect(shown('preparing', aLine('ready', 'lassi'), aLine('cooking', 'roti'))).toEqual([{ lines: ['lassi'], whole: false }]);
    expect(shown('preparing', aLine('served', 'lassi'), aLine('cooking', 'roti'))).toEqual([]);
    expect(shown('accepted', aLine('new', 'lassi'))).toEqual([]);
    expect(shown('ready', aLine('ready', 'a'), aLine('ready', 'b'))).toEqual([{ lines: ['a', 'b'], whole: true }]);
  });

  it('leaves out what is served or void, and brings what had nothing to cook with the rest', () => {
    const lines = [aLine('served', 'lassi'), aLine('cancelled', 'dal'), aLine('ready', 'roti'), aLine('new', 'water')];
    expect(shown('ready', ...lines)).toEqual([{ lines: ['roti', 'water'], whole: true }]);
    expect(shown('preparing', ...lines)).toEqual([{ lines: ['roti'], whole: false }]);
  });

  it('waits since this screen saw it ready; since the order was placed where it was ready before', () => {
    const readiness = new Readiness();
    const look = (minute: number, ...lines: OrderLine[]) => {
      const order = anOrder(1, 's1', 'preparing', 20, lines);
      readiness.look([order], noon + minute * 60_000);
      return serve(order, readiness).map(({ since }) => (since - noon) / 60_000);
    };
    const [lassi, roti] = [aLine('ready', 'lassi'), aLine('ready', 'roti')];
    expect(look(0, lassi, aLine('cooking', 'roti'))).toEqual([-20]);
    expect(look(1, aLine('served', 'lassi'), aLine('cooking', 'roti'))).toEqual([]);
    expect(look(2, aLine('served', 'lassi'), roti)).toEqual([2]);
    expect(look(3, aLine('served', 'lassi'), roti)).toEqual([2]);
    // What was taken back to the fire waits anew; with more dishes the first one counts.
    look(4, aLine('served', 'lassi'), aLine('cooking', 'roti'));
    expect(look(5, roti)).toEqual([5]);
    expect(look(6, roti, lassi)).toEqual([5]);
  });

  it('waits since the server says that the order was ready, on a screen that came later', () => {
    const readiness = new Readiness();
    const order = { ...anOrder(1, 's1', 'ready', 20, [aLine('ready', 'lassi')]), ready_at: ago(6) };
    readiness.look([order], noon);
    expect(serve(order, readiness).map(({ since }) => (since - noon) / 60_000)).toEqual([-6]);
  });

  it('is news with each dish, and rings as calls and new orders do', () => {
    const news = new News();
    const orderOf = (...lines: OrderLine[]) => anOrder(1, 's1', 'preparing', 0, lines);
    const take = (orders: Order[], calls: Call[] = []) =>
      news.take(queue([aRow(aTable('t1', { session: 's1' }), orders, calls)]), newsOf).filter(rings).map(({ kind }) => kind);
    const [lassi, roti] = [aLine('ready', 'lassi'), aLine('ready', 'roti')];
    expect([
      take([]),
      take([anOrder(1, 's1', 'placed')]),
      take([orderOf(lassi, aLine('cooking', 'roti'))]),
      take([orderOf(lassi, aLine('cooking', 'roti'))]),
      take([orderOf(lassi, roti)], [aCall('going', 's1', 'acknowledged')]),
      take([orderOf(lassi)], [aCall('new', 's1', 'open')]),
    ]).toEqual([[], ['accept'], ['serve'], [], ['serve'], ['call']]);
  });
});

it('guests who ask for a closed table are a thing to do, ring, are late after two minutes, and are news when they ask again', () => {
  const asked = (minutes: number) => rowOf({ ...aTable('t1'), asked_at: ago(minutes) }, 'hall', [], [], true);
  const todo = (minutes: number) => queue([asked(minutes)])[0]!;
  expect([todo(1).kind, rings(todo(1)), isLate(todo(2), noon), isLate(todo(2.1), noon)]).toEqual(['open', true, false, true]);
  expect(lateCalls([asked(2)], noon)).toEqual([]);
  expect(lateCalls([asked(3)], noon)).toEqual([openingOf(asked(3))]);
  expect(newsOf(todo(12))).not.toEqual(newsOf(todo(1)));
  // Late, it goes before all that is not.
  const rows = [aRow(aTable('t2', { session: 's1' }), [], [aCall('c', 's1', 'open', 1)]), asked(3)];
  expect(queue(rows, new Set(lateCalls(rows, noon))).map(({ kind }) => kind)).toEqual(['open', 'call']);
});

it('a call to pay says who pays how much and how, where it is read and where it is heard', () => {
  const amount = { minor: 9_986, currency: 'INR' };
  const call: Call = { ...aCall('c1', 's1', 'open'), reason: 'pay', payment: { part: 'mine', method: 'card', amount } };
  const [todo, plain] = queue([aRow(aTable('t1', { session: 's1' }), [], [call, aCall('c2', 's1', 'open')])]);
  if (!todo || !plain) throw new Error('not in the queue');
  expect([titleOf(todo), titleOf(plain)]).toEqual(['Ana pays ₹99.86 by card', 'Water, please']);
  expect(spoken(todo)).toContain('Ana pays ₹99.86 by card');
});
