import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Cart, CartLine } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { toasts } from '$lib/ui/toast.svelte';
import { OwnLines } from './own-lines';
import { Removals, UNDO_MS } from './removals';

const line = (id: string, guest_id: string) => ({ id, added_by: { guest_id, name: guest_id } }) as unknown as CartLine;
const cart = (version: number, ...lines: CartLine[]) => ({ id: 'family', version, lines }) as unknown as Cart;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  toasts.length = 0;
});

it('sees which of the own lines went, once, and nothing of an older cart', () => {
  const own = new OwnLines('g1');
  const gone = (one: Cart) => own.gone(one).map(({ id }) => id);
  expect(gone(cart(1, line('a', 'g1'), line('b', 'g2')))).toEqual([]);
  expect(gone(cart(3, line('c', 'g2')))).toEqual(['a']);
  expect(gone(cart(3, line('c', 'g2')))).toEqual([]);
  expect(gone(cart(2, line('a', 'g1')))).toEqual([]);
  expect(gone(cart(4))).toEqual([]);
});

it('a removed dish can be had back for six seconds, and goes after that', () => {
  const gone = vi.fn();
  const back = vi.fn();
  const removals = new Removals(gone);
  removals.hold('a', 'Dal', back);
  removals.hold('b', 'Naan', back);
  const [dal] = toasts;
  expect([dal?.text, dal?.action?.label]).toEqual([text.cart.removed('Dal'), text.cart.undo]);
  dal?.action?.run();
  expect([back.mock.calls.length, toasts.length]).toEqual([1, 1]);
  vi.advanceTimersByTime(UNDO_MS - 1);
  expect(gone).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect([gone.mock.calls, toasts.length]).toEqual([[['b']], 0]);
});

it('who sends the order lets go of what was removed at once, and only once', () => {
  const gone = vi.fn();
  const removals = new Removals(gone);
  removals.hold('a', 'Dal', () => {});
  removals.release();
  vi.advanceTimersByTime(2 * UNDO_MS);
  expect(gone.mock.calls).toEqual([['a']]);
});
