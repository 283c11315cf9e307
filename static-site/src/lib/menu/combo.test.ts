import { describe, expect, it } from 'vitest';
import type { MenuItem } from '$api/types';
import { comboOf, groupOf, groupsOf, picksOf, saidOf, slotsOf, unfitPick } from './combo';

const inr = (minor: number) => ({ minor, currency: 'INR' as const });
const dish = (id: string, name: string, more: Partial<MenuItem> = {}): MenuItem => ({
  id,
  name,
  allergens: [],
  available: true,
  diet: 'veg',
  option_groups: [],
  prep_minutes: 5,
  price: inr(10_000),
  ...more,
});

const size = {
  id: 'size',
  name: 'Size',
  min: 1,
  max: 1,
  options: [
    { id: 'regular', name: 'Regular', price: inr(0) },
    { id: 'large', name: 'Large', price: inr(4_000) },
  ],
};
const dosa = dish('dosa', 'Masala Dosa', { option_groups: [size] });
const tikka = dish('tikka', 'Paneer Tikka', { variants: [{ id: 'half', name: 'Half', price: inr(9_000) }] });
const water = dish('water', 'Water');
const thali = dish('thali', 'Thali', {
  price: inr(30_000),
  parts: [
    { id: 'main', name: 'Main', count: 1, choices: [{ item_id: 'dosa' }, { item_id: 'tikka', variant_id: 'half', surcharge: inr(5_000) }] },
    { id: 'drink', name: 'Drink', count: 2, choices: [{ item_id: 'water' }] },
  ],
});
const items = new Map([dosa, tikka, water, thali].map((item) => [item.id, item]));
const there = () => true;

describe('a combo', () => {
  it('has a slot for each thing to pick', () => {
    expect(slotsOf(thali).map(({ id }) => id)).toEqual(['main.1', 'drink.1', 'drink.2']);
    expect(slotsOf(water)).toEqual([]);
  });

  it('offers the dishes of a part by their full names, with what they cost more', () => {
    const [main] = slotsOf(thali);
    const group = main && groupOf(main, 'Main', items, 'INR');
    expect(group?.options.map(({ name, price }) => [name, price.minor])).toEqual([
      ['Masala Dosa', 0],
      ['Paneer Tikka, Half', 5_000],
    ]);
  });

  it('picks what there is no choice of, but for what is sold out', () => {
    expect([...picksOf(thali, [], items, there).keys()]).toEqual(['drink.1', 'drink.2']);
    expect(picksOf(thali, [], items, () => false).size).toBe(0);
  });

  it('sends the guest to what is still to be picked, also within a dish', () => {
    const picks = new Map(picksOf(thali, [], items, there));
    expect(unfitPick(thali, picks, items, there)).toBe('main.1');
    picks.set('main.1', { choice: { item_id: 'dosa' }, options: new Set() });
    expect(unfitPick(thali, picks, items, there)).toBe('main.1 size');
    picks.set('main.1', { choice: { item_id: 'dosa' }, options: new Set(['large']) });
    expect(unfitPick(thali, picks, items, there)).toBeUndefined();
    // Sold out since it was picked.
    expect(unfitPick(thali, picks, items, (one) => one.id !== 'dosa')).toBe('main.1');
    expect(groupsOf(slotsOf(thali)[0] as never, dosa)[0]?.id).toBe('main.1 size');
    const { parts, unit_price } = comboOf(thali, picks, items);
    expect(unit_price).toEqual(inr(34_000));
    expect(parts.map(({ part, name, options }) => [part, name, ...options.map(({ name }) => name)])).toEqual([
      ['Main', 'Masala Dosa', 'Large'],
      ['Drink', 'Water'],
      ['Drink', 'Water'],
    ]);
    // As it comes back from the cart it is the same again.
    expect(saidOf(comboOf(thali, picksOf(thali, parts, items, there), items).parts)).toBe(saidOf(parts));
  });

  it('costs its price, the surcharges and the options within it', () => {
    const picks = new Map(picksOf(thali, [], items, there));
    picks.set('main.1', { choice: { item_id: 'tikka', variant_id: 'half', surcharge: inr(5_000) }, options: new Set() });
    expect(comboOf(thali, picks, items).unit_price).toEqual(inr(35_000));
  });

  it('forgets what is no longer offered', () => {
    const picked = { part_id: 'main', part: 'Main', item_id: 'gone', name: 'Gone', options: [] };
    expect(picksOf(thali, [picked], items, there).has('main.1')).toBe(false);
  });
});
