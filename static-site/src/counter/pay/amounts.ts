import type { Bill, Money, PaidBy } from '$api/types';
import { inCoins } from '$lib/coin';
import { type PriceFault, readPrice } from '$lib/price';

/** More buttons are not read at a glance. */
const QUICK = 4;
/** Nobody hands over so many times what is asked for. */
const TIMES = 5;
/** Nor counts out coins that are so small a part of it. */
const PARTS = 100;

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

/**
 * The cash that is counted out when so much of a bill goes back in it, as the server reckons: all that goes back in cash
 * is rounded as one sum, and once it is all that came in cash, it is the very cash that came.
 */
export function cashBack({ payments, refunds }: Pick<Bill, 'payments' | 'refunds'>, amount: Money, coin: number): Money {
  const isCash = ({ method }: { method: PaidBy }) => method === 'cash';
  const inHand = (one: { amount: Money; cash_rounding: Money }) => one.amount.minor + one.cash_rounding.minor;
  const cash = payments.filter(isCash);
  const before = refunds.filter(isCash);
  const [came, kept, given] = [sum(cash.map((one) => one.amount.minor)), sum(cash.map(inHand)), sum(before.map(inHand))];
  const back = amount.minor + sum(before.map((one) => one.amount.minor));
  const coins = (minor: number) => inCoins({ ...amount, minor }, coin).minor;
  const due = back < came ? Math.min(coins(back), kept) : kept + coins(back - came);
  return { ...amount, minor: Math.max(0, due - given) };
}

/** What somebody may hand over for an amount: the next sums up that notes and coins make. `digits`: of the minor unit. */
export function quickCash({ minor, currency }: Money, digits: number): Money[] {
  const found: number[] = [];
  for (let unit = 10 ** digits; unit <= Math.max(minor, 10 ** digits) * TIMES; unit *= 10) {
    for (const step of [unit, unit * 5]) {
      const up = minor + ((step - (minor % step)) % step);
      const isLikely = step * PARTS >= minor && (up <= minor * TIMES || found.length === 0);
      if (up > minor && isLikely && !found.includes(up)) found.push(up);
    }
  }
  return found.sort((a, b) => a - b).slice(0, QUICK).map((minor) => ({ minor, currency }));
}

/** What was entered for a payment; amounts as they were typed, '' for what is due and for no tip. */
export interface Entry {
  method: PaidBy;
  typed: string;
  tip: string;
}

/** What becomes of it, or what is wrong with it. */
export interface Taken {
  /** What it takes off the bill. */
  amount: Money;
  tip: Money;
  /** What was handed over in cash. */
  tendered?: Money;
  /** What goes back of that. */
  change: Money;
}

export type EntryFault = PriceFault | 'nothing' | 'over' | 'coins';

/** Reads what was entered for a bill with so much due. Cash is what is handed over, in no smaller coins than `coin`; else it is what comes off the bill. */
export function readEntry({ method, typed, tip }: Entry, due: Money, digits: number, coin = 1): Taken | EntryFault {
  const { currency } = due;
  const none = { minor: 0, currency };
  const read = (text: string, empty: Money) => (text.trim() === '' ? empty : readPrice(text, currency, digits));
  const extra = method === 'due' ? none : read(tip, none);
  if (typeof extra === 'string') return extra;
  if (method !== 'cash') {
    const amount = read(typed, due);
    if (typeof amount === 'string') return amount;
    if (amount.minor <= 0) return 'nothing';
    return amount.minor > due.minor ? 'over' : { amount, tip: extra, change: none };
  }
  const whole = inCoins(due, coin).minor;
  const tendered = read(typed, { minor: whole + extra.minor, currency });
  if (typeof tendered === 'string') return tendered;
  const left = tendered.minor - extra.minor;
  // All that is due, as coins make it.
  if (left >= whole && due.minor > 0) return { amount: due, tip: extra, tendered, change: { minor: left - whole, currency } };
  if (left <= 0) return 'nothing';
  return left >= due.minor ? 'coins' : { amount: { minor: left, currency }, tip: extra, tendered, change: none };
}

/** The most of an amount that is typed: more the server takes not. */
const LONGEST = 10;

/** What stands in the field after a key of the pad: a digit, `00`, `.` or `back`. */
export function press(typed: string, key: string, digits: number): string {
  if (key === 'back') return typed.slice(0, -1);
  const [whole = '', decimals] = typed.split('.');
  if (key === '.') return digits === 0 || decimals !== undefined ? typed : `${whole || '0'}.`;
  if (decimals !== undefined) return decimals.length + key.length > digits ? typed : typed + key;
  const next = `${whole}${key}`.replace(/^0+(?=\d)/u, '');
  return next.length > LONGEST ? typed : next;
}
