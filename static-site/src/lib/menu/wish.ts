import type { CartLine, ChosenOption, MenuItem, Weight } from '$api/types';
import { sumMoney, timesMoney } from '$lib/money';
import { charged } from './charged';
import { type Combo, saidOf } from './combo';
import { basePrice, fullName } from './variant';

/** What somebody wants one line to be; quantity 0 removes it. */
export interface Wish {
  item_id: string;
  /** Which of its variants, where it has some. */
  variant_id?: string | null;
  quantity: number;
  options: string[];
  note?: string;
  /** The note is about an allergy. */
  allergy?: boolean;
  /** Of a combo: what is picked for its parts. */
  combo?: Combo | undefined;
  /** What staff weighed of it, where it is sold by weight. */
  weight?: Weight;
}

/** A guess, until the server has priced the line. */
export function draft(id: string, item: MenuItem, wish: Wish, me: CartLine['added_by']): CartLine {
  const options = chosen(item, wish.options);
  const unit = wish.combo?.unit_price ?? sumMoney(item.price.currency, [basePrice(item, wish.variant_id), ...options.map(({ price }) => price)]);
  return {
    id,
    item_id: item.id,
    name: fullName(item, wish.variant_id),
    ...(wish.variant_id ? { variant_id: wish.variant_id } : {}),
    quantity: wish.quantity,
    options,
    allergy: wish.allergy ?? false,
    unit_price: unit,
    total: timesMoney(unit, wish.quantity),
    added_by: me,
    ...(wish.combo ? { parts: wish.combo.parts } : {}),
    ...(wish.note === undefined ? {} : { note: wish.note }),
  };
}

/** Whether a line has just these choices. */
export function likeChoice(line: CartLine, { options, variant_id, combo }: Wish): boolean {
  if (saidOf(line.parts) !== saidOf(combo?.parts)) return false;
  if ((line.variant_id ?? null) !== (variant_id ?? null)) return false;
  return line.options.map(({ id }) => id).sort().join(' ') === [...options].sort().join(' ');
}

/** A line as a wish, with what shall be different. */
export function wishOf(line: CartLine, other: Partial<Wish> = {}): Wish {
  return {
    item_id: line.item_id,
    ...(line.variant_id ? { variant_id: line.variant_id } : {}),
    quantity: line.quantity,
    options: line.options.map(({ id }) => id),
    ...(line.note ? { note: line.note, allergy: line.allergy } : {}),
    ...(line.parts ? { combo: { parts: line.parts, unit_price: line.unit_price } } : {}),
    ...other,
  };
}

/** A wish as it is sent: names and prices are the server's to say. */
export function requestOf({ combo, ...wish }: Wish) {
  const parts = combo?.parts.map(({ part_id, item_id, variant_id, options }) => ({
    part_id,
    item_id,
    ...(variant_id ? { variant_id } : {}),
    options: options.map(({ id }) => id),
  }));
  return parts ? { ...wish, parts } : wish;
}

/** The chosen options in the menu's order. */
export function chosen(item: MenuItem, ids: readonly string[]): ChosenOption[] {
  const choices = new Set(ids);
  return item.option_groups.flatMap((group) =>
    charged(group, choices).map(({ id, name, price }) => ({ id, group_id: group.id, name, price })),
  );
}
