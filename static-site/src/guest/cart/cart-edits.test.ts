import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cart, CartLine, MenuItem } from '$api/types';
import { requestOf, type Wish, wishOf } from '$lib/menu/wish';
import {
  type Edits,
  hold,
  letGo,
  overlay,
  postpone,
  sameLine,
  settle,
  sharesOf,
  take,
  want,
} from './cart-edits';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const me = { guest_id: 'g1', name: 'Asha' };
const item = {
  id: 'dal',
  name: 'Dal',
  price: inr(15000),
  option_groups: [{ id: 'size', name: 'Size', min: 0, max: 2, options: [{ id: 'bowl', name: 'Bowl', price: inr(6000) }] }],
} as unknown as MenuItem;
const items = new Map([[item.id, item]]);
const wish = (quantity: number, options: string[] = []): Wish => ({ item_id: 'dal', quantity, options });

const line = (id: string, quantity: number): CartLine => ({
  id,
  item_id: 'dal',
  name: 'Dal',
  quantity,
  options: [],
  allergy: false,
  unit_price: inr(15000),
  total: inr(15000 * quantity),
  added_by: me,
});
const cartOf = (lines: CartLine[], version = 1): Cart => ({
  id: 'family',
  version,
  lines,
  total: inr(lines.reduce((sum, { total }) => sum + total.minor, 0)),
});
const none: Edits = new Map();

describe('the cart as shown', () => {
  it('shows a new line at once, priced as a guess and marked', () => {
    const edits = want(none, 'l1', wish(2, ['bowl']));
    const lines = overlay(cartOf([]), edits, items, me);
    expect(lines).toMatchObject([{ id: 'l1', quantity: 2, pending: 'saving', total: inr(42000), added_by: me }]);
  });

  it('hides a line that is being removed', () => {
    const cart = cartOf([line('l1', 1), line('l2', 3)]);
    const lines = overlay(cart, want(none, 'l1', wish(0)), items, me);
    expect(lines.map(({ id }) => id)).toEqual(['l2']);
  });

  it('says which lines found no network', () => {
    const [sending] = take(want(none, 'l1', wish(1)));
    expect(overlay(cartOf([]), postpone(sending, 'l1'), items, me)[0]?.pending).toBe('unsent');
  });
});

describe('a line that is changed', () => {
  it('shows its new choices, note and price at once', () => {
    const edits = want(none, 'l1', { ...wish(2, ['bowl']), note: 'mild' });
    const [shown] = overlay(cartOf([line('l1', 1)]), edits, items, { guest_id: 'g2', name: 'Ravi' });
    expect(shown).toMatchObject({ quantity: 2, note: 'mild', total: inr(42000), added_by: me });
    expect(shown?.options.map(({ name }) => name)).toEqual(['Bowl']);
  });

  it('shows what was picked for a combo with its price, and sends no more than its IDs', () => {
    const options = [{ id: 'bowl', group_id: 'size', name: 'Bowl', price: inr(6000) }];
    const combo = { unit_price: inr(21000), parts: [{ part_id: 'main', part: 'Main', item_id: 'rice', name: 'Rice', options }] };
    const [shown] = overlay(cartOf([]), want(none, 'l1', { ...wish(2), combo }), items, me);
    expect(shown).toMatchObject({ parts: combo.parts, unit_price: inr(21000), total: inr(42000) });
    expect(shown && wishOf(shown)).toEqual({ ...wish(2), combo });
    expect(requestOf({ ...wish(2), combo })).toEqual({ ...wish(2), parts: [{ part_id: 'main', item_id: 'rice', options: ['bowl'] }] });
    expect(requestOf(wish(1))).toEqual(wish(1));
    const other = { ...combo, parts: combo.parts.map((part) => ({ ...part, options: [] })) };
    expect(sameLine(shown ? [shown] : [], { ...wish(1), combo }, 'g1')?.id).toBe('l1');
    expect(sameLine(shown ? [shown] : [], { ...wish(1), combo: other }, 'g1')).toBeUndefined();
  });

  it('shows its variant with its price, and two variants of a dish are two lines', () => {
    const variants = [{ id: 'half', name: 'Half', price: inr(9000) }, { id: 'full', name: 'Full', price: inr(15000) }];
    const menu = new Map([['dal', { ...item, variants }]]);
    const half = { ...wish(2, ['bowl']), variant_id: 'half' };
    const [shown] = overlay(cartOf([]), want(none, 'l1', half), menu, me);
    expect(shown).toMatchObject({ name: 'Dal, Half', variant_id: 'half', total: inr(30000) });
    expect(shown && wishOf(shown)).toEqual(half);
    const lines = shown ? [shown] : [];
    expect(sameLine(lines, half, 'g1')?.id).toBe('l1');
    expect(sameLine(lines, { ...half, variant_id: 'full' }, 'g1')).toBeUndefined();
    expect(sameLine(lines, wish(2, ['bowl']), 'g1')).toBeUndefined();
    // The server's line is kept while nothing of the choice differs, priced anew when it does.
    const served = { ...line('l1', 1), name: 'Dal, Half', variant_id: 'half', unit_price: inr(8000), total: inr(8000) };
    const as = (variant: string) => overlay(cartOf([served]), want(none, 'l1', { ...wish(1), variant_id: variant }), menu, me)[0];
    expect(as('half')).toMatchObject({ name: 'Dal, Half', total: inr(8000) });
    expect(as('full')).toMatchObject({ name: 'Dal, Full', variant_id: 'full', total: inr(15000) });
  });

  it('keeps the allergy mark of its note through the next change, and shows it at once', () => {
    const marked = want(none, 'l1', { ...wish(1), note: 'no nuts', allergy: true });
    const [shown] = overlay(cartOf([line('l1', 1)]), marked, items, me);
    expect(shown?.allergy).toBe(true);
    // "+" before the server has answered.
    expect(shown && wishOf(shown, { quantity: 2 })).toMatchObject({ quantity: 2, note: 'no nuts', allergy: true });
    const [bare] = overlay(cartOf([{ ...line('l1', 1), note: 'no nuts', allergy: true }]), want(none, 'l1', wish(1)), items, me);
    expect(bare?.allergy).toBe(false);
  });

  it('loses a note that was taken away', () => {
    const [shown] = overlay(cartOf([{ ...line('l1', 1), note: 'mild' }]), want(none, 'l1', wish(1)), items, me);
    expect(shown && 'note' in shown).toBe(false);
  });
});

