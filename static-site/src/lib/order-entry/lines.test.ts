import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuItem } from '$api/types';
import type { Wish } from '$lib/menu/wish';
import { added, counted, piecesOf, plainWish, rechosen, requestsOf, shownOf, type TakenLine, totalOf, wantsChoice } from './lines';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const dish = (id: string, more: Partial<MenuItem> = {}): MenuItem => ({
  id, name: id, price: inr(10_000), diet: 'veg', allergens: [], available: true, option_groups: [], prep_minutes: 5, ...more,
});
const finish = { id: 'finish', name: 'Finish', min: 1, max: 1, options: [{ id: 'butter', name: 'Butter', price: inr(1_500) }] };
const naan = dish('naan', { option_groups: [finish] });
const items = new Map([dish('dal'), naan].map((one) => [one.id, one]));

describe('lines that were entered', () => {
  it('count up where the same is added, and stand apart where it is chosen or said otherwise', () => {
    let lines: TakenLine[] = [];
    let touched = '';
    const wishes: [string, Wish][] = [
      ['a', plainWish(dish('dal'), 1)],
      ['b', plainWish(dish('dal'), 2)],
      ['c', { ...plainWish(naan, 1), options: ['butter'] }],
      ['d', plainWish(naan, 1)],
      ['e', { ...plainWish(dish('dal'), 1), note: 'no onion' }],
      ['f', plainWish(dish('dal'), 1)],
    ];
    for (const [id, wish] of wishes) {
      [lines, touched] = added(lines, items.get(wish.item_id) ?? naan, wish, id);
    }
    expect(lines.map(({ id, wish }) => `${id} ${wish.quantity}`)).toEqual(['a 4', 'c 1', 'd 1', 'e 1']);
    expect(touched).toBe('a');
  });

  it('never have more pieces than one line may, and go at none', () => {
    const [lines] = added(added([], dish('dal'), plainWish(dish('dal'), 90), 'a')[0], dish('dal'), plainWish(dish('dal'), 20), 'b');
    expect(lines.map(({ wish }) => wish.quantity)).toEqual([99]);
    expect(counted(lines, 'a', 0)).toEqual([]);
  });

  it('keep their ID when they are chosen otherwise', () => {
    const [lines] = added([], naan, plainWish(naan, 2), 'a');
    const [line] = rechosen(lines, 'a', naan, { ...plainWish(naan, 3), options: ['butter'], note: 'soft', allergy: true });
    expect(line).toMatchObject({ id: 'a', line: { quantity: 3, total: inr(34_500), note: 'soft', allergy: true } });
  });

  it('are shown by the menu of now, and as they were where the menu has them no more', () => {
    const [lines] = added([], dish('dal'), plainWish(dish('dal'), 2), 'a');
    const dearer = new Map([['dal', dish('dal', { price: inr(12_000) })]]);
    const shown = (menu: ReadonlyMap<string, MenuItem>) => lines.map((line) => shownOf(line, menu).total.minor);
    expect([shown(items), shown(dearer), shown(new Map())]).toEqual([[20_000], [24_000], [20_000]]);
  });

  it('are sent with their IDs, and with what was picked as IDs alone', () => {
    const part = { part_id: 'p', part: 'Bread', item_id: 'naan', name: 'naan', options: [{ id: 'butter', group_id: 'finish', name: 'Butter', price: inr(0) }] };
    const combo = { ...plainWish(dish('thali'), 1), combo: { parts: [part], unit_price: inr(1) } };
    const [lines] = added([], dish('thali'), combo, 'a');
    expect(requestsOf(lines)).toEqual([
      { id: 'a', item_id: 'thali', quantity: 1, options: [], parts: [{ part_id: 'p', item_id: 'naan', options: ['butter'] }] },
    ]);
  });

  it('whatever is tapped, all pieces are counted once and no ID stands twice', () => {
    const tap = fc.record({ item: fc.constantFrom('dal', 'naan'), quantity: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(tap, { maxLength: 20 }), (taps) => {
        let lines: TakenLine[] = [];
        taps.forEach(({ item, quantity }, at) => {
          const found = items.get(item) ?? naan;
          [lines] = added(lines, found, plainWish(found, quantity), `l${at}`);
        });
        const shown = lines.map((line) => shownOf(line, items));
        expect(piecesOf(shown)).toBe(taps.reduce((sum, { quantity }) => sum + quantity, 0));
        expect(totalOf('INR', shown).minor).toBe(10_000 * piecesOf(shown));
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      }),
    );
  });
});

it.each<[string, Partial<MenuItem>, boolean]>([
  ['plain', {}, false],
  ['one variant', { variants: [{ id: 'v', name: 'Full', price: inr(1) }] }, false],
  ['two variants', { variants: [{ id: 'v', name: 'Full', price: inr(1) }, { id: 'h', name: 'Half', price: inr(1) }] }, true],
  ['something to choose', { option_groups: [finish] }, true],
  ['something that may be chosen', { option_groups: [{ ...finish, min: 0 }] }, false],
  ['a combo', { parts: [] }, true],
  ['no price today', { ask: 'market' }, true],
])('a dish with %s', (_, more, wants) => {
  expect(wantsChoice(dish('dish', more))).toBe(wants);
});

it('takes the only variant that there is', () => {
  expect(plainWish(dish('dish', { variants: [{ id: 'v', name: 'Full', price: inr(1) }] }), 2)).toEqual({ item_id: 'dish', quantity: 2, options: [], variant_id: 'v' });
});
