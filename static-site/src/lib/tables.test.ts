import { expect, it } from 'vitest';
import { tableOf, toldApart } from './tables';

const table = (name: string, section: string) => ({ name, section });

it.each([
  [[table('1', 'Hall'), table('2', 'Hall'), table('1', 'Garden')], ['1 · Hall', '2', '1 · Garden']],
  [[table('a1', 'Hall'), table('A1 ', 'Bar')], ['a1 · Hall', 'A1  · Bar']],
  [[table('1', 'Hall'), table('2', 'Garden')], ['1', '2']],
  [[], []],
])('%j are called %j', (tables, names) => {
  const apart = toldApart(tables, ({ section }) => section);
  expect(apart.map(({ name }) => name)).toEqual(names);
});

it('leaves a table alone whose name is its own', () => {
  const own = table('2', 'Hall');
  expect(toldApart([own, table('1', 'Hall'), table('1', 'Bar')], ({ section }) => section)[0]).toBe(own);
});

it('an order has its section with its table where the server says so', () => {
  expect([tableOf({ table: '4' }), tableOf({ table: '4', section: 'Ground Floor' })]).toEqual(['4', '4 · Ground Floor']);
});
