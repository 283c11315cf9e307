import type { Money } from '$api/types';
import { sumMoney } from '$lib/money';
import { saidOf } from '$lib/menu/combo';
import type { ShownLine } from './cart-edits';

/** Why a cart was not sent although the guest tapped "Send". */
export type Unplaced = { kind: 'unsaved' } | { kind: 'changed' } | { kind: 'prices'; total: Money };

/**
 * Compares the cart that was on the screen when the guest tapped with what would be sent now that
 * all edits are in it, both at the prices of their moment. Only what was seen is sent; `total` is null when an edit did not get through.
 */
export function unplaced(shown: readonly ShownLine[], now: readonly ShownLine[], total: Money | null): Unplaced | null {
  if (!total) return { kind: 'unsaved' };
  if (said(shown) !== said(now)) return { kind: 'changed' };
  const seen = sumMoney(total.currency, shown.map((line) => line.total));
  return seen.minor === total.minor ? null : { kind: 'prices', total };
}

/** What of the lines a guest would want to see again when it is other. */
function said(lines: readonly ShownLine[]): string {
  const one = ({ id, variant_id, quantity, options, note, allergy, parts }: ShownLine) =>
    [id, variant_id, quantity, note ?? '', allergy ?? false, ...options.map((option) => option.id).sort(), saidOf(parts)].join(' ');
  return lines.map(one).sort().join('|');
}
