import type { CartLine, MenuItem, Money, OptionGroup } from '$api/types';
import { sumMoney } from '$lib/money';
import { charged } from './charged';
import { type Choices, offered, unfit } from './choices';
import { tongueOf } from './langs';
import { fitsVariant, fullName } from './variant';

/** What was picked for a part of a combo, as carts have it. */
export type Picked = NonNullable<CartLine['parts']>[number];
type Part = NonNullable<MenuItem['parts']>[number];
type Offered = Part['choices'][number];
type Items = ReadonlyMap<string, MenuItem>;

/** All that a guest picked of a combo, and what one of it costs: a guess that the server confirms. */
export interface Combo {
  parts: Picked[];
  unit_price: Money;
}

/** One thing to pick: a part that wants several has a slot for each. */
export interface Slot {
  id: string;
  part: Part;
  /** From 1, where the part has several. */
  nth: number;
}

/** What is picked for a slot, with the chosen options of the dish. */
export interface Pick {
  choice: Offered;
  options: Choices;
}

/** By slot. */
export type Picks = ReadonlyMap<string, Pick>;

export function slotsOf(item: MenuItem): Slot[] {
  return (item.parts ?? []).flatMap((part) => Array.from({ length: part.count }, (_, at) => ({ id: `${part.id}.${at + 1}`, part, nth: at + 1 })));
}

/** What tells the choices of a part apart. */
export function choiceId({ item_id, variant_id }: { item_id: string; variant_id?: string | null | undefined }): string {
  return `${item_id} ${variant_id ?? ''}`;
}

/** The dishes that a part offers, by choice; what is off the menu by now is not among them. */
export function dishesOf({ part }: Slot, items: Items): ReadonlyMap<string, MenuItem> {
  return new Map(
    part.choices.flatMap((choice): [string, MenuItem][] => {
      const dish = items.get(choice.item_id);
      return dish ? [[choiceId(choice), dish]] : [];
    }),
  );
}

/** What a part offers, as a group of which one is chosen. */
export function groupOf(slot: Slot, name: string, items: Items, currency: string): OptionGroup {
  const dishes = dishesOf(slot, items);
  const options = slot.part.choices.flatMap((choice) => {
    const id = choiceId(choice);
    const dish = dishes.get(id);
    return dish ? [{ ...tongueOf(dish), id, name: fullName(dish, choice.variant_id), price: choice.surcharge ?? { minor: 0, currency } }] : [];
  });
  return { id: slot.id, name, min: 1, max: 1, options };
}

/** The choices within what was picked: its own groups, told apart from those of other slots. */
export function groupsOf(slot: Slot, dish: MenuItem): OptionGroup[] {
  return dish.option_groups.map((group) => ({ ...group, id: `${slot.id} ${group.id}` }));
}

/** What was picked before, as far as it is still offered; where there is one thing to pick, that. */
export function picksOf(item: MenuItem, parts: readonly Picked[], items: Items, available: (dish: MenuItem) => boolean): Picks {
  const left = [...parts];
  return new Map(
    slotsOf(item).flatMap(({ id, part }): [string, Pick][] => {
      const at = left.findIndex(({ part_id }) => part_id === part.id);
      const [before] = at < 0 ? [] : left.splice(at, 1);
      const only = part.choices.length === 1 ? part.choices[0] : undefined;
      const choice = before ? part.choices.find((one) => choiceId(one) === choiceId(before)) : only;
      const dish = choice && items.get(choice.item_id);
      if (!choice || !dish || (!before && !available(dish))) return [];
      return [[id, { choice, options: offered(dish, before?.options.map((option) => option.id) ?? []) }]];
    }),
  );
}

/** The first group that wants another choice: of a part, or within what was picked for it. */
export function unfitPick(item: MenuItem, picks: Picks, items: Items, available: (dish: MenuItem) => boolean): string | undefined {
  for (const slot of slotsOf(item)) {
    const pick = picks.get(slot.id);
    const dish = pick && items.get(pick.choice.item_id);
    if (!dish || !available(dish) || !fitsVariant(dish, pick.choice.variant_id)) return slot.id;
    const group = unfit(dish, pick.options);
    if (group) return `${slot.id} ${group.id}`;
  }
  return undefined;
}

/** The first group of a dish that wants another choice, as its form names them: '' are its variants. */
export function wantingOf(
  item: MenuItem,
  { variant, choices, picks }: { variant: string | undefined; choices: Choices; picks: Picks },
  items: Items,
  available: (dish: MenuItem) => boolean,
): string | undefined {
  if (!fitsVariant(item, variant)) return '';
  return unfit(item, choices)?.id ?? unfitPick(item, picks, items, available);
}

/** What is picked as carts have it, with what one combo costs. */
export function comboOf(item: MenuItem, picks: Picks, items: Items): Combo {
  const parts: Picked[] = [];
  const prices = [item.price];
  for (const { id, part } of slotsOf(item)) {
    const pick = picks.get(id);
    const dish = pick && items.get(pick.choice.item_id);
    if (!dish) continue;
    const { item_id, variant_id, surcharge } = pick.choice;
    const options = dish.option_groups.flatMap((group) => charged(group, pick.options).map((option) => ({ ...option, group_id: group.id })));
    parts.push({ part_id: part.id, part: part.name, item_id, name: fullName(dish, variant_id), ...(variant_id ? { variant_id } : {}), options });
    prices.push(...(surcharge ? [surcharge] : []), ...options.map(({ price }) => price));
  }
  return { parts, unit_price: sumMoney(item.price.currency, prices) };
}

/** What was picked in words that are equal when the picks are. */
export function saidOf(parts: readonly Picked[] | undefined): string {
  return (parts ?? []).map((part) => [part.part_id, choiceId(part), ...part.options.map(({ id }) => id).sort()].join(' ')).join('|');
}
