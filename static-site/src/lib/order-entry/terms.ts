import type { MenuItem } from '$api/types';
import { orderEntry as text } from '$lib/text/order-entry';
import { clockTime } from '$lib/time';

/** Why a dish cannot be had now, in a word or two; '' where it can. `soldOut`: of what staff price the menu does not say it. */
export function termsOf({ available, serves_at, ask }: MenuItem, soldOut = false): string {
  if (serves_at) return text.dish.from(clockTime(serves_at));
  if (soldOut) return text.dish.soldOut;
  if (ask) return ask === 'market' ? text.dish.ask : '';
  return available ? '' : text.dish.soldOut;
}

/** The same as a sentence, for whoever tapped it nevertheless; null where staff may go on. */
export function whyNot(item: MenuItem, soldOut = false): string | null {
  const { available, serves_at, ask, name } = item;
  if (serves_at) return text.dish.why.later(name, clockTime(serves_at));
  if (soldOut) return text.dish.why.soldOut(name);
  // A market price is said for the day by whoever sells it, and they weigh what is sold by weight.
  if (ask) return null;
  return available ? null : text.dish.why.soldOut(name);
}
