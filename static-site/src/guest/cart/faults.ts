import type { CartLine, MenuItem, Problem } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { choiceId } from '$lib/menu/combo';
import { fitsVariant } from '$lib/menu/variant';

/** Why a line cannot be ordered as it is: the menu is another one than when it was chosen. */
export type Fault =
  | { kind: 'gone' | 'sold-out' | 'choices' | 'later' | 'ask' }
  | { kind: 'option'; option: string }
  /** Of a combo: something that was picked is sold out. */
  | { kind: 'part'; part: string }
  | { kind: 'left'; count: number; part?: string }
  | { kind: 'few' | 'many'; group: string; count: number };

/**
 * What is wrong with a line by the menu of now; `item` is absent when the menu does not have it any
 * more, and `wanted` is how many pieces of it the cart has in all. `isOut` says of what was picked for a combo
 * whether it is sold out.
 */
export function faultOf(line: CartLine, item: MenuItem | undefined, available: boolean, wanted = line.quantity, isOut: (item: string) => boolean = () => false): Fault | null {
  if (!item) return { kind: 'gone' };
  if (!available) return { kind: item.serves_at ? 'later' : item.ask ? 'ask' : 'sold-out' };
  if (typeof item.left === 'number' && item.left < wanted) return { kind: 'left', count: item.left };
  if (!fitsVariant(item, line.variant_id)) return { kind: 'choices' };
  for (const picked of line.parts ?? []) {
    const part = item.parts?.find(({ id }) => id === picked.part_id);
    if (!part?.choices.some((choice) => choiceId(choice) === choiceId(picked))) return { kind: 'choices' };
    if (isOut(picked.item_id)) return { kind: 'part', part: picked.name };
  }
  if ((item.parts ?? []).reduce((sum, { count }) => sum + count, 0) !== (line.parts?.length ?? 0)) return { kind: 'choices' };
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
  const part = line?.parts?.find(({ item_id }) => item_id === problem?.item_id);
  if (code === 'item_sold_out' && part) return problem?.left === undefined ? { kind: 'part', part: part.name } : { kind: 'left', count: problem.left, part: part.name };
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
    case 'part':
      return words.part(dish, fault.part);
    case 'left':
      return words.left(fault.part ?? dish, fault.count);
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
