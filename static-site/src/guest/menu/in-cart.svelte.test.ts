import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import type { ShownLine } from '../cart/cart-edits';
import { InCart } from './in-cart.svelte';

const line = (item_id: string, quantity: number, pending: ShownLine['pending'] = false) =>
  ({ id: `${item_id}-1`, item_id, quantity, added_by: { guest_id: 'me', name: 'Asha' }, pending }) as ShownLine;

it('tells a change to the rows of its dish alone, and only what they show', () => {
  const cart = new InCart();
  cart.knows(['naan', 'dal', 'rice']);
  const told: string[] = [];
  const stop = $effect.root(() => {
    for (const item of ['naan', 'dal', 'rice']) {
      $effect(() => void told.push(`${item} ${cart.of(item).reduce((sum, { quantity }) => sum + quantity, 0)}`));
    }
  });
  const after = (...lines: ShownLine[]) => {
    told.length = 0;
    cart.is(lines);
    flushSync();
    return [...told];
  };
  flushSync();
  expect(told).toEqual(['naan 0', 'dal 0', 'rice 0']);
  expect(after(line('naan', 1, 'saving'))).toEqual(['naan 1']);
  expect(after(line('naan', 1))).toEqual([]);
  expect(after(line('naan', 2, 'saving'), line('dal', 1))).toEqual(['naan 2', 'dal 1']);
  expect(after(line('dal', 1), line('off the menu', 1))).toEqual(['naan 0']);
  stop();
});
