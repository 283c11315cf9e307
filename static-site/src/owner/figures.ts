import type { Figures, HourSales, Money, Order, OrderStatus } from '$api/types';
import { minusMoney, shareOf } from '$lib/money-compare';
import { knownZone } from '$lib/time';

/** How much was ordered today beside as much of the same weekday a week earlier. */
export type Against =
  /** That whole day sold nothing, or the place was not open yet. */
  | { kind: 'nothing' }
  /** Today has sold nothing yet: before opening that is no news, so it is no alarm either. */
  | { kind: 'unsold'; before: Money }
  /** That day sold something, only later than it is now. */
  | { kind: 'later' }
  | { kind: 'same'; before: Money }
  | { kind: 'more' | 'less'; percent: number; before: Money }
  /** Twice as much and more, in tenths: 54 is 5.4 times. */
  | { kind: 'times'; tenths: number; before: Money };

/** From this share on people read a factor sooner than per cent. */
const TWICE = 20;

export function against({ today, same_weekday }: Pick<Figures, 'today' | 'same_weekday'>): Against {
  const before = same_weekday.until_now.amount;
  if (same_weekday.whole_day.orders === 0) return { kind: 'nothing' };
  if (before.minor === 0) return { kind: 'later' };
  if (today.orders === 0) return { kind: 'unsold', before };
  const by = minusMoney(today.amount, before);
  if (by.minor === 0) return { kind: 'same', before };
  const tenths = Math.round((today.amount.minor * 10) / before.minor);
  if (tenths >= TWICE) return { kind: 'times', tenths, before };
  const percent = Math.round((Math.abs(by.minor) * 100) / before.minor);
  return { kind: by.minor > 0 ? 'more' : 'less', percent, before };
}

/** What an order came to on average; null before the first. */
export function average({ today }: Pick<Figures, 'today'>): Money | null {
  return today.orders > 0 ? shareOf(today.amount, today.orders) : null;
}

/** What is ordered today beyond what was sold: nobody has accepted it yet. Nothing when there is none. */
export function notAccepted({ today, ordered }: Pick<Figures, 'today' | 'ordered'>): Money | null {
  const minor = ordered.amount.minor - today.amount.minor;
  return minor > 0 ? { ...ordered.amount, minor } : null;
}

/** The hour on the branch's own clock, 0 to 23. */
export function hourNow({ server_time, branch }: Pick<Figures, 'server_time' | 'branch'>): number {
  const timeZone = knownZone(branch.time_zone);
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  return Number(format.format(new Date(server_time)));
}

/** Fewer hours than this make no chart. */
const LEAST_HOURS = 6;

/** The hours from the first to the last that matter: sold in, today or then, or going on now. */
export function busyHours(hours: readonly HourSales[], now: number): HourSales[] {
  const matters = hours.map(({ hour, today, before }) => hour === now || today.orders > 0 || before.orders > 0);
  let first = matters.indexOf(true);
  let last = matters.lastIndexOf(true);
  if (first < 0) return hours.slice(0, LEAST_HOURS);
  while (last - first + 1 < Math.min(LEAST_HOURS, hours.length)) {
    if (last < hours.length - 1) last += 1;
    else first -= 1;
  }
  return hours.slice(first, last + 1);
}

const RECENT = 20;

/** The newest orders of several lists, each order in its newest version. */
export function newest(...lists: readonly (readonly Order[])[]): Order[] {
  const orders = new Map<string, Order>();
  for (const order of lists.flat()) {
    const known = orders.get(order.id);
    if (!known || known.version < order.version) orders.set(order.id, order);
  }
  const at = ({ placed_at }: Order) => Date.parse(placed_at);
  return [...orders.values()].sort((a, b) => at(b) - at(a) || b.number - a.number).slice(0, RECENT);
}

/** How many orders are in each state that still wants somebody's hands. */
export type Standing = Record<'placed' | 'accepted' | 'preparing' | 'ready', number>;

export function standing(orders: readonly Order[]): Standing {
  const count = (wanted: OrderStatus) => orders.filter(({ status }) => status === wanted).length;
  return { placed: count('placed'), accepted: count('accepted'), preparing: count('preparing'), ready: count('ready') };
}

/** What can be done with an order, as the server's own rules have it. */
export interface Steps {
  /** The next status. */
  on: OrderStatus | null;
  /** The status before, for what was tapped by mistake. */
  back: OrderStatus | null;
  /** The end that needs a reason. */
  end: 'rejected' | 'cancelled' | null;
}

const STEPS: Record<OrderStatus, Steps> = {
  placed: { on: 'accepted', back: null, end: 'rejected' },
  accepted: { on: 'preparing', back: null, end: 'cancelled' },
  preparing: { on: 'ready', back: 'accepted', end: 'cancelled' },
  ready: { on: 'served', back: 'preparing', end: 'cancelled' },
  // Completed is not for a tap: it comes with the table's closing.
  served: { on: null, back: 'ready', end: null },
  completed: { on: null, back: null, end: null },
  rejected: { on: null, back: null, end: null },
  cancelled: { on: null, back: null, end: null },
};

export function stepsOf({ status, lines }: Pick<Order, 'status' | 'lines'>): Steps {
  const steps = STEPS[status];
  // What is on a table stays on its check; the server refuses to cancel the order then.
  const served = lines.some((line) => line.status === 'served');
  return served && steps.end === 'cancelled' ? { ...steps, end: null } : steps;
}
