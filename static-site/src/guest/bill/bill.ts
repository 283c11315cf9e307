import type { Money, Order, OrderLine } from '$api/types';
import { sumMoney } from '$lib/money';
import { counts } from '../orders/order-view';

/** The orders of one guest and what they come to. */
export interface Share {
  guestId: string;
  orders: Order[];
  total: Money;
}

/** Orders as rounds: the first one first. */
export function rounds(orders: readonly Order[]): Order[] {
  return [...orders].sort((a, b) => a.placed_at.localeCompare(b.placed_at) || a.number - b.number);
}

/** What counts of all orders, by the server's own sum of each. */
export function sumOf(currency: string, orders: readonly Order[]): Money {
  return sumMoney(currency, orders.filter(counts).map(({ total }) => total));
}

/** Who ordered what, in the order of the first order of each. */
export function shares(currency: string, orders: readonly Order[]): Share[] {
  const found = new Map<string, Order[]>();
  for (const order of rounds(orders)) {
    const { guest_id } = order.placed_by;
    found.set(guest_id, [...(found.get(guest_id) ?? []), order]);
  }
  return [...found].map(([guestId, own]) => ({ guestId, orders: own, total: sumOf(currency, own) }));
}

/** What one guest added, and what it comes to. */
export interface Part {
  guest: Adder;
  total: Money;
}

type Adder = OrderLine['added_by'];

/**
 * What each guest added to what all share, whoever sent it: in the order of the first dish of each.
 * What is not to be paid for is nobody's.
 */
export function partsOf(currency: string, orders: readonly Order[], adderOf: (line: OrderLine) => Adder): Part[] {
  const found = new Map<string, Part>();
  for (const order of rounds(orders)) {
    for (const { line, struck } of billLines(order)) {
      if (struck) continue;
      const guest = adderOf(line);
      const before = found.get(guest.guest_id)?.total ?? { minor: 0, currency };
      found.set(guest.guest_id, { guest, total: sumMoney(currency, [before, line.total]) });
    }
  }
  return [...found.values()];
}

/** A line of the bill; a line that was voided in part is two. */
export interface BillLine {
  line: OrderLine;
  quantity: number;
  /** Not to be paid for. */
  struck: boolean;
}

export function billLines(order: Order): BillLine[] {
  const all = counts(order);
  return order.lines.flatMap((line) => {
    const stands = all && line.status !== 'cancelled' && line.quantity > 0;
    const kept = stands ? [{ line, quantity: line.quantity, struck: false }] : [];
    const gone = stands ? line.voided : line.quantity || line.voided;
    return gone > 0 ? [...kept, { line, quantity: gone, struck: true }] : kept;
  });
}

/** What was eaten, like dishes together, for a farewell. */
export function eaten(orders: readonly Order[]): { name: string; quantity: number }[] {
  const counted = new Map<string, number>();
  for (const order of rounds(orders)) {
    for (const { line, quantity, struck } of billLines(order)) {
      if (!struck) counted.set(line.name, (counted.get(line.name) ?? 0) + quantity);
    }
  }
  return [...counted].map(([name, quantity]) => ({ name, quantity }));
}
