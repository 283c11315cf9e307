import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cart, CartLine } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { toasts } from '$lib/ui/toast.svelte';
import { OwnLines, SETTLES_MS } from './own-lines';
import { Removals, UNDO_MS } from './removals';

const line = (id: string, guest_id: string, quantity = 1) =>
  ({ id, quantity, added_by: { guest_id, name: guest_id } }) as unknown as CartLine;
const cart = (version: number, ...lines: CartLine[]) => ({ id: 'family', version, lines }) as unknown as Cart;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  toasts.length = 0;
});

describe('what others take out of the own lines', () => {
  const ordered = new Map<string, number>();
  let told: [string, number, number][] = [];
  let own: OwnLines;
  const nobody = () => false;
  const look = (one: Cart) => own.look(one, nobody);
  const settle = () => void vi.advanceTimersByTime(SETTLES_MS);

  beforeEach(() => {
    ordered.clear();
    told = [];
    own = new OwnLines('g1', (id) => ordered.get(id) ?? 0, ({ id, quantity }, left) => void told.push([id, quantity, left]));
  });

  it('is told once, a removed line as well as a smaller one, and nothing of an older cart', () => {
    look(cart(1, line('a', 'g1'), line('b', 'g2', 3), line('c', 'g1', 3)));
    look(cart(3, line('b', 'g2', 1), line('c', 'g1', 1)));
    look(cart(3, line('b', 'g2', 1), line('c', 'g1', 1)));
    look(cart(2));
    settle();
    expect(told).toEqual([['a', 1, 0], ['c', 3, 1]]);
    settle();
    look(cart(4));
    settle();
    expect(told.slice(2)).toEqual([['c', 1, 0]]);
  });

  it('is one message for several taps, and none for what was put back', () => {
    look(cart(1, line('a', 'g1', 4), line('b', 'g1', 2)));
    look(cart(2, line('a', 'g1', 3), line('b', 'g1', 1)));
    look(cart(3, line('a', 'g1', 2), line('b', 'g1', 2)));
    look(cart(4, line('a', 'g1', 1), line('b', 'g1', 2)));
    settle();
    expect(told).toEqual([['a', 4, 1]]);
  });

  it('is not what an order took, nor what the guest did', () => {
    look(cart(1, line('a', 'g1', 2), line('b', 'g1', 3), line('c', 'g1', 3)));
    own.look(cart(2, line('a', 'g1', 2), line('b', 'g1', 1), line('c', 'g1', 1)), (id) => id === 'b');
    ordered.set('a', 2).set('b', 1).set('c', 1);
    look(cart(3));
    settle();
    expect(told).toEqual([['c', 3, 1]]);
  });

  it('is the guest’s own doing from their next change of it on', () => {
    look(cart(1, line('a', 'g1', 3)));
    look(cart(2, line('a', 'g1', 2)));
    own.look(cart(3), (id) => id === 'a');
    settle();
    expect(told).toEqual([]);
  });
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
