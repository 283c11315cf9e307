import { expect, it } from 'vitest';
import { dropAfter, stepAfter } from './order';

const ids = ['a', 'b', 'c'];

/** The order after it was put behind `after`. */
function put(id: string, after: string | null | undefined): string {
  if (after === undefined) return ids.join('');
  const rest = ids.filter((other) => other !== id);
  rest.splice(after === null ? 0 : rest.indexOf(after) + 1, 0, id);
  return rest.join('');
}

it.each([
  ['a', 1, 'bac'],
  ['b', 1, 'acb'],
  ['c', 1, 'abc'],
  ['a', -1, 'abc'],
  ['b', -1, 'bac'],
  ['c', -1, 'acb'],
  ['gone', 1, 'abc'],
] as const)('%s by %i', (id, by, order) => expect(put(id, stepAfter(ids, id, by))).toBe(order));

it.each([
  ['a', 'c', 'bca'],
  ['c', 'a', 'cab'],
  ['a', 'b', 'bac'],
  ['b', 'b', 'abc'],
  ['gone', 'b', 'abc'],
])('%s is dropped on %s', (id, on, order) => expect(put(id, dropAfter(ids, id, on))).toBe(order));
