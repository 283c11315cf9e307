import type { Money, OptionGroup } from '$api/types';
import { sumMoney } from '$lib/money';
import { charged } from './charged';
import { type Choices, isRadio } from './choices';

type Option = OptionGroup['options'][number];

function sum(group: OptionGroup, choices: Choices, currency: string): number {
  return sumMoney(currency, charged(group, choices).map(({ price }) => price)).minor;
}

/** What an option costs now, if it is chosen, or would add to the price. */
export function extra(group: OptionGroup, choices: Choices, option: Option): Money {
  const { currency } = option.price;
  const chosen = charged(group, choices).find(({ id }) => id === option.id);
  if (chosen) return chosen.price;
  // A radio takes the place of what is chosen.
  const rest: Choices = isRadio(group) ? new Set() : choices;
  return { minor: sum(group, new Set([...rest, option.id]), currency) - sum(group, rest, currency), currency };
}

/** What each further choice costs, when that is one price for all. */
export function furtherPrice({ options }: OptionGroup): Money | null {
  const priced = options.filter(({ price }) => price.minor > 0);
  const [first] = priced;
  return first && priced.every(({ price }) => price.minor === first.price.minor) ? first.price : null;
}

/** So many choices that cost something otherwise are included; 0 where that says nothing. */
export function included(group: OptionGroup): number {
  return group.options.some(({ price }) => price.minor > 0) ? (group.free ?? 0) : 0;
}
