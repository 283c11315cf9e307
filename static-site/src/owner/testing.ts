import type { DaySales, Figures, HourSales, Money, Order, OrderStatus, Sales } from '$api/types';

export const inr = (minor: number): Money => ({ minor, currency: 'INR' });
export const sales = (orders: number, minor: number): Sales => ({ orders, revenue: inr(minor) });

/** An order for tests, placed so many minutes after 18:00 in Kolkata. */
export function anOrder(number: number, status: OrderStatus = 'placed', more: Partial<Order> = {}): Order {
  const placed_at = new Date(Date.parse('2026-11-20T12:30:00Z') + number * 60_000).toISOString();
  return {
    id: `o${number}`,
    number,
    session_id: 's',
    table_id: 't4',
    table: 'T4',
    status,
    placed_at,
    placed_by: { guest_id: 'g', name: 'Ana' },
    estimated_ready_at: placed_at,
    lines: [],
    total: inr(43_000),
    version: 1,
    ...more,
  };
}

/** A business day from 4 in the morning; the hours that are named sold something. */
export function hours(sold: Record<number, [today: number, before: number]> = {}): HourSales[] {
  return Array.from({ length: 24 }, (_, at) => {
    const hour = (at + 4) % 24;
    const [today, before] = sold[hour] ?? [0, 0];
    return { hour, today: sales(today / 100, today), before: sales(before / 100, before) };
  });
}

export function days(minor: (at: number) => number = (at) => at * 10_000): DaySales[] {
  return Array.from({ length: 14 }, (_, at) => ({
    day: new Date(Date.UTC(2026, 10, 7 + at)).toISOString().slice(0, 10),
    sales: sales(at, minor(at)),
  }));
}

/** Friday, 20 November 2026, 20:40 in Kolkata. */
export function someFigures(more: Partial<Figures> = {}): Figures {
  return {
    branch: { id: 'b', name: 'Salver Indiranagar', currency: 'INR', currency_digits: 2, time_zone: 'Asia/Kolkata' },
    business_day: '2026-11-20',
    today: sales(12, 1_180_000),
    ordered: sales(14, 1_300_000),
    same_weekday: { day: '2026-11-13', whole_day: sales(30, 3_000_000), until_now: sales(10, 1_000_000) },
    hours: hours({ 12: [200_000, 300_000], 19: [500_000, 400_000], 20: [480_000, 300_000], 22: [0, 900_000] }),
    days: days(),
    items: [
      { item_id: 'naan', name: 'Garlic Naan', quantity: 24, revenue: inr(168_000) },
      { item_id: 'momos', name: 'Steamed Chicken Momos', quantity: 9, revenue: inr(252_000) },
    ],
    recent: [anOrder(3), anOrder(2, 'preparing'), anOrder(1, 'served')],
    topics: { 'branch:b:owner': 1 },
    server_time: '2026-11-20T15:10:00Z',
    ...more,
  };
}
