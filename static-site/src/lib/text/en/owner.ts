import type { OrderStatus } from '$api/types';
import { common } from './common';
import { plural } from './grammar';

const weekdays = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
const dates = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const hour = (of: number) => `${String(of % 24).padStart(2, '0')}:00`;

/** `2026-11-13` -> `Friday`. */
const weekday = (day: string) => weekdays.format(new Date(`${day}T00:00:00Z`));

export const owner = {
  title: 'Today',
  date: (day: string) => dates.format(new Date(`${day}T00:00:00Z`)),
  failed: {
    title: 'The figures cannot be read',
    text: 'The restaurant’s system does not answer. We keep trying.',
  },
  stale: (time: string) => `Revenue and items are as of ${time}. The newest could not be read; we keep trying.`,

  headline: {
    title: 'Revenue today',
    orders: 'Orders today',
    average: 'Average order',
    noAverage: 'none yet',
  },
  against: {
    more: (by: string, percent: number | null) => (percent === null ? `${by} more` : `${percent} % more (${by})`),
    less: (by: string, percent: number | null) => (percent === null ? `${by} less` : `${percent} % less (${by})`),
    same: 'Exactly as much',
    /** `until`: this time of day, as the branch's clock shows it. */
    than: (day: string, until: string) => `than last ${weekday(day)} until ${until}`,
    as: (day: string, until: string) => `as last ${weekday(day)} until ${until}`,
    unsold: (day: string, before: string) => `Nothing sold yet. Last ${weekday(day)} had ${before} by now.`,
    nothing: (day: string) => `Nothing was sold last ${weekday(day)}, so there is nothing to compare with.`,
    later: (day: string, until: string) => `Last ${weekday(day)} had sold nothing yet by ${until}.`,
  },

  now: {
    title: 'Right now',
    pending: 'To accept',
    active: 'Under way',
    open: 'Open in all',
    said: ({ pending, active }: { pending: number; active: number }) =>
      `${plural(pending, { one: '# order', other: '# orders' })} to accept, ${active} under way`,
  },

  recent: {
    title: 'Recent orders',
    none: 'No orders yet',
    noneText: 'The first one will show here by itself.',
    all: (count: number) => `Show all ${count}`,
    fewer: 'Show fewer',
    number: (number: number) => `#${number}`,
    table: (name: string) => `Table ${name}`,
    yesterday: 'Yesterday',
    lines: (lines: readonly { name: string; quantity: number; options: readonly string[] }[]) =>
      lines
        .map(({ name, quantity, options }) => {
          const one = options.length > 0 ? `${name} (${options.join(', ')})` : name;
          return quantity > 1 ? `${quantity}× ${one}` : one;
        })
        .join(', '),
    accept: 'Accept',
    acceptOf: (number: number) => `Accept order ${number}`,
  },

  order: {
    title: (number: number, table: string) => `Order ${number} · Table ${table}`,
    status: { ...common.orderStatus, placed: 'To accept' } satisfies Record<OrderStatus, string>,
    by: (name: string, time: string) => (name ? `${name}, ${time}` : time),
    quantity: (quantity: number) => `${quantity}×`,
    total: 'Total',
    reason: (reason: string) => `Reason: ${reason}`,
    over: 'This order is over. Nothing can be changed any more.',
    steps: 'Change the status',
    to: {
      placed: '',
      accepted: 'Accept',
      preparing: 'Start cooking',
      ready: 'Ready',
      served: 'Served',
      completed: '',
      rejected: 'Reject',
      cancelled: 'Cancel the order',
    } satisfies Record<OrderStatus, string>,
    back: {
      placed: '',
      accepted: 'Back to accepted',
      preparing: 'Back to cooking',
      ready: 'Back to ready',
      served: '',
      completed: '',
      rejected: '',
      cancelled: '',
    } satisfies Record<OrderStatus, string>,
    moved: (number: number, status: OrderStatus) =>
      `Order ${number}: ${(status === 'placed' ? 'To accept' : common.orderStatus[status]).toLowerCase()}`,
  },
  reason: {
    label: 'Reason',
    hint: 'The guests read this on their phones.',
    missing: 'Say why, so that the guests know.',
    quick: ['The kitchen has closed.', 'Something in it has run out.', 'Please talk to us first.'],
    submit: { rejected: 'Reject the order', cancelled: 'Cancel the order' },
    keep: 'Keep it',
  },

  items: {
    title: 'Popular today',
    none: 'Nothing sold yet today.',
    item: 'Item',
    quantity: 'Sold',
    revenue: 'Revenue',
  },

  chart: {
    hours: 'Revenue by hour',
    days: 'Revenue of the last 14 days',
    failed: 'The charts could not be loaded.',
    today: 'Today',
    before: (day: string) => `Last ${weekday(day)}`,
    hour: 'From',
    day: 'Day',
    orders: 'Orders',
    revenue: 'Revenue',
    hourName: (from: number) => hour(from),
    hourMark: (from: number) => String(from),
    dayMark: (day: string) => String(Number(day.slice(8))),
    showTable: 'Numbers',
    showChart: 'Chart',
    showTableOf: (chart: string) => `Numbers of: ${chart}`,
    showChartOf: (chart: string) => `Chart of: ${chart}`,
    most: (name: string, value: string) => `Most: ${name}, ${value}.`,
    nothing: 'Nothing sold yet.',
  },
};
