import { expect, it } from 'vitest';
import { bySection, fileName, grouped, matching } from './cards';
import { aCard } from './testing';

it('keeps sections and tables in their order', () => {
  const cards = [aCard(2, 'Hall'), aCard(9, 'Garden'), aCard(1, 'Hall')];
  expect(bySection(cards).map(({ name, cards }) => [name, ...cards.map(({ id }) => id)])).toEqual([
    ['Hall', 't2', 't1'],
    ['Garden', 't9'],
  ]);
});

it.each([
  ['H4', 'H4'],
  ['Terrace 4', 'Terrace-4'],
  ['../../etc', 'etc'],
  ['आँगन ४', 'आ-गन-४'],
  ['///', 'table'],
])('a file for %s is called %s', (name, file) => {
  expect(fileName(name)).toBe(file);
});

it.each([
  ['WA9EKQUK', ['WA9E', 'KQUK']],
  ['ABCDE', ['ABC', 'DE']],
  ['ABC', ['ABC']],
  ['', []],
])('the code %s is printed as %o', (code, parts) => {
  expect(grouped(code)).toEqual(parts);
});

it('finds tables by name and by code, whatever the case', () => {
  const names = (words: string) => matching([aCard(1), aCard(2), aCard(12)], words).map(({ name }) => name);
  expect(names('h1')).toEqual(['H1', 'H12']);
  expect(names(' code2 ')).toEqual(['H2']);
  expect(names('')).toHaveLength(3);
  expect(names('Terrace')).toEqual([]);
});
