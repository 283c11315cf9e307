import type { MenuItem, Money, OptionGroup } from '$api/types';
import { sumMoney } from '$lib/money';
import { charged } from './charged';
import type { Combo } from './combo';
import { basePrice } from './variant';

/** Chosen option IDs of one dish. */
export type Choices = ReadonlySet<string>;

/** What a guest chose of a dish, as it goes into the cart. */
export type Choice = [quantity: number, options: string[], note: string, allergy: boolean, variant?: string | undefined, combo?: Combo | undefined];

/** Whether one choice replaces the other instead of adding to it. */
export function isRadio(group: OptionGroup): boolean {
  return group.max === 1;
}

export function countIn(group: OptionGroup, choices: Choices): number {
  return group.options.filter(({ id }) => choices.has(id)).length;
}

/**
 * The choices after a tap. A radio replaces, and can be untapped where nothing
 * is required; a full group takes no more.
 */
export function toggle(group: OptionGroup, choices: Choices, option: string): Choices {
  const next = new Set(choices);
  if (next.has(option)) {
    if (!isRadio(group) || group.min === 0) next.delete(option);
    return next;
  }
  if (isRadio(group)) for (const { id } of group.options) next.delete(id);
  else if (countIn(group, choices) >= group.max) return choices;
  return next.add(option);
}

/** The first group that wants another choice: too little is chosen, or, after the menu changed, too much. */
export function unfit(item: MenuItem, choices: Choices): OptionGroup | undefined {
  return item.option_groups.find((group) => {
    const count = countIn(group, choices);
    return count < group.min || count > group.max;
  });
}

/** What of these the dish still offers. */
export function offered(item: MenuItem, options: readonly string[]): Choices {
  const known = new Set(item.option_groups.flatMap((group) => group.options.map(({ id }) => id)));
  return new Set(options.filter((id) => known.has(id)));
}

/** One piece with its options: a guess that the server confirms. */
export function unitPrice(item: MenuItem, choices: Choices, variant?: string | null): Money {
  const extras = item.option_groups.flatMap((group) => charged(group, choices));
  return sumMoney(item.price.currency, [basePrice(item, variant), ...extras.map(({ price }) => price)]);
}