describe('a removed line that may come back', () => {
  it('is out of sight and not sent, whatever becomes of an earlier try', () => {
    const [first] = take(want(none, 'l1', wish(1)));
    const held = hold(first, 'l1', wish(0));
    for (const edits of [held, settle(held, 'l1', 1), postpone(held, 'l1')]) {
      expect(overlay(cartOf([line('l1', 1)]), edits, items, me)).toEqual([]);
      expect(take(edits)[1]).toEqual([]);
    }
  });

  it('is sent once it is let go', () => {
    expect(take(letGo(hold(none, 'l1', wish(0)), 'l1'))[1]).toMatchObject([{ id: 'l1', wish: { quantity: 0 } }]);
  });
});

describe('edits', () => {
  it('sends one put per line at a time, and the last wish after it', () => {
    const [first, sent] = take(want(none, 'l1', wish(1)));
    expect(sent).toEqual([{ id: 'l1', wish: wish(1), revision: 1 }]);
    const changed = want(want(first, 'l1', wish(2)), 'l1', wish(3));
    expect(take(changed)[1]).toEqual([]);
    expect(take(settle(changed, 'l1', 1))[1]).toEqual([{ id: 'l1', wish: wish(3), revision: 3 }]);
  });

  it('counts up the guest’s own like line and nobody else’s', () => {
    const mine = { ...line('l1', 1), pending: false as const };
    const theirs = { ...mine, id: 'l2', added_by: { guest_id: 'g2', name: 'Ravi' } };
    expect(sameLine([theirs, mine], wish(1), 'g1')?.id).toBe('l1');
    expect(sameLine([mine], wish(1, ['bowl']), 'g1')).toBeUndefined();
    expect(sameLine([mine], { ...wish(1), note: 'mild' }, 'g1')).toBeUndefined();
  });

  it('ends with the last wish on the server, whatever fails on the way', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('want' as const), id: fc.constantFrom('a', 'b'), quantity: fc.nat(3) }),
      fc.record({ do: fc.constantFrom('answer', 'lose request', 'lose answer'), index: fc.nat(3) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const server = new Map<string, number>();
        const last = new Map<string, number>();
        let edits = none;
        let flying: { id: string; wish: Wish; revision: number }[] = [];
        const send = () => {
          const [next, ready] = take(edits);
          edits = next;
          flying.push(...ready);
        };
        const land = (index: number, fate: string) => {
          const [put] = flying.splice(index, 1);
          if (!put) return;
          if (fate !== 'lose request') server.set(put.id, put.wish.quantity);
          edits = fate === 'answer' ? settle(edits, put.id, put.revision) : postpone(edits, put.id);
          send();
        };
        for (const one of steps) {
          if ('quantity' in one) {
            last.set(one.id, one.quantity);
            edits = want(edits, one.id, wish(one.quantity));
            send();
          } else land(one.index, one.do);
          expect(new Set(flying.map(({ id }) => id)).size, 'one put per line').toBe(flying.length);
        }
        while (flying.length > 0) land(0, 'answer');
        expect(edits.size).toBe(0);
        expect(Object.fromEntries(server)).toEqual(Object.fromEntries(last));
        flying = [];
      }),
      { numRuns: 1_000 },
    );
  });
});

it('the cart is grouped by who added what, the guest first, with what each comes to', () => {
  const shown = (id: string, quantity: number, guest_id: string) => ({
    ...line(id, quantity),
    added_by: { guest_id, name: guest_id },
    pending: false as const,
  });
  const shares = sharesOf([shown('a', 1, 'g2'), shown('b', 2, 'g1'), shown('c', 3, 'g2')], 'g1');
  expect(shares.map(({ guestId, lines, total }) => [guestId, lines.map(({ id }) => id).join(), total])).toEqual([
    ['g1', 'b', inr(30000)],
    ['g2', 'a,c', inr(60000)],
  ]);
});
