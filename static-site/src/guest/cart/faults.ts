import type { CartLine, MenuItem, Problem } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { fitsVariant } from '../menu/variant';

/** Why a line cannot be ordered as it is: the menu is another one than when it was chosen. */
export type Fault =
  | { kind: 'gone' | 'sold-out' | 'choices' | 'later' | 'ask' }
  | { kind: 'option'; option: string }
  | { kind: 'left'; count: number }
  | { kind: 'few' | 'many'; group: string; count: number };

/**
 * What is wrong with a line by the menu of now; `item` is absent when the menu does not have it any
 * more, and `wanted` is how many pieces of it the cart has in all.
 */
export function faultOf(line: CartLine, item: MenuItem | undefined, available: boolean, wanted = line.quantity): Fault | null {
  if (!item) return { kind: 'gone' };
  if (!available) return { kind: item.serves_at ? 'later' : item.ask ? 'ask' : 'sold-out' };
  if (typeof item.left === 'number' && item.left < wanted) return { kind: 'left', count: item.left };
  if (!fitsVariant(item, line.variant_id)) return { kind: 'choices' };
  const offered = new Set(item.option_groups.flatMap(({ options }) => options.map(({ id }) => id)));
  const lost = line.options.find(({ id }) => !offered.has(id));
  if (lost) return { kind: 'option', option: lost.name };
  for (const { name, min, max, options } of item.option_groups) {
    const chosen = line.options.filter(({ id }) => options.some((option) => option.id === id)).length;
    if (chosen < min) return { kind: 'few', group: name, count: min };
    if (chosen > max) return { kind: 'many', group: name, count: max };
  }
  return null;
}

/** What is wrong by the server's word, which may know the menu better than this page; null when it is not about a line. */
export function refusedFor(code: string, problem: Problem | undefined, line: CartLine | undefined, item: MenuItem | undefined): Fault | null {
  if (code === 'item_gone') return { kind: 'gone' };
  if (code === 'item_sold_out') return problem?.left === undefined ? { kind: 'sold-out' } : { kind: 'left', count: problem.left };
  if (code === 'item_not_served') return { kind: 'later' };
  if (code === 'item_not_priced') return { kind: 'ask' };
  if (code !== 'options_invalid') return null;
  const groups = item?.option_groups ?? [];
  const { option_id, group_id, min = 0, max = 0 } = problem ?? {};
  if (option_id !== undefined) {
    const known = [...(line?.options ?? []), ...groups.flatMap(({ options }) => options)];
    const option = known.find(({ id }) => id === option_id)?.name;
    return option === undefined ? { kind: 'choices' } : { kind: 'option', option };
  }
  // A group that was just made has no name here before the menu comes anew.
  const group = groups.find(({ id }) => id === group_id)?.name;
  if (group === undefined) return { kind: 'choices' };
  const chosen = line?.options.filter((option) => option.group_id === group_id).length ?? 0;
  return chosen > max ? { kind: 'many', group, count: max } : { kind: 'few', group, count: min };
}

/** A fault in words that name the dish. */
export function faultText(fault: Fault, dish: string): string {
  const words = text.cart.fault;
  switch (fault.kind) {
    case 'option':
      return words.option(dish, fault.option);
    case 'left':
      return words.left(dish, fault.count);
    case 'few':
      return words.few(dish, fault.group, fault.count);
    case 'many':
      return words.many(dish, fault.group, fault.count);
    default:
      return words[fault.kind](dish);
  }
}

/** Other choices mend it; what is not there has to be removed. */
export function mendable({ kind }: Fault): boolean {
  return !/^(gone|sold-out|later|ask)$/.test(kind);
}
