import type { Money, TaxAmount } from '$api/types';

/** What stands below a cart, an order or a bill. The server reckons all of it. */
export interface Foot {
  /** By the menu's prices. */
  total: Money;
  taxes?: TaxAmount[];
  round_off?: Money | null;
  to_pay?: Money | null;
}

/** What is to be paid; of what the server said before it knew taxes, the total. */
export function toPay({ to_pay, total }: Foot): Money {
  return to_pay ?? total;
}

/** The taxes that come on top of the menu's prices. */
export function added({ taxes }: Foot): TaxAmount[] {
  return (taxes ?? []).filter(({ included }) => !included);
}

/** The taxes that the menu's prices hold. */
export function included({ taxes }: Foot): TaxAmount[] {
  return (taxes ?? []).filter((tax) => tax.included);
}

/** Whether something is to be said between the dishes and what is to be paid. */
export function hasParts({ taxes, round_off }: Foot): boolean {
  return Boolean(taxes?.length || round_off);
}

/** "CGST 2.5%" */
export function taxName({ name, rate_bp }: Pick<TaxAmount, 'name' | 'rate_bp'>): string {
  return `${name} ${rate_bp / 100}%`;
}
