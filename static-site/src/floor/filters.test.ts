import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderStatus } from '$api/types';
import { remember } from '$lib/staff/device';
import { ALL, type Filters, fits, isNarrowed, recallChoice, rememberChoice, type State, STATES } from './filters';
import { aCall, anOrder, aRow, aTable } from './testing';

const ME = 'asha';
beforeEach(() => localStorage.clear());

describe('filters', () => {
  it.each<[string, ReturnType<typeof aTable>, OrderStatus[], boolean, State[]]>([
    ['a free table', aTable('t'), [], false, ['any', 'free']],
    ['a booked one', aTable('t', { status: 'booked' }), [], false, ['any', 'booked']],
    ['one to clean', aTable('t', { status: 'cleaning' }), [], false, ['any', 'waiting']],
    ['a party', aTable('t', { session: 's' }), [], false, ['any', 'taken']],
    ['one that waits for the kitchen', aTable('t', { session: 's' }), ['preparing'], false, ['any', 'taken']],
    ['an order to accept', aTable('t', { session: 's' }), ['placed'], false, ['any', 'taken', 'waiting']],
    ['an order to serve', aTable('t', { session: 's' }), ['ready'], false, ['any', 'taken', 'waiting']],
    ['a call', aTable('t', { session: 's' }), [], true, ['any', 'taken', 'waiting']],
    ['with the bill', aTable('t', { session: 's', status: 'billed' }), [], false, ['any', 'taken']],
  ])('%s is under the right states', (_, table, orders, calls, states) => {
    const row = aRow(table, orders.map((status, at) => anOrder(at, 's', status)), calls ? [aCall('c', 's', 'open')] : []);
    expect(STATES.filter((state) => fits(row, { ...ALL, state }, ME))).toEqual(states);
  });

  it('by waiter and section', () => {
    const rows = [
      aRow(aTable('a', { session: 's1', waiter: ME }), [], [], 'hall'),
      aRow(aTable('b', { session: 's2', waiter: 'ravi' }), [], [], 'hall'),
      aRow(aTable('c', { session: 's3', waiter: ME }), [], [], 'porch'),
      aRow(aTable('d'), [], [], 'porch'),
    ];
    const shown = (filters: Partial<Filters>) =>
      rows.filter((row) => fits(row, { ...ALL, ...filters }, ME)).map(({ table }) => table.id).join('');
    expect([shown({}), shown({ mine: true }), shown({ section: 'porch' }), shown({ mine: true, section: 'porch' })]).toEqual([
      'abcd', 'ac', 'cd', 'c',
    ]);
    expect([ALL, { ...ALL, mine: true }, { ...ALL, section: 'hall' }].map(isNarrowed)).toEqual([false, true, true]);
  });
});

describe('what was chosen', () => {
  it('is remembered for each branch', () => {
    const choice = { filters: { mine: true, section: 'hall', state: 'taken' as const }, view: 'todo' as const };
    rememberChoice('b1', choice);
    expect([recallChoice('b1'), recallChoice('b2')]).toEqual([choice, { filters: ALL, view: 'tables' }]);
  });

  it.each([null, 'x', 7, [], { mine: 'yes', section: 3, state: 'gone', view: 'map' }])('is none when it is %j', (kept) => {
    remember('floor.filters.b1', kept);
    expect(recallChoice('b1')).toEqual({ filters: ALL, view: 'tables' });
  });
});
