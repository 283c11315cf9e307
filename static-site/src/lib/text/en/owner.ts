import type { OrderStatus } from '$api/types';
import { calendar } from '../calendar';
import { board } from './board';
import { plural } from './grammar';
import { staff } from './staff';

const { day, hour, tenths } = calendar('en');

/** `2026-11-13` -> `Friday`. */
const weekday = (of: string) => day(of, { weekday: 'long' });

export const owner = {
  title: 'Today',
  date: (of: string) => day(of, { weekday: 'short', day: 'numeric', month: 'short' }),
  failed: {
    title: 'Today’s figures could not be loaded',
    text: 'The restaurant’s system does not answer. We keep trying.',
  },
  stale: (time: string) => `These figures are from ${time}. Newer ones could not be loaded. We keep trying.`,

  headline: {
    title: 'Revenue today',
    from: 'What was billed, with taxes',
    orders: 'Orders today',
    /** Beside those, which are the accepted ones. */
    pending: (count: number) => (count === 0 ? 'All accepted' : `${count} more to accept`),
    /** By the menu, of the orders that were accepted: bills follow after the meal. */
    ordered: 'Ordered today',
    /** Beside what was ordered: what nobody has accepted yet. */
    waiting: (sum: string) => `${sum} more not accepted yet`,
    average: (amount: string) => `${amount} an order, by the menu`,
    noAverage: 'Nothing yet',
  },
  against: {
    /** Twice as much and more is said as a factor, in tenths: 5.4 times, not 440 % more. */
    times: (factor: number, day: string) => `Ordered ${tenths(factor)}× as much as last ${weekday(day)}`,
    more: (percent: number, day: string) => `${percent}% more ordered than last ${weekday(day)}`,
    less: (percent: number, day: string) => `${percent}% less ordered than last ${weekday(day)}`,
    same: (day: string) => `Ordered as much as last ${weekday(day)}`,
    /** `until`: this time of day, as the branch's clock shows it. */
    before: (amount: string, until: string) => `${amount} by ${until} then`,
    unsold: (day: string, before: string) => `Nothing ordered yet. Last ${weekday(day)} it was ${before} by now.`,
    nothing: (day: string) => `Nothing was ordered last ${weekday(day)}, so there is nothing to compare with.`,
    later: (day: string, until: string) => `Last ${weekday(day)} nothing was ordered yet by ${until}.`,
  },

  money: {
    title: 'Money',
    span: { today: 'Today', fortnight: '14 days' },
    netAndTax: (net: string, tax: string) => `Net ${net}, of which tax ${tax}`,
    revenue: 'Revenue',
    bills: (count: number) => plural(count, { one: '# bill', other: '# bills' }),
    refunded: 'Given back',
    net: 'Net',
    tax: (name: string, rate: string) => `${name} ${rate}`,
    beforeTax: 'Net before tax',
    takenOff: 'Taken off and taken back',
    discounts: 'Discounts',
    onTheHouse: 'On the house',
    /** All reasons that are not named, together. */
    otherReasons: 'Other reasons',
    times: (count: number) => plural(count, { one: 'once', other: '# times' }),
    dishesVoided: 'Dishes voided',
    dishes: (count: number) => plural(count, { one: '# dish, on no bill', other: '# dishes, on no bill' }),
    serviceCharge: 'Service charge',
    rounding: 'Rounding of bills',
    /** Beside what the revenue holds already. */
    within: 'in the revenue',
    voids: 'Bills taken back',
    voided: (count: number) => plural(count, { one: '# bill, not in the revenue', other: '# bills, not in the revenue' }),
    paidBy: 'Paid by',
    nothing: 'Nothing was paid yet.',
    settled: (method: string) => `Accounts settled, ${method}`,
    back: (method: string) => `Given back, ${method}`,
    tips: 'Tips',
    /** Beside tips: they are the staff's. */
    besides: 'not in the revenue',
    byChannel: 'Net by how it was ordered',
  },

  now: {
    title: 'Right now',
    placed: staff.orderStatus.placed,
    accepted: staff.orderStatus.accepted,
    preparing: staff.orderStatus.preparing,
    ready: staff.orderStatus.ready,
    said: ({ placed, accepted, preparing, ready }: { placed: number; accepted: number; preparing: number; ready: number }) =>
      `${plural(placed, { one: '# order', other: '# orders' })} to accept, ${accepted} waiting, ${preparing} cooking, ${ready} ready`,
  },

  recent: {
    title: 'Recent orders',
    none: 'No orders yet',
    noneText: 'They show up here as they come in.',
    all: (count: number) => `Show all ${count}`,
    fewer: 'Show fewer',
    number: (number: number) => `#${number}`,
    table: (name: string) => `Table ${name}`,
    yesterday: 'Yesterday',
    lines: (lines: readonly { name: string; quantity: number; options: readonly string[] }[]) =>
      lines
        .map(({ name, quantity, options }) => board.dish.inLine(quantity > 1 ? board.dish.quantity(quantity) : '', name, options))
        .join(', '),
    accept: 'Accept',
    acceptOf: (number: number) => `Accept order ${number}`,
  },

  order: {
    title: (number: number, table: string) => `Order ${number} · Table ${table}`,
    status: staff.orderStatus,
    by: (name: string, time: string) => (name ? `${name}, ${time}` : time),
    total: 'Total',
    reason: (reason: string) => `Reason: ${reason}`,
    over: 'This order is closed and cannot be changed.',
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
      accepted: 'Back to waiting',
      preparing: 'Back to cooking',
      ready: 'Back to ready',
      served: '',
      completed: '',
      rejected: '',
      cancelled: '',
    } satisfies Record<OrderStatus, string>,
    moved: (number: number, status: OrderStatus) =>
      `Order ${number}: ${staff.orderStatus[status].toLowerCase()}`,
  },
  items: {
    title: 'Popular today',
    none: 'Nothing sold yet today.',
    item: 'Item',
    quantity: 'Sold',
    amount: 'By the menu',
  },

  chart: {
    hours: 'Ordered by hour',
    days: 'Revenue, last 14 days',
    /** Where nothing was billed before today. */
    daysOrdered: 'Ordered, last 14 days',
    failed: 'The charts could not be loaded.',
    today: 'Today',
    before: (day: string) => `Last ${weekday(day)}`,
    hour: 'Hour',
    day: 'Day',
    orders: 'Orders',
    ordered: 'Ordered',
    revenue: 'Revenue',
    hourName: (from: number) => hour(from, { hour: 'numeric', minute: '2-digit' }),
    /** Below a column, where a number is all there is room for. */
    hourMark: (from: number) => /\d+/.exec(hour(from, { hour: 'numeric' }))?.[0] ?? String(from),
    dayMark: (day: string) => String(Number(day.slice(8))),
    showTable: 'Numbers',
    showChart: 'Chart',
    showTableOf: (chart: string) => `Numbers of: ${chart}`,
    showChartOf: (chart: string) => `Chart of: ${chart}`,
    most: (name: string, value: string) => `Best: ${name}, ${value}`,
    nothing: 'Nothing sold yet.',
  },
};
