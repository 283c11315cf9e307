import type { Figures, Money, Order, OrderLine } from '$api/types';
import { hasAllergy } from '$lib/board/allergy';
import { sumMoney, timesMoney } from '$lib/money';
import { knownZone } from '$lib/time';

export interface Ordered {
  name: string;
  quantity: number;
  /** The names of the options that were chosen. */
  options: string[];
}

/** What an order's row tells. */
export interface Row {
  lines: Ordered[];
  total: Money;
  /** Nothing of it is left: `lines` and `total` are what had been ordered. */
  lost: boolean;
  /** Something in it must be kept from somebody: it is accepted from this row. */
  allergy: boolean;
  /** Why it was rejected, cancelled or taken back. */
  reason: string | null;
}

const pieces = ({ quantity, voided }: OrderLine) => quantity + voided;

export function rowOf({ status, lines, total, note, reason }: Pick<Order, 'status' | 'lines' | 'total' | 'note' | 'reason'>): Row {
  const lost = status === 'rejected' || status === 'cancelled' || lines.every(({ quantity }) => quantity === 0);
  const shown = lost ? lines : lines.filter(({ quantity }) => quantity > 0);
  return {
    lines: shown.map((line) => ({
      name: line.name,
      quantity: lost ? pieces(line) : line.quantity,
      options: line.options.map(({ name }) => name),
    })),
    total: lost ? sumMoney(total.currency, lines.map((line) => timesMoney(line.unit_price, pieces(line)))) : total,
    lost,
    allergy: !lost && (hasAllergy({ note: note ?? null }) || shown.some(hasAllergy)),
    reason: lost ? (reason ?? lines.find((line) => line.reason)?.reason ?? null) : null,
  };
}

/** The branch's own calendar and clock at a moment. */
function local(at: string, timeZone: string): { day: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    timeZone: knownZone(timeZone),
  });
  const parts = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) };
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The business day of an order: what is placed before the day's first hour belongs to the evening before. */
export function businessDay({ placed_at }: Pick<Order, 'placed_at'>, { branch, hours }: Pick<Figures, 'branch' | 'hours'>): string {
  const { day, hour } = local(placed_at, branch.time_zone);
  return hour < (hours[0]?.hour ?? 0) ? dayBefore(day) : day;
}

export interface Day {
  day: string;
  orders: Order[];
}

/** Orders by business day, both in the order in which they come. */
export function byDay(orders: readonly Order[], figures: Pick<Figures, 'branch' | 'hours'>): Day[] {
  const days: Day[] = [];
  for (const order of orders) {
    const day = businessDay(order, figures);
    const known = days.find((one) => one.day === day);
    if (known) known.orders.push(order);
    else days.push({ day, orders: [order] });
  }
  return days;
}
