import { describe, expect, it } from 'vitest';
import type { MenuCategory, MenuItem } from '$api/types';
import { search as words } from '$lib/text/search';
import { type Chip, CHIPS, fitting, leftOf, offered, QUICK_MINUTES } from './chips';
import { keepChips, keptChips } from './kept-chips';
import { MenuIndex } from '$lib/menu/menu-search';

const dish = (name: string, more: Partial<MenuItem> = {}) =>
  ({ id: name, name, diet: 'non_veg', allergens: [], option_groups: [], prep_minutes: 20, station: 'tandoor', ...more }) as unknown as MenuItem;
const category = (name: string, ...items: MenuItem[]) => ({ id: name, name, items }) as MenuCategory;

const menu = [
  category(
    'Mains',
    dish('Korma', { diet: 'veg', allergens: ['tree_nuts', 'milk'] }),
    dish('Satay', { allergens: ['peanuts', 'gluten'] }),
    dish('Gado Gado', { diet: 'egg', description: 'with a groundnut sauce', prep_minutes: QUICK_MINUTES }),
    dish('Dal', { diet: 'vegan', prep_minutes: QUICK_MINUTES - 1 }),
  ),
  category('Breads', dish('Naan', { diet: 'veg', allergens: ['gluten'], prep_minutes: 4 })),
  category('Drinks', dish('Water', { diet: 'vegan', prep_minutes: 0, station: undefined } as object), dish('Untold', { diet: 'veg', prep_minutes: 0 })),
];
const index = new MenuIndex(menu, words);
const left = (...chips: Chip[]) => leftOf(menu, fitting(chips, index));
const names = (...chips: Chip[]) => left(...chips).flatMap(({ items }) => items.map(({ name }) => name));

describe('chips', () => {
  it.each<[Chip, string[]]>([
    ['veg', ['Korma', 'Dal', 'Naan', 'Water', 'Untold']],
    ['vegan', ['Dal', 'Water']],
    // As the search has it: what only says so in its words is left out as well.
    ['no_nuts', ['Dal', 'Naan', 'Water', 'Untold']],
    ['no_gluten', ['Korma', 'Gado Gado', 'Dal', 'Water', 'Untold']],
    // What needs no kitchen is there at once; of what a station makes nothing is known.
    ['quick', ['Dal', 'Naan', 'Water']],
  ])('%s leaves %j', (chip, expected) => expect(names(chip)).toEqual(expected));

  it('all that are chosen have to fit, and what is empty goes with its heading', () => {
    expect(names('veg', 'no_gluten', 'no_nuts')).toEqual(['Dal', 'Water', 'Untold']);
    expect(left('no_gluten', 'veg').map(({ name }) => name)).toEqual(['Mains', 'Drinks']);
    expect(left('vegan', 'quick', 'no_nuts', 'no_gluten').map(({ id }) => id)).toEqual(['left.Mains', 'left.Drinks']);
    expect(names()).toEqual(menu.flatMap(({ items }) => items.map(({ name }) => name)));
  });

  it('a combo fits when something of each part does, and what any of it contains is not left', () => {
    const part = (...dishes: string[]) => ({ id: dishes.join(), name: 'Part', count: 1, choices: dishes.map((item_id) => ({ item_id })) });
    const combos = [
      dish('Thali', { diet: 'veg', parts: [part('Dal', 'Satay'), part('Naan')] }),
      dish('Mutton Thali', { diet: 'veg', parts: [part('Satay'), part('Naan')] }),
      dish('Chef’s Menu', { parts: [part('Dal', 'Gado Gado'), part('Water')] }),
      dish('Empty', { diet: 'vegan', parts: [part('Off the menu')] }),
    ];
    const all = [category('Combos', ...combos), ...menu];
    const left = (chip: Chip) => leftOf(all, fitting([chip], new MenuIndex(all, words)))[0]?.items.map(({ name }) => name);
    expect(left('veg')).toEqual(['Thali', 'Chef’s Menu']);
    expect(left('vegan')).toEqual(['Chef’s Menu']);
    // Of the last one nothing can be picked, so nothing is in it.
    expect(left('no_nuts')).toEqual(['Empty']);
    // Nothing on the menu but a combo that is marked so and is not: the chip would leave nothing.
    expect(offered([category('All', dish('Meat'), dish('Thali', { diet: 'vegan', parts: [part('Meat')] }))])).toEqual([]);
  });

  it('only those are offered that make a difference', () => {
    expect(offered(menu)).toEqual(CHIPS);
    // Nobody has declared anything: to offer "no nuts" would say that somebody had.
    expect(offered([category('All', dish('One', { diet: 'veg' }), dish('Two', { diet: 'veg' }))])).toEqual([]);
    expect(offered([category('All', dish('One', { allergens: ['peanuts'] }), dish('Two', { diet: 'veg' }))])).toEqual(['veg', 'no_nuts']);
  });

  it('no word of them promises safety', () => {
    const said = JSON.stringify(words.chips);
    expect(said).not.toMatch(/\b(free|safe|without)\b/i);
    expect([words.chips.name.no_nuts, words.chips.name.no_gluten].every((name) => name.includes('declared'))).toBe(true);
    expect(words.chips.declared).toContain('staff');
  });
});

describe('what was chosen', () => {
  const memory = () => {
    const held = new Map<string, string>();
    return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value) };
  };

  it('is remembered for this visit, at this table', () => {
    const store = memory();
    keepChips('TABLE', new Set<Chip>(['vegan', 'quick']), store);
    expect([...keptChips('TABLE', store)]).toEqual(['vegan', 'quick']);
    expect([...keptChips('OTHER', store)]).toEqual([]);
    keepChips('TABLE', [], store);
    expect([...keptChips('TABLE', store)]).toEqual([]);
  });

  it('is nothing where nothing can be kept or what was kept cannot be read', () => {
    const closed = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
    };
    expect(() => keepChips('TABLE', ['veg'], closed)).not.toThrow();
    expect([...keptChips('TABLE', closed)]).toEqual([]);
    for (const text of ['', '{', 'null', '7', '{"code":"TABLE","chips":null}', '{"code":"TABLE","chips":["gone"]}']) {
      expect([...keptChips('TABLE', { ...memory(), getItem: () => text })]).toEqual([]);
    }
  });
});
