import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cart, CartLine, OrderLine } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { toasts } from '$lib/ui/toast.svelte';
import { type Meddled, OwnLines, SETTLES_MS } from './own-lines';
import { Removals, UNDO_MS } from './removals';

const line = (id: string, guest_id: string, quantity = 1, more: Partial<CartLine> = {}) =>
  ({ id, quantity, options: [], allergy: false, added_by: { guest_id, name: guest_id }, ...more }) as unknown as CartLine;
const cart = (version: number, ...lines: CartLine[]) => ({ id: 'family', version, lines }) as unknown as Cart;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  toasts.length = 0;
});

describe('what others take out of the own lines', () => {
  const ordered = new Map<string, OrderLine>();
  const order = (id: string, pieces: number, more: Partial<OrderLine> = {}) =>
    ordered.set(id, { ...line(id, 'g1', pieces), voided: 0, ...more } as unknown as OrderLine);
  let told: [string, number, number][] = [];
  let whole: Meddled[] = [];
  let own: OwnLines;
  const nobody = () => false;
  const look = (one: Cart) => own.look(one, nobody);
  const settle = () => void vi.advanceTimersByTime(SETTLES_MS);

  beforeEach(() => {
    ordered.clear();
    told = [];
    whole = [];
    own = new OwnLines('g1', (id) => ordered.get(id), (what) => {
      told.push([what.before.id, what.before.quantity, what.left]);
      whole.push(what);
    });
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
    order('a', 1, { voided: 1 });
    order('b', 1);
    order('c', 1);
    look(cart(3));
    settle();
    expect(told).toEqual([['c', 3, 1]]);
  });

  it('is told as well when the note, the options or the allergy mark became others', () => {
    const nuts = { note: 'no nuts', allergy: true };
    const hot = { options: [{ id: 'hot', group_id: 'g', name: 'Hot', price: { minor: 0, currency: 'INR' } }] };
    look(cart(1, line('a', 'g1', 1, nuts), line('b', 'g1', 2, hot), line('c', 'g1', 1, nuts), line('d', 'g1', 1, nuts), line('e', 'g2', 1, nuts)));
    look(cart(2, line('a', 'g1', 1, { note: 'no nuts' }), line('b', 'g1', 2), line('c', 'g1'), line('d', 'g1', 1, nuts), line('e', 'g2')));
    // What is put back in time was only a slip.
    look(cart(3, line('a', 'g1', 1, { note: 'no nuts' }), line('b', 'g1', 2), line('c', 'g1', 1, nuts), line('d', 'g1', 1, nuts)));
    settle();
    expect(whole.map(({ before, changed, unmarked, here }) => [before.id, changed, unmarked, here])).toEqual([
      ['a', true, true, true],
      ['b', true, false, true],
    ]);
  });

  it('is told though the changed dish was ordered at once, when it is too late to mend', () => {
    look(cart(1, line('a', 'g1', 1, { note: 'no nuts', allergy: true })));
    look(cart(2, line('a', 'g1', 1)));
    look(cart(3));
    order('a', 1);
    settle();
    expect(whole).toMatchObject([{ left: 1, changed: true, unmarked: true, here: false }]);
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
