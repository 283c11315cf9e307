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

export function dayColumns({ days, business_day }: Figures): Column[] {
  return days.map(({ day, sales: { orders }, revenue }) => ({
    key: day,
    mark: text.chart.dayMark(day),
    name: day === business_day ? text.chart.today : text.date(day),
    sales: { orders, amount: revenue },
    now: day === business_day,
  }));
}
