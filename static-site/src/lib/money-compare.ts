// Apart from money.ts: the guest page shares that one, and has no bytes for what only owners need.
import type { Money } from '$api/types';
import { sumMoney, timesMoney } from './money';

/** How much more `a` is than `b`; negative when it is less. */
export function minusMoney(a: Money, b: Money): Money {
  return sumMoney(a.currency, [a, timesMoney(b, -1)]);
}

/** A share of an amount (not negative) among `parts`, rounded to the nearest minor unit, halves up. */
export function shareOf(amount: Money, parts: number): Money {
  const rest = amount.minor % parts;
  return { minor: (amount.minor - rest) / parts + (2 * rest >= parts ? 1 : 0), currency: amount.currency };
}
