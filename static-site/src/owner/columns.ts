import type { Figures, Sales } from '$api/types';
import { owner as text } from '$lib/text/owner';
import { busyHours, hourNow } from './figures';

/** One column of a chart, and one row of its table. */
export interface Column {
  key: string;
  /** Below the column. */
  mark: string;
  /** In the table and for screen readers. */
  name: string;
  sales: Sales;
  /** What stands behind it: the same a week earlier. */
  before?: Sales;
  now: boolean;
}

export function hourColumns(figures: Figures): Column[] {
  const now = hourNow(figures);
  return busyHours(figures.hours, now).map(({ hour, today, before }) => ({
    key: String(hour),
    mark: text.chart.hourMark(hour),
    name: text.chart.hourName(hour),
    sales: today,
    before,
    now: hour === now,
  }));
}

/**
 * Whether days are told by what was billed. Where nothing was billed before today, as the house takes its
 * money elsewhere or has just begun, what was ordered says more.
 */
export function isBilled({ days, business_day }: Pick<Figures, 'days' | 'business_day'>): boolean {
  return days.some(({ day, revenue }) => day !== business_day && revenue.minor !== 0);
}

export function dayColumns(figures: Figures): Column[] {
  const { days, business_day } = figures;
  const billed = isBilled(figures);
  return days.map(({ day, sales, revenue }) => ({
    key: day,
    mark: text.chart.dayMark(day),
    name: day === business_day ? text.chart.today : text.date(day),
    sales: billed ? { orders: sales.orders, amount: revenue } : sales,
    now: day === business_day,
  }));
}
