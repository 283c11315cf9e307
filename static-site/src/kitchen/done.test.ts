import { describe, expect, it } from 'vitest';
import { type Done, keepDone, keptDone, type Memory, noteDone as note } from './done';
import type { KitchenOrder } from '$api/types';
import { aLine, anOrder } from './testing';

const order = (id: string, status: Parameters<typeof anOrder>[2] = {}) => anOrder(id, [aLine('a')], status);
const everything: Memory = { known: () => true, own: () => false };
const noteDone = (done: readonly Done[], orders: readonly KitchenOrder[], now: number, memory = everything) => note(done, orders, now, memory);
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

  it.each(['ready', 'completed'] as const)('drops what is %s now', (status) => {
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

describe('what was withdrawn', () => {
  const noon = Date.parse('2026-05-01T12:00:00Z');
  const cancelled = order('o1', { status: 'cancelled', version: 2 });
  const marks = (done: readonly Done[]) => done.map(({ order, mark }) => [order.id, mark]);

  it.each(['cancelled', 'rejected'] as const)('is listed as not seen yet when it was %s', (status) => {
    expect(marks(noteDone([], [{ ...cancelled, status }], noon))).toEqual([['o1', 'unseen']]);
  });

  it('is not seen yet either when it was all that was left of an order of which the rest is on a table', () => {
    const cooking = anOrder('o1', [aLine('a', 'served'), aLine('b', 'cooking')], { status: 'preparing' });
    const cut = { ...cooking, status: 'served' as const, version: 2, lines: [aLine('a', 'served'), aLine('b', 'cancelled', { quantity: 0, voided: 1 })] };
    const memory = { ...everything, before: () => cooking };
    const done = noteDone([], [cut], noon, memory);
    expect(marks(done)).toEqual([['o1', 'unseen']]);
    expect(marks(noteDone(done, [cut], noon, memory))).toEqual([['o1', 'unseen']]);
    expect(marks(noteDone([], [cut], noon, { ...memory, own: () => true }))).toEqual([['o1', undefined]]);
    // What was taken off earlier was seen on its ticket.
    expect(marks(noteDone([], [cut], noon, { ...everything, before: () => ({ ...cut, status: 'preparing' }) }))).toEqual([['o1', undefined]]);
  });

  it('is not listed when this screen never showed it, and is seen when it was done from here', () => {
    expect(noteDone([], [cancelled], noon, { ...everything, known: () => false })).toEqual([]);
    expect(marks(noteDone([], [cancelled], noon, { ...everything, own: () => true }))).toEqual([['o1', undefined]]);
  });

  it('stays seen, and stays in the list', () => {
    const seen = noteDone([], [cancelled], noon).map((one) => ({ ...one, mark: undefined }));
    expect(noteDone(seen, [cancelled], noon)).toBe(seen);
    expect(marks(noteDone(seen, [], noon))).toEqual([['o1', undefined]]);
  });

  it('is not pushed out of the list before it was seen', () => {
    const first = noteDone([], [cancelled], noon);
    const many = Array.from({ length: 40 }, (_, at) => order(`s${at}`, { status: 'served' }));
    const next = noteDone(first, many, noon);
    expect(next).toHaveLength(31);
    expect(next.at(-1)?.order.id).toBe('o1');
  });

  it('is a party\'s order that was put away, until the order is over', () => {
    const away: Done[] = [{ order: order('o1'), at: noon, mark: 'away' }];
    expect(marks(noteDone(away, [order('o1', { status: 'preparing', version: 2 })], noon))).toEqual([['o1', 'away']]);
    expect(marks(noteDone(away, [cancelled], noon))).toEqual([['o1', undefined]]);
    expect(noteDone(away, [order('o1', { status: 'completed', version: 3 })], noon)).toEqual([]);
  });
});
