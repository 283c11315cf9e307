import { describe, expect, it } from 'vitest';
import { keepDone, keptDone, noteDone } from './done';
import { aLine, anOrder } from './testing';

const order = (id: string, status: Parameters<typeof anOrder>[2] = {}) => anOrder(id, [aLine('a')], status);
const ids = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);

describe('recently done', () => {
  const noon = Date.parse('2026-05-01T12:00:00Z');
  const served = (id: string) => order(id, { status: 'served' });

  it('lists served orders, the latest first', () => {
    const first = noteDone([], [served('o1'), order('o2')], noon);
    const second = noteDone(first, [served('o1'), served('o2')], noon + 1000);
    expect(second.map(({ order, at }) => [order.id, at - noon])).toEqual([['o2', 1000], ['o1', 0]]);
  });

  it('keeps what a snapshot left out', () => {
    const done = noteDone([], [served('o1')], noon);
    expect(ids(noteDone(done, [], noon).map(({ order }) => order))).toEqual(['o1']);
  });

  it.each(['ready', 'completed', 'cancelled'] as const)('drops what is %s now', (status) => {
    const done = noteDone([], [served('o1')], noon);
    expect(noteDone(done, [order('o1', { status, version: 2 })], noon)).toEqual([]);
  });

  it('is the same list when nothing changed, and short', () => {
    const done = noteDone([], [served('o1')], noon);
    expect(noteDone(done, [served('o1')].map(() => done[0]?.order ?? served('o1')), noon)).toBe(done);
    const many = Array.from({ length: 40 }, (_, at) => served(`o${at}`));
    expect(noteDone([], many, noon)).toHaveLength(30);
    expect(noteDone(done, [], noon + 4 * 3_600_000)).toEqual([]);
  });

  it('outlives a reload, for each branch on its own, and is corrected by the next board', () => {
    keepDone('b1', noteDone([], [served('o1'), served('o2')], noon));
    expect(ids(keptDone('b1').map(({ order }) => order))).toEqual(['o1', 'o2']);
    expect(keptDone('b2')).toEqual([]);
    const now = noteDone(keptDone('b1'), [order('o1', { status: 'ready', version: 2 })], noon);
    expect(ids(now.map(({ order }) => order))).toEqual(['o2']);
    localStorage.clear();
  });
});
