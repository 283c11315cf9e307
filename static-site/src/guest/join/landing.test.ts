import { describe, expect, it } from 'vitest';
import { codeInFragment } from '../code';
import { branchInFragment, searchTables, typedFragment, understood } from './landing';

describe('where a fragment leads', () => {
  it.each([
    ['#/lake-road', 'lake-road'],
    ['#/Lake2', 'Lake2'],
    ['#K7Q4M2XH', null],
    ['#/', null],
    ['#/a/b', null],
    ['#/a%2Fb', null],
    ['#/../x', null],
    ['', null],
  ])('%j is the list of %j', (hash, branch) => expect(branchInFragment(hash)).toBe(branch));
});

describe('a code that was typed or pasted', () => {
  it.each([
    ['K7Q4M2XH', '#K7Q4M2XH'],
    [' k7q4 m2xh ', '#K7Q4M2XH'],
    ['k7q4-m2xh', '#K7Q4M2XH'],
    ['k7q4–m2xh', '#K7Q4M2XH'],
    ['Ｋ7Ｑ4Ｍ2ＸＨ', '#K7Q4M2XH'],
    ['\u200bK7Q4M2XH\n', '#K7Q4M2XH'],
    ['#K7Q4M2XH', '#K7Q4M2XH'],
    ['192.168.1.20:8080/#k7q4m2xh', '#K7Q4M2XH'],
    ['https://order.example.com/#K7Q4M2XH ', '#K7Q4M2XH'],
    ['https://order.example.com/#/lake-road', '#/lake-road'],
    ['https://order.example.com/', null],
    ['https://order.example.com/K7Q4M2XH', '#K7Q4M2XH'],
    ['https://order.example.com/%23k7q4m2xh', '#K7Q4M2XH'],
    ['order.example.com//#K7Q4-M2XH/', '#K7Q4M2XH'],
    ['order.example.com/#K7Q4M2XH?from=chat', '#K7Q4M2XH'],
    ['Table 4: https://order.example.com/#K7Q4M2XH.', '#K7Q4M2XH'],
    ['#/K7Q4M2XH', '#K7Q4M2XH'],
    ['#/lakeroad', '#/lakeroad'],
    ['', null],
    ['#', null],
    ['- -', null],
    ['<b>', null],
  ])('%j leads to %j', (typed, fragment) => expect(typedFragment(typed)).toBe(fragment));
});

it.each([
  ['#K7Q4M2XH', 'K7Q4M2XH'],
  ['#k7q4-m2xh', 'K7Q4M2XH'],
  ['#k7q4%20m2xh', 'K7Q4M2XH'],
  ['#%23K7Q4M2XH', 'K7Q4M2XH'],
  ['##K7Q4M2XH', 'K7Q4M2XH'],
  ['#K7Q4M2XH%E2%80%8B', 'K7Q4M2XH'],
  ['#Ｋ7Ｑ4Ｍ2ＸＨ', 'K7Q4M2XH'],
  // A restaurant of another making, whose codes are words.
  ['#patio-7', 'PATIO-7'],
  ['#/lake-road', null],
  ['#', null],
  ['', null],
  ['#%', null],
])('the fragment %j is the table %j', (hash, code) => expect(codeInFragment(hash)).toBe(code));

it.each([
  ['https://order.example.com/#k7q4 m2xh', 'K7Q4M2XH'],
  ['k7q4m2xh', 'K7Q4M2XH'],
  ['https://order.example.com/#/lake-road', null],
  ['<b>', null],
])('of %j the field keeps %j', (typed, kept) => expect(understood(typed)).toBe(kept));

describe('finding a table', () => {
  const sections = [
    { id: 'hall', name: 'Tram Hall', tables: ['H1', 'H2', 'H12'] },
    { id: 'cafe', name: 'Café', tables: ['1', '2'] },
  ].map((section) => ({ ...section, tables: section.tables.map((name) => ({ name, code: `X${name}` })) }));
  const found = (words: string) => searchTables(sections, words).map(({ id, tables }) => [id, tables.map(({ name }) => name)]);

  it.each([
    ['', [['hall', ['H1', 'H2', 'H12']], ['cafe', ['1', '2']]]],
    ['h1', [['hall', ['H1', 'H12']]]],
    ['cafe', [['cafe', ['1', '2']]]],
    ['hall 2', [['hall', ['H2', 'H12']]]],
    ['z', []],
  ])('%j finds %j', (words, expected) => expect(found(words)).toEqual(expected));
});
