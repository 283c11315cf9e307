import type { Allergen, CartLine, Diet, MenuItem } from '$api/types';
import { common } from '$lib/text/common';
import { seat as text } from '$lib/text/seat';

/** What a dish says of itself that it did not say when it was put into the cart. */
export interface Declared {
  allergens: readonly Allergen[];
  /** Fewer people may eat it by this one. */
  diet: Diet | null;
}

type Dishes = ReadonlyMap<string, MenuItem>;

/** Each is eaten by fewer people than the one before. */
const FEWER: readonly Diet[] = ['vegan', 'veg', 'egg', 'non_veg'];

/** What the menu of now declares of a line's dish, and of what was picked for it, beyond the one before; null for nothing. */
export function declared({ item_id, parts = [] }: CartLine, before: Dishes, now: Dishes): Declared | null {
  const all = [item_id, ...parts.map((part) => part.item_id)].map((id) => beyond(before.get(id), now.get(id)));
  return all.reduce(together, null);
}

/** Both of them. */
export function together(one: Declared | null, other: Declared | null): Declared | null {
  if (!one || !other) return one ?? other;
  return { allergens: [...new Set([...one.allergens, ...other.allergens])], diet: other.diet ?? one.diet };
}

function beyond(before: MenuItem | undefined, now: MenuItem | undefined): Declared | null {
  if (!before || !now) return null;
  const allergens = now.allergens.filter((one) => !before.allergens.includes(one));
  const diet = FEWER.indexOf(now.diet) > FEWER.indexOf(before.diet) ? now.diet : null;
  return allergens.length > 0 || diet ? { allergens, diet } : null;
}

/** In words that name the dish. */
export function declaredText({ allergens, diet }: Declared, dish: string): string {
  const contains = allergens.length > 0 ? [text.cart.nowContains(dish, common.list(allergens.map((one) => common.allergen[one])))] : [];
  const marked = diet ? [text.cart.nowMarked(dish, common.diet[diet])] : [];
  return [...contains, ...marked].join(' ');
}
