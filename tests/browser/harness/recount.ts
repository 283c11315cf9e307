import { expect } from 'vitest';
import type { components } from '$api/schema';
import type { Bill, BillList, CheckDetail, PaidBy } from '$api/types';
import type { BackOffice } from './back-office';

type DuesDetail = components['schemas']['DuesDetail'];

/** Money by one way; minor units. */
export interface Way {
  count: number;
  amount: number;
  tip: number;
  rounding: number;
  change: number;
}

/** What was charged, or given back; minor units. */
export interface Charged {
  gross: number;
  discount: number;
  service: number;
  /** By name and rate: `CGST 250`. */
  taxes: Map<string, number>;
  roundOff: number;
  total: number;
}

/** A day counted again from its raw orders, bills and payments. */
export interface Recount {
  payments: Map<PaidBy, Way>;
  accounts: Map<PaidBy, Way>;
  back: Map<PaidBy, Way>;
  billed: Charged;
  refunded: Charged;
  numbers: string[];
  voided: number;
}

const sum = (all: readonly number[]) => all.reduce((together, one) => together + one, 0);

function way(ways: Map<PaidBy, Way>, by: PaidBy): Way {
  const found = ways.get(by) ?? { count: 0, amount: 0, tip: 0, rounding: 0, change: 0 };
  ways.set(by, found);
  return found;
}

function taxesOf(rows: readonly Bill['taxes'][number][]): Map<string, number> {
  const taxes = new Map<string, number>();
  for (const { name, rate_bp, amount } of rows) taxes.set(`${name} ${rate_bp}`, (taxes.get(`${name} ${rate_bp}`) ?? 0) + amount.minor);
  return taxes;
}

/** What was ordered on a check by the menu's prices, piece by piece. */
function ordered({ orders }: CheckDetail): number {
  const counting = orders.filter(({ status }) => status !== 'rejected' && status !== 'cancelled');
  const lines = counting.flatMap((order) => order.lines).filter(({ status }) => status !== 'cancelled');
  return sum(lines.map(({ quantity, unit_price }) => quantity * unit_price.minor));
}

/** What bills charge; every bill has to come out of its own parts. */
function chargedBy(bills: readonly Bill[]): Charged {
  for (const bill of bills) {
    const { number, lines, service_charge, taxes, round_off, total } = bill;
    const parts = sum(lines.map((line) => line.total.minor)) + service_charge.minor + sum(taxes.map(({ amount }) => amount.minor)) + round_off.minor;
    expect([number, parts]).toEqual([number, total.minor]);
    // All of it came, and nothing more.
    expect([number, sum(bill.payments.map(({ amount }) => amount.minor)) + bill.due.minor]).toEqual([number, total.minor]);
  }
  const lines = bills.flatMap((bill) => bill.lines);
  return {
    // A line's total is without what was taken off.
    gross: sum(lines.map(({ total, discount }) => total.minor + discount.minor)),
    discount: sum(lines.map(({ discount }) => discount.minor)),
    service: sum(bills.map(({ service_charge }) => service_charge.minor)),
    taxes: taxesOf(bills.flatMap(({ taxes }) => taxes)),
    roundOff: sum(bills.map(({ round_off }) => round_off.minor)),
    total: sum(bills.map(({ total }) => total.minor)),
  };
}

/** What went back, of bills without a service charge. */
function givenBack(bills: readonly Bill[]): Charged {
  const refunds = bills.flatMap((bill) => bill.refunds);
  const lines = refunds.flatMap((refund) => refund.lines);
  const taxes = taxesOf(refunds.flatMap((refund) => refund.taxes));
  const gross = sum(lines.map(({ total, discount }) => total.minor + discount.minor));
  const discount = sum(lines.map(({ discount }) => discount.minor));
  const total = sum(refunds.map(({ amount }) => amount.minor));
  return { gross, discount, service: 0, taxes, roundOff: total - (gross - discount + sum([...taxes.values()])), total };
}

/**
 * Counts a day again from what is stored of these checks and accounts, where prices are without tax. `rates` are all
 * taxes, in hundredths of a percent, and each is of all that was sold.
 */
export async function recount(office: BackOffice, checks: readonly string[], accounts: readonly string[], rates: readonly number[]): Promise<Recount> {
  const details = await Promise.all(checks.map((id) => office.read<CheckDetail>(`checks/${id}`)));
  const lists = await Promise.all(checks.map((id) => office.read<BillList>(`checks/${id}/bills`)));
  const ledgers = await Promise.all(accounts.map((id) => office.read<DuesDetail>(`dues/${id}`)));
  const all = lists.flatMap(({ bills }) => bills);
  const bills = all.filter(({ status }) => status !== 'void');

  const billed = chargedBy(bills);
  expect(billed.gross, 'what is billed is what was ordered').toBe(sum(details.map(ordered)));
  const sold = billed.gross - billed.discount + billed.service;
  // Each bill rounds its taxes by itself, by less than one of the smallest coins.
  const apart = sum([...billed.taxes.values()]) - (sold * sum(rates)) / 10_000;
  expect(Math.abs(apart)).toBeLessThanOrEqual(bills.length * rates.length);

  const payments = new Map<PaidBy, Way>();
  for (const { method, amount, tip, cash_rounding, change } of bills.flatMap((bill) => bill.payments)) {
    const of = way(payments, method);
    of.count += 1;
    of.amount += amount.minor;
    of.tip += tip.minor;
    of.rounding += cash_rounding.minor;
    of.change += change.minor;
  }
  const back = new Map<PaidBy, Way>();
  for (const { method, amount } of bills.flatMap((bill) => bill.refunds)) {
    const of = way(back, method);
    of.count += 1;
    of.amount += amount.minor;
  }
  const settled = new Map<PaidBy, Way>();
  for (const { kind, method, amount, cash_rounding, change } of ledgers.flatMap(({ entries }) => entries)) {
    if (kind !== 'settled' || !method) continue;
    const of = way(settled, method);
    of.count += 1;
    of.amount -= amount.minor;
    of.rounding += cash_rounding?.minor ?? 0;
    of.change += change?.minor ?? 0;
  }
  const numbers = all.map(({ number }) => number).sort((a, b) => Number(a.split('/').at(-1)) - Number(b.split('/').at(-1)));
  return { payments, accounts: settled, back, billed, refunded: givenBack(bills), numbers, voided: all.length - bills.length };
}

/** All that came one way, with tips and as it was rounded to coins. */
export function inAll(ways: ReadonlyMap<PaidBy, Way>, by: PaidBy): number {
  const of = ways.get(by);
  return of ? of.amount + of.tip + of.rounding : 0;
}
