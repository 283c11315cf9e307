import type { Money } from '$api/types';
import { inCoins } from '$lib/coin';
import { type PriceFault, readPrice } from '$lib/price';
import { seen } from '$lib/typed';

/** How what is owed is paid. */
export const METHODS = ['cash', 'card', 'upi', 'voucher'] as const;
export type Method = (typeof METHODS)[number];

/** What somebody typed to settle an account. */
export interface Draft {
  method: Method;
  amount: string;
  /** What was handed over in cash; '' is the very sum. */
  tendered: string;
  reference: string;
}

export type FieldName = 'amount' | 'tendered' | 'reference';

/** What is sent. */
export interface Wish {
  method: Method;
  amount: Money;
  tendered?: Money;
  reference?: string;
}

const isMoney = (read: Money | PriceFault): read is Money => typeof read !== 'string';

/** The longest reference that the server takes. */
const MAX_REFERENCE = 60;

/** What is asked for in cash: all that is owed is rounded to the smallest coin, and a part is not. */
export function cashOf(amount: Money, owed: Money, coin: number): Money {
  return amount.minor === owed.minor ? inCoins(amount, coin) : amount;
}

/** What a draft says about an account on which `owed` is owed, or what is wrong with it; the server decides for itself. */
export function wishOf(draft: Draft, owed: Money, digits: number, coin = 1): Wish | Set<FieldName> {
  const amount = readPrice(draft.amount, owed.currency, digits);
  const isCash = draft.method === 'cash';
  const tendered = isCash && draft.tendered.trim() !== '' ? readPrice(draft.tendered, owed.currency, digits) : null;
  const reference = isCash ? '' : seen(draft.reference);
  const wrong = new Set<FieldName>();
  if (!isMoney(amount) || amount.minor <= 0 || amount.minor > owed.minor) wrong.add('amount');
  if (tendered !== null && (!isMoney(tendered) || (isMoney(amount) && tendered.minor < cashOf(amount, owed, coin).minor))) wrong.add('tendered');
  if ([...reference].length > MAX_REFERENCE) wrong.add('reference');
  if (wrong.size > 0 || !isMoney(amount)) return wrong;
  return {
    method: draft.method,
    amount,
    ...(tendered !== null && isMoney(tendered) ? { tendered } : {}),
    ...(reference ? { reference } : {}),
  };
}

/** What goes back of what was handed over; null while that is not said, or too little. */
export function changeOf(draft: Draft, owed: Money, digits: number, coin = 1): Money | null {
  const wish = wishOf(draft, owed, digits, coin);
  if (wish instanceof Set || !wish.tendered) return null;
  return { minor: wish.tendered.minor - cashOf(wish.amount, owed, coin).minor, currency: owed.currency };
}

/** A link that opens a draft of a message to somebody; nothing is sent by it. */
export function chatLink(phone: string, message: string): string {
  return `https://wa.me/${phone.replaceAll(/\D/g, '')}?text=${encodeURIComponent(message)}`;
}
