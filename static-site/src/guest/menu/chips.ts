import type { Allergen, Diet, MenuCategory, MenuItem } from '$api/types';
import { byId, type MenuIndex, suits } from '$lib/menu/menu-search';

/** By what the menu can be cut down, in the order in which it is offered. */
export const CHIPS = ['veg', 'vegan', 'no_nuts', 'no_gluten', 'quick'] as const;
export type Chip = (typeof CHIPS)[number];
export type Fits = (item: MenuItem) => boolean;

/** What is under so many minutes is quick. */
export const QUICK_MINUTES = 10;

/** What dishes must not declare. */
const WITHOUT: Partial<Record<Chip, readonly Allergen[]>> = { no_nuts: ['peanuts', 'tree_nuts'], no_gluten: ['gluten'] };

/** Whether a chip goes by what the restaurant has declared, and so promises nothing. */
export const isDeclared = (chip: Chip): boolean => chip in WITHOUT;

const VEGAN: ReadonlySet<Diet> = new Set(['vegan']);
const VEG: ReadonlySet<Diet> = new Set(['veg', 'vegan']);

/** By what the menu says of a dish, and of what combos are made of. */
const BY_ITSELF: Record<Chip, (item: MenuItem, dishes: ReadonlyMap<string, MenuItem>) => boolean> = {
  veg: (item, dishes) => suits(item, VEG, dishes),
  vegan: (item, dishes) => suits(item, VEGAN, dishes),
  no_nuts: ({ allergens }) => !allergens.some((one) => WITHOUT.no_nuts?.includes(one)),
  no_gluten: ({ allergens }) => !allergens.includes('gluten'),
  // Of what a station makes, no minutes at all say that nobody has told them.
  quick: ({ prep_minutes, station }) => (prep_minutes > 0 ? prep_minutes < QUICK_MINUTES : !station),
};

/**
 * What makes a difference on this menu. A chip that leaves everything would promise what nobody has
 * declared, and one that leaves nothing is of no use.
 */
export function offered(categories: readonly MenuCategory[]): Chip[] {
  const items = categories.flatMap((category) => category.items);
  const dishes = byId(items);
  return CHIPS.filter((chip) => {
    const fits: Fits = (item) => BY_ITSELF[chip](item, dishes);
    return items.some(fits) && !items.every(fits);
  });
}

/** Whether a dish fits all of these. What only names an allergen, in its description say, is left out as the search does. */
export function fitting(chips: readonly Chip[], index: MenuIndex): Fits {
  const barred = index.having(chips.flatMap((chip) => WITHOUT[chip] ?? []));
  return (item) => !barred.has(item) && chips.every((chip) => BY_ITSELF[chip](item, index.dishes));
}

/** What is left of the menu. Its IDs are others: the whole menu is still on the page. */
export function leftOf(categories: readonly MenuCategory[], fits: Fits): MenuCategory[] {
  const left = categories.map((category) => ({ ...category, id: `left.${category.id}`, items: category.items.filter(fits) }));
  return left.filter(({ items }) => items.length > 0);
}
