import type { Money } from '$api/types';
import { typedPrice } from '$lib/price';

/** Longer names are cut by the apps that pay. */
const LONGEST_NAME = 40;

/** Whom a link pays, and for what. */
export interface UpiBill {
  /** The branch's UPI address. */
  to: string;
  name: string;
  /** The bill's ID, its version and how many payments it has: the code is good for the next one alone. */
  reference: string;
  /** What somebody reads who pays it. */
  note: string;
  amount: Money;
}

/**
 * The link that opens a payment in the payer's own app. That it was followed says nothing: the
 * money is there when the cashier sees it.
 */
export function upiLink({ to, name, reference, note, amount }: UpiBill, digits: number): string {
  const [whole = '', decimals = ''] = typedPrice(amount, digits).split('.');
  const fields = {
    pa: to,
    pn: [...name].slice(0, LONGEST_NAME).join(''),
    tr: reference.replaceAll(/[^\w-]/gu, '').slice(-35),
    tn: note,
    am: digits > 0 ? `${whole}.${decimals.padEnd(digits, '0')}` : whole,
    cu: amount.currency,
  };
  // An address keeps its "@", which all apps read.
  const said = Object.entries(fields).map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%40', '@')}`);
  return `upi://pay?${said.join('&')}`;
}
