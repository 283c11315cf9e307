import type { MenuItem } from '$api/types';
import { orderEntry as text } from '$lib/text/order-entry';
import { clockTime } from '$lib/time';

/** Why a dish cannot be had now, in a word or two; '' where it can. */
export function termsOf({ available, serves_at, ask }: MenuItem): string {
  if (serves_at) return text.dish.from(clockTime(serves_at));
  if (ask) return ask === 'market' ? text.dish.ask : text.dish.weighed;
  return available ? '' : text.dish.soldOut;
}

/** The same as a sentence, for whoever tapped it nevertheless; null where staff may go on. */
export function whyNot(item: MenuItem): string | null {
  const { available, serves_at, ask, name } = item;
  if (serves_at) return text.dish.why.later(name, clockTime(serves_at));
  // A market price is said for the day by whoever sells it.
  if (ask) return ask === 'market' ? null : text.dish.why.weighed(name);
  return available ? null : text.dish.why.soldOut(name);
}
