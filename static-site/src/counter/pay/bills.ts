import type { Bill, BillList, BillWish, DiscountView, DiscountWish, GivenBack, Money, Order, PaidBy, SplitWish } from '$api/types';
import { sumMoney } from '$lib/money';

/** Those that count: the others are taken back. */
export function counting({ bills }: Pick<BillList, 'bills'>): Bill[] {
  return bills.filter(({ status }) => status !== 'void');
}

/** Something was ordered or voided since, and nobody has paid any of it. */
export function isStale(list: Pick<BillList, 'bills'>): boolean {
  return list.bills.some(({ status }) => status === 'stale');
}

/** What is still to be paid of all bills that count. */
export function dueOf(list: Pick<BillList, 'bills'>, currency: string): Money {
  return sumMoney(currency, counting(list).map(({ due }) => due));
}

/** What of a bill's charges can still be given back: of what was paid with money, or of what an account owes for it. */
export function refundable(bill: Pick<Bill, 'total' | 'paid' | 'payments' | 'refunds'>, account: string | null = null): Money {
  const isOf = ({ method, account_id }: { method: PaidBy; account_id?: string | null }) => (account === null ? method !== 'due' : account_id === account);
  const { currency } = bill.total;
  const came = sumMoney(currency, bill.payments.filter(isOf).map(({ amount }) => amount));
  // What was paid too much is money, and goes back by itself.
  const charged = account === null ? came.minor - Math.max(0, bill.paid.minor - bill.total.minor) : came.minor;
  const went = sumMoney(currency, bill.refunds.filter((one) => !one.of_credit && isOf(one)).map(({ amount }) => amount));
  return { currency, minor: Math.max(0, charged - went.minor) };
}

/** The account that owes something for a bill. */
export function accountOf(bill: Pick<Bill, 'total' | 'paid' | 'payments' | 'refunds'>): string | null {
  const accounts = bill.payments.flatMap(({ account_id }) => account_id ?? []);
  return accounts.find((account) => refundable(bill, account).minor > 0) ?? null;
}

/** What was counted out: in cash as its coins made it. */
export const givenOf = ({ amount, cash_rounding }: GivenBack['refund']): Money => ({ ...amount, minor: amount.minor + cash_rounding.minor });

/** Bills that somebody has paid, of which part alone, stay as they are when the check is billed anew. */
const isKept = ({ payments }: Bill) => payments.length > 0;

/** What was taken off, as it is asked for again: a check is billed anew as a whole. */
export function discountsOf(bills: readonly Bill[]): DiscountWish[] {
  const open = bills.filter((bill) => bill.status !== 'void');
  return (open.find((bill) => !isKept(bill)) ?? open[0])?.discounts.map(asWish) ?? [];
}

function asWish({ kind, amount, rate_bp, quantity, line_id, reason }: DiscountView): DiscountWish {
  return {
    kind: kind as DiscountWish['kind'],
    reason,
    ...(amount ? { amount } : {}),
    ...(rate_bp ? { rate_bp } : {}),
    ...(quantity ? { quantity } : {}),
    ...(line_id ? { line_id } : {}),
  };
}

/** How the bills that nobody has paid are split, as it is asked for again. Null for one bill. */
export function splitOf({ bills, split }: Pick<BillList, 'bills' | 'split'>): SplitWish | null {
  const open = counting({ bills }).filter((bill) => !isKept(bill));
  if (open.length < 2 || !split) return null;
  if (split === 'guest') return { by: 'guest' };
  if (split === 'equal') return { by: 'equal', shares: open.length };
  if (split === 'amount') return { by: 'amount', amounts: open.slice(0, -1).map(({ total }) => total) };
  const shares = open.map(({ lines }) =>
    lines.flatMap(({ line_id, order_id, quantity }) =>
      line_id && quantity ? [{ line_id, quantity, ...(order_id ? { order_id } : {}) }] : [],
    ),
  );
  return { by: 'item', shares };
}

/** The places, from 0, of shares whose guests have not agreed to the service charge that the others pay. */
export function unchargedOf(bills: readonly Bill[]): number[] {
  const open = bills.filter((bill) => bill.status !== 'void' && !isKept(bill));
  return open.flatMap((bill, at) => (bill.service_charge_bp && bill.service_charge.minor === 0 ? [at] : []));
}

/** How the check is billed where the guests of one more share do not agree to the service charge. */
export function withoutCharge(list: Pick<BillList, 'bills' | 'split'>, bill: string): BillWish {
  const open = counting(list).filter((one) => !isKept(one));
  const at = open.findIndex(({ id }) => id === bill);
  const wish = wishOf(list);
  return at < 0 ? wish : { ...wish, uncharged: [...new Set([...(wish.uncharged ?? []), at])].sort((a, b) => a - b) };
}

/** All of how the check is billed now, to change one thing of it. */
export function wishOf(list: Pick<BillList, 'bills' | 'split'> | null): BillWish {
  const bills = list ? counting(list) : [];
  const split = list && splitOf(list);
  const charge = bills.find((bill) => !isKept(bill))?.service_charge_bp ?? 0;
  return {
    discounts: discountsOf(bills),
    // Where amounts were said, nobody pays less than theirs.
    uncharged: split && split.by !== 'amount' ? unchargedOf(bills) : [],
    ...(charge ? { service_charge_bp: charge } : {}),
    ...(split ? { split } : {}),
  };
}

/** Pieces of an order's line that are charged. */
export interface Piece {
  /** Unique on the check. */
  key: string;
  order_id: string;
  line_id: string;
  name: string;
  /** What was chosen with it. */
  options: string;
  quantity: number;
  /** One piece with its options. */
  each: Money;
  guest_id: string;
  /** Who added it, by their name at that time. */
  guest: string;
}

/** What was ordered and is to be paid for. */
export function piecesOf(orders: readonly Order[]): Piece[] {
  return orders
    .filter(({ status }) => status !== 'rejected' && status !== 'cancelled')
    .flatMap(({ id, lines }) =>
      lines
        .filter(({ quantity }) => quantity > 0)
        .map((line) => ({
          key: `${id} ${line.id}`,
          order_id: id,
          line_id: line.id,
          name: line.name,
          options: line.options.map(({ name }) => name).join(', '),
          quantity: line.quantity,
          each: line.unit_price,
          guest_id: line.added_by.guest_id,
          guest: line.added_by.name,
        })),
    );
}
