import type { CartLine, MenuItem, Money } from '$api/types';
import { draft, likeChoice, requestOf, type Wish } from '$lib/menu/wish';
import { sumMoney, timesMoney } from '$lib/money';
import { MOST } from './typed';
import { costOf, weighingOf, weightText } from './weight';

/** A line that was entered here and that the server does not know yet. */
export interface TakenLine {
  /** Made here: the same line sent twice is one. */
  id: string;
  wish: Wish;
  /** As it was entered: what it is called when the menu has it no more. */
  line: CartLine;
}

type Items = ReadonlyMap<string, MenuItem>;

/** Whoever of the staff takes it; the server says so in its own words. */
const STAFF: CartLine['added_by'] = { guest_id: 'staff', name: '' };

export function takenLine(id: string, item: MenuItem, wish: Wish): TakenLine {
  return { id, wish, line: drawn(id, item, wish) };
}

/** A line by the menu; what was weighed is priced by its weight. */
function drawn(id: string, item: MenuItem, wish: Wish): CartLine {
  const line = draft(id, item, wish, STAFF);
  const [weight, way] = [wish.weight, weighingOf(item)];
  if (!weight || weight.unit !== way?.unit) return line;
  const minor = line.unit_price.minor - item.price.minor + costOf(item, weight, way).minor;
  const price = { ...line.unit_price, minor };
  return { ...line, weight, name: `${line.name}, ${weightText(weight)}`, unit_price: price, total: price };
}

/**
 * The lines with one more wish. The same dish with the same choices and no words of its own counts up
 * the line that is there, unless it is weighed; `id` names a new one. Gives which line it is as well.
 */
export function added(lines: readonly TakenLine[], item: MenuItem, wish: Wish, id: string): [TakenLine[], string] {
  const same = lines.find(
    (one) => one.wish.item_id === wish.item_id && !wish.weight && !one.wish.note && !wish.note && likeChoice(one.line, wish),
  );
  if (!same) return [[...lines, takenLine(id, item, wish)], id];
  const quantity = Math.min(MOST, same.wish.quantity + wish.quantity);
  return [counted(lines, same.id, quantity), same.id];
}

/** The lines with another quantity of one of them; 0 takes it off. */
export function counted(lines: readonly TakenLine[], id: string, quantity: number): TakenLine[] {
  const next = lines.map((one) => (one.id === id ? { ...one, wish: { ...one.wish, quantity } } : one));
  return next.filter(({ wish }) => wish.quantity > 0);
}

/** The lines with one of them chosen otherwise. */
export function rechosen(lines: readonly TakenLine[], id: string, item: MenuItem, wish: Wish): TakenLine[] {
  return lines.map((one) => (one.id === id ? takenLine(id, item, wish) : one));
}

/** How a line is shown, by the menu of now. Its price is a guess until the server has said it. */
export function shownOf({ id, wish, line }: TakenLine, items: Items): CartLine {
  const item = items.get(wish.item_id);
  if (!item) return { ...line, quantity: wish.quantity, total: timesMoney(line.unit_price, wish.quantity) };
  return drawn(id, item, wish);
}

/** The lines as they are sent. */
export function requestsOf(lines: readonly TakenLine[]) {
  return lines.map(({ id, wish }) => ({ id, ...requestOf(wish) }));
}

/** The pieces of all lines. */
export function piecesOf(lines: readonly { quantity: number }[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What lines come to. */
export function totalOf(currency: string, lines: readonly CartLine[]): Money {
  return sumMoney(currency, lines.map(({ total }) => total));
}

/** Whether something has to be chosen before a dish can be ordered. */
export function wantsChoice({ parts, variants, option_groups, ask }: MenuItem): boolean {
  return Boolean(parts) || (variants?.length ?? 0) > 1 || option_groups.some(({ min }) => min > 0) || Boolean(ask);
}

/** A dish as it comes, where nothing has to be chosen. */
export function plainWish({ id, variants }: MenuItem, quantity: number): Wish {
  const only = variants?.length === 1 ? variants[0]?.id : undefined;
  return { item_id: id, quantity, options: [], ...(only ? { variant_id: only } : {}) };
}
