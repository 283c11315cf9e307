import type { DaySales, Figures, HourSales, Money, MoneyFigures, Order, OrderStatus, Sales } from '$api/types';

export const inr = (minor: number): Money => ({ minor, currency: 'INR' });
export const sales = (orders: number, minor: number): Sales => ({ orders, amount: inr(minor) });

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
    revenue: inr(minor(at)),
    net: inr(minor(at)),
  }));
}

const charges = (total: number, more: Partial<MoneyFigures['net']> = {}): MoneyFigures['net'] => ({
  gross: inr(total),
  discount: inr(0),
  service_charge: inr(0),
  taxes: [],
  round_off: inr(0),
  total: inr(total),
  ...more,
});

/** A day on which no bill was issued. */
export const noMoney = (): MoneyFigures => ({
  revenue: inr(0),
  bills: 0,
  voided: 0,
  voided_total: inr(0),
  discounts: { count: 0, amount: inr(0), reasons: [] },
  comps: { count: 0, amount: inr(0), reasons: [] },
  refunds: 0,
  dishes_voided: 0,
  dishes_voided_total: inr(0),
  billed: charges(0),
  refunded: charges(0),
  net: charges(0),
  tax: inr(0),
  before_tax: inr(0),
  channels: [],
  payments: [],
  accounts: [],
  given_back: [],
  tips: inr(0),
});

/** So many days of bills with all that can be said of them. */
export function someMoney(days = 1): MoneyFigures {
  const of = (minor: number) => inr(minor * days);
  const tax = (name: string) => ({ name, rate_bp: 250, taxable: of(920_000), amount: of(23_000) });
  const paid = (method: MoneyFigures['payments'][number]['method'], minor: number, tip = 0) => ({
    method, count: 4 * days, amount: of(minor), tip: of(tip), cash_rounding: inr(0), change: inr(0),
  });
  const discount = of(60_000);
  return {
    revenue: of(980_000),
    bills: 9 * days,
    voided: days,
    voided_total: of(41_000),
    discounts: {
      count: 4 * days,
      amount: of(42_000),
      reasons: [
        { reason: 'Regular guest', bills: 3 * days, amount: of(30_000) },
        { reason: 'Waited too long', bills: days, amount: of(8_000) },
        { bills: 0, amount: of(4_000) },
      ],
    },
    comps: { count: days, amount: of(18_000), reasons: [{ reason: 'Waited too long', bills: days, amount: of(18_000) }] },
    refunds: days,
    dishes_voided: 3 * days,
    dishes_voided_total: of(54_000),
    billed: charges(980_000 * days, { discount, service_charge: of(30_000), round_off: of(35) }),
    refunded: charges(14_000 * days),
    net: charges(966_000 * days, { discount, taxes: [tax('CGST'), tax('SGST')] }),
    tax: of(46_000),
    before_tax: of(920_000),
    channels: [
      { channel: 'dine_in', bills: 5 * days, net: of(700_000) },
      { channel: 'pickup', bills: 2 * days, net: of(116_000) },
      { channel: 'delivery', bills: 2 * days, net: of(150_000) },
    ],
    payments: [paid('cash', 300_000, 5_000), paid('card', 430_000, 12_000), paid('upi', 200_000), paid('due', 50_000)],
    accounts: [paid('upi', 40_000)],
    given_back: [paid('cash', 14_000)],
    tips: of(17_000),
  };
}

/** Friday, 20 November 2026, 20:40 in Kolkata. */
export function someFigures(more: Partial<Figures> = {}): Figures {
  return {
    branch: { id: 'b', name: 'Salver Indiranagar', currency: 'INR', currency_digits: 2, time_zone: 'Asia/Kolkata' },
    business_day: '2026-11-20',
    money: someMoney(),
    fortnight: someMoney(13),
    today: sales(12, 1_180_000),
    ordered: sales(14, 1_300_000),
    same_weekday: { day: '2026-11-13', whole_day: sales(30, 3_000_000), until_now: sales(10, 1_000_000) },
    hours: hours({ 12: [200_000, 300_000], 19: [500_000, 400_000], 20: [480_000, 300_000], 22: [0, 900_000] }),
    days: days(),
    items: [
      { item_id: 'naan', name: 'Garlic Naan', quantity: 24, amount: inr(168_000) },
      { item_id: 'momos', name: 'Steamed Chicken Momos', quantity: 9, amount: inr(252_000) },
    ],
    recent: [anOrder(3), anOrder(2, 'preparing'), anOrder(1, 'served')],
    topics: { 'branch:b:owner': 1 },
    server_time: '2026-11-20T15:10:00Z',
    ...more,
  };
}
