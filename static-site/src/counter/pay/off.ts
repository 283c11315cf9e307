import type { DiscountView } from '$api/types';
import { formatMoney } from '$lib/money';
import { pay } from '$lib/text/pay';

type Off = Pick<DiscountView, 'amount' | 'rate_bp' | 'quantity' | 'line_id' | 'reason'>;

/** What was taken off, and why. `nameOf` knows dishes by their lines. */
export function offText(off: Off, nameOf: (line: string | null | undefined) => string): string {
  const text = pay.bill;
  const what = off.amount
    ? text.amountOff(formatMoney(off.amount))
    : off.rate_bp
      ? text.percentOff(off.rate_bp)
      : text.comp(off.quantity ?? 1, nameOf(off.line_id));
  return text.off(what, off.reason);
}
