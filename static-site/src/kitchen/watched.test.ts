import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aLine, anOrder } from './testing';
import { Watched, withStatus } from './watched';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

const ids = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);
const open = (id: string) => anOrder(id, [aLine('a')]);

it('tells what left without a word, until it is known why', () => {
  const watched = new Watched('b1');
  expect(watched.look([open('o1'), open('o2'), open('o3')])).toEqual([]);
  expect(ids(watched.look([open('o1'), anOrder('o3', [aLine('a')], { status: 'served' })]))).toEqual(['o2']);
  expect(ids(watched.look([open('o1')]))).toEqual(['o2']);
  watched.forget('o2');
  expect([watched.look([open('o1')]), watched.has('o1'), watched.has('o2')]).toEqual([[], true, false]);
});

it('remembers through a reload, for each branch on its own', () => {
  new Watched('b1').look([open('o1')]);
  vi.runAllTimers();
  expect(ids(new Watched('b1').look([]))).toEqual(['o1']);
  expect(new Watched('b2').look([])).toEqual([]);
  const watched = new Watched('b1');
  const stop = watched.keep();
  watched.look([open('o2')]);
  dispatchEvent(new Event('pagehide'));
  stop();
  expect(new Watched('b1').has('o2')).toBe(true);
});

it('an order of which only the end is known has all its pieces struck', () => {
  const order = anOrder('o1', [aLine('a', 'cooking', { quantity: 3 }), aLine('b', 'cancelled', { quantity: 0, voided: 2 })]);
  const { lines } = withStatus(order, 'cancelled');
  expect(lines.map(({ status, voided }) => [status, voided])).toEqual([['cancelled', 3], ['cancelled', 2]]);
  expect(withStatus(order, 'served').lines).toEqual(order.lines);
});
