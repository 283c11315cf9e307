import { expect, it } from 'vitest';
import type { ShownLine } from './cart-edits';
import { unplaced } from './unplaced';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const line = (id: string, quantity: number, more: Partial<ShownLine> = {}) =>
  ({ id, quantity, options: [], allergy: false, total: inr(100 * quantity), ...more }) as unknown as ShownLine;

it('a cart is sent as it was seen', () => expect(unplaced([line('a', 1), line('b', 2)], [line('b', 2), line('a', 1)], inr(300))).toBeNull());

it('a change that found no network sends nothing', () => expect(unplaced([line('a', 1)], [line('a', 1)], null)).toEqual({ kind: 'unsaved' }));

it.each([
  ['a dish more', [line('a', 1), line('b', 1)]],
  ['a piece more', [line('a', 2)]],
  ['another note', [line('a', 1, { note: 'no nuts' })]],
])('%s since the tap is to be looked at', (_, now) => {
  expect(unplaced([line('a', 1)], now, inr(100))).toEqual({ kind: 'changed' });
});

it('another price since the tap is to be looked at', () => {
  expect(unplaced([line('a', 1)], [line('a', 1)], inr(120))).toEqual({ kind: 'prices', total: inr(120) });
});
