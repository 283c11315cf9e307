import type { Bill, CheckDetail, Money } from '$api/types';
import { added, taxName, toPay } from '$lib/foot';
import { formatMoney, timesMoney } from '$lib/money';
import { pay } from '$lib/text/pay';
import { clockTime } from '$lib/time';
import type { Piece } from './bills';
import { offText } from './off';

/** What was ordered, as a line of a bill. */
export interface BoxLine {
  key: string;
  /** None of a share of something. */
  quantity?: number | null | undefined;
  name: string;
  /** Such as what was chosen of it. */
  more?: string | undefined;
  total: Money;
}

/** A row of how a bill's sum comes about. */
export interface BoxRow {
  name: string;
  /** The name is one, and is not translated. */
  isName?: boolean;
  more?: string | undefined;
  value?: Money | undefined;
  look?: 'total' | 'soft' | undefined;
}

const less = (amount: Money): Money => ({ ...amount, minor: -amount.minor });

/** The lines of a bill. */
export function linesOf({ lines }: Pick<Bill, 'lines'>): BoxLine[] {
  return lines.map(({ order_id, line_id, quantity, name, total }, at) => ({
    key: `${order_id} ${line_id} ${at}`,
    quantity,
    name: name ?? pay.bill.part,
    total,
  }));
}

/** What is on a check that is not billed. */
export function linesOfPieces(pieces: readonly Piece[]): BoxLine[] {
  return pieces.map(({ key, quantity, name, options, each }) => ({ key, quantity, name, more: options, total: timesMoney(each, quantity) }));
}

/** What a bill of the check would come to, as the server reckons it before there is one. */
export function rowsOfCheck({ check }: Pick<CheckDetail, 'check'>): BoxRow[] {
  const text = pay.bill;
  const total = toPay(check);
  return [
    ...(total.minor === check.total.minor ? [] : [{ name: text.subtotal, value: check.total }]),
    ...added(check).map((tax) => ({ name: taxName(tax), isName: true, value: tax.amount })),
    ...(check.round_off ? [{ name: text.roundOff, value: check.round_off }] : []),
    { name: text.total, value: total, look: 'total' as const },
  ];
}

/** From what was ordered to what is to be paid, and what became of that. */
export function rowsOf(bill: Bill, exact: boolean): BoxRow[] {
  const text = pay.bill;
  const within = bill.prices_include_tax ? bill.taxes : [];
  const nameOf = (line: string | null | undefined) => bill.lines.find(({ line_id }) => line_id === line)?.name ?? text.aDish;
  const rows: BoxRow[] = [];
  if (bill.subtotal.minor !== bill.total.minor) rows.push({ name: text.subtotal, value: bill.subtotal });
  if (bill.discount.minor > 0) {
    rows.push({ name: text.discount, more: bill.discounts.map((one) => offText(one, nameOf)).join(' · '), value: less(bill.discount) });
  }
  if (bill.service_charge.minor > 0) rows.push({ name: text.serviceCharge(bill.service_charge_bp ?? null), value: bill.service_charge });
  if (!bill.prices_include_tax) rows.push(...bill.taxes.map((tax) => ({ name: taxName(tax), isName: true, value: tax.amount })));
  if (bill.round_off.minor !== 0) rows.push({ name: text.roundOff, value: bill.round_off });
  rows.push({ name: text.total, value: bill.total, look: 'total' });
  if (within.length > 0) rows.push({ name: within.map((tax) => `${taxName(tax)} ${formatMoney(tax.amount, { exact })}`).join(' + '), look: 'soft' });
  rows.push(...movedOf(bill));
  if (bill.credit.minor > 0) rows.push({ name: text.credit, value: bill.credit, look: 'total' });
  if (bill.status !== 'void' && bill.payments.length > 0 && bill.due.minor > 0) rows.push({ name: text.due, value: bill.due, look: 'total' });
  return rows;
}

/** What cash was rounded by, where it was. */
const roundedOf = (rounding: Money): string[] => (rounding.minor === 0 ? [] : [pay.bill.rounded(formatMoney(rounding, { exact: true }))]);

/** What was paid of a bill, and what went back. */
function movedOf({ payments, refunds }: Pick<Bill, 'payments' | 'refunds'>): BoxRow[] {
  const text = pay.bill;
  const paid = payments.map(({ method, reference, at, tip, change, amount, cash_rounding }) => ({
    name: text.payment(pay.take.methods[method], reference ?? null),
    more: [
      clockTime(at),
      ...(tip.minor > 0 ? [text.tip(formatMoney(tip))] : []),
      ...roundedOf(cash_rounding),
      ...(change.minor > 0 ? [text.change(formatMoney(change))] : []),
    ].join(' · '),
    value: less(amount),
  }));
  const back = refunds.map(({ method, reason, amount, of_credit, cash_rounding }) => ({
    name: (of_credit ? text.creditBack : text.refund)(pay.take.methods[method]),
    more: [reason, ...roundedOf(cash_rounding)].join(' · '),
    value: amount,
  }));
  return [...paid, ...back];
}
