import { expect, it } from 'vitest';
import { faultsOfNew, namesOf, sectionsOf, whole } from './plan';
import { aCard } from './testing';

const named = (...names: string[]) => names.map((name, at) => ({ ...aCard(at), name }));

it.each([
  [[], '', 12, ['1', '12']],
  [[], ' H ', 1, ['H1', 'H1']],
  // What nobody sees, which the server refuses.
  [[], '\u202eH\u200b', 1, ['H1', 'H1']],
  [['H1', 'h7', 'H', 'Hall 90'], 'H', 2, ['H8', 'H9']],
  [['H1', '3', '4a'], '', 6, ['4', '9']],
  [['Bar 1'], 'bar ', 1, ['bar1', 'bar1']],
])('behind %o with the prefix "%s" %d new tables are called %o', (there, prefix, count, names) => {
  expect(namesOf(named(...there), prefix, count)).toEqual(names);
});

it.each([
  ['Hall', '12', '4', {}],
  [' ', '0', '', { section: 'missing', count: 'range', seats: 'range' }],
  ['\u200b\u2060', '1', '4', { section: 'missing' }],
  ['Hall', '41', '100', { count: 'range', seats: 'range' }],
  ['Hall', '1.5', '4a', { count: 'range', seats: 'range' }],
])('the wish for "%s", %s tables with %s seats has the faults %o', (section, count, seats, faults) => {
  expect(faultsOfNew({ section, count, seats, prefix: '' })).toEqual(faults);
});

it('reads whole numbers within limits only', () => {
  expect(['1', ' 7 ', '40', '41', '0', '-1', '1e1', ''].map((typed) => whole(typed, [1, 40]))).toEqual([
    1,
    7,
    40,
    ...Array.from({ length: 5 }, () => null),
  ]);
});

it('names each section once, in the order of its first table', () => {
  expect(sectionsOf([aCard(1, 'Hall'), aCard(2, 'Roof'), aCard(3, 'Hall')])).toEqual(['Hall', 'Roof']);
});
