import type { CartLine, ChosenOption, MenuItem, Order, OrderLine } from '$api/types';
import { fullName, variantOf } from '$lib/menu/variant';
import type { TableView } from '../table.svelte';
import { tagsOf } from '../told';
import { spokenIn, tongueOf } from '$lib/menu/langs';

type Table = Pick<TableView, 'menu' | 'items'>;
/** What was chosen of a dish, in a cart or an order. */
type Chosen = Pick<CartLine, 'item_id' | 'variant_id' | 'name' | 'options'>;

/**
 * A line of the cart with what its dish is called in the guest's language. The server copies names from the
 * menu's own, which the kitchen reads; where that is what the menu is shown in, and of what is off the menu, they stay.
 */
export function named<Line extends CartLine>(line: Line, table: Table): Line {
  const own = chosen(line, table);
  const combo = table.items.get(line.item_id);
  const parts = line.parts?.map((part) => ({ ...part, ...chosen(part, table), part: partOf(combo, part.part_id, part.part, table) }));
  return { ...line, ...own, ...(parts ? { parts } : {}) };
}

/** The same of an order. */
export function namedOrder<Placed extends Order>(order: Placed, table: Table): Placed {
  return { ...order, lines: order.lines.map((line) => namedLine(line, table)) };
}

function namedLine(line: OrderLine, table: Table): OrderLine {
  const { combo } = line;
  const own = { ...line, ...chosen(line, table) };
  if (!combo) return own;
  const dish = table.items.get(combo.item_id);
  const name = dish && isOther(dish, table) ? dish.name : combo.name;
  return { ...own, combo: { ...combo, name, part: partOf(dish, combo.part_id, combo.part, table) } };
}

function chosen({ item_id, variant_id, name, options }: Chosen, table: Table): Pick<Chosen, 'name' | 'options'> {
  const dish = table.items.get(item_id);
  if (!dish) return { name, options };
  const variant = variantOf(dish, variant_id);
  // A size that is sold no more is named by the copy alone.
  const known = !variant_id || variant;
  const other = known && (isOther(dish, table) || (variant && isOther(variant, table)));
  return { ...(known ? tongueOf(dish) : {}), name: other ? fullName(dish, variant_id) : name, options: options.map((option) => optionOf(dish, option, table)) };
}

function optionOf(dish: MenuItem, option: ChosenOption, table: Table): ChosenOption {
  const group = dish.option_groups.find(({ id }) => id === option.group_id);
  const found = group?.options.find(({ id }) => id === option.id);
  return found && isOther(found, table) ? { ...option, ...tongueOf(found), name: found.name } : option;
}

function partOf(combo: MenuItem | undefined, id: string, copied: string, table: Table): string {
  const found = combo?.parts?.find((part) => part.id === id);
  return found && isOther(found, table) ? found.name : copied;
}

/** Whether its name is in another language than the menu's own. */
function isOther(thing: object, { menu }: Table): boolean {
  const language = spokenIn(thing);
  return language !== undefined && menu !== null && language !== tagsOf(menu).at(-1);
}
