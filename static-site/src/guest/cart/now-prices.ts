import type { MenuItem, Money } from '$api/types';
import { sumMoney, timesMoney } from '$lib/money';
import { basePrice, fitsVariant } from '$lib/menu/variant';
import { chosen } from '$lib/menu/wish';
import type { ShownLine } from './cart-edits';

/** A line with what it costs by the menu of now; `was` where that is not what it cost when it was chosen. */
export type PricedLine = ShownLine & { was?: Money };

/**
 * The lines at the prices of now: a happy hour may have begun or ended while the cart was open. What
 * they come to is what the guest agrees to with "Send"; the server asks when by its prices it is another sum.
 */
export function atNow(lines: readonly ShownLine[], items: ReadonlyMap<string, MenuItem>): PricedLine[] {
  return lines.map((line) => {
    const item = items.get(line.item_id);
    if (!item?.available || line.pending || !fitsVariant(item, line.variant_id)) return line;
    const options = chosen(item, line.options.map(({ id }) => id));
    const within = (line.parts ?? []).flatMap((part) => {
      const choices = item.parts?.find(({ id }) => id === part.part_id)?.choices ?? [];
      const choice = choices.find((one) => one.item_id === part.item_id && (one.variant_id ?? null) === (part.variant_id ?? null));
      return [...(choice?.surcharge ? [choice.surcharge] : []), ...part.options.map(({ price }) => price)];
    });
    const more = [...options.map(({ price }) => price), ...within];
    const unit = sumMoney(line.unit_price.currency, [basePrice(item, line.variant_id), ...more]);
    if (options.length !== line.options.length || unit.minor === line.unit_price.minor) return line;
    return { ...line, unit_price: unit, total: timesMoney(unit, line.quantity), was: line.total };
  });
}
