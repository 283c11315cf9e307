import type { PriceKind, Weekday } from '$api/types';
import { plural } from './grammar';
import { search } from './search';

/** A name as it stands in a sentence. */
const quoted = (name: string) => (name.trim() === '' ? 'no name' : `“${name}”`);

const DAYS: Record<Weekday, string> = {
  monday: 'Mon',
  tuesday: 'Tue',
  wednesday: 'Wed',
  thursday: 'Thu',
  friday: 'Fri',
  saturday: 'Sat',
  sunday: 'Sun',
};

/** What guests read instead of a button. */
const { market, weighed, per } = search.terms;
const byWeight = (unit: string) => `Guests see the price and “${weighed(unit)}”. They cannot order it themselves.`;

const KINDS: Record<PriceKind, string> = {
  fixed: 'A price on the menu',
  market: 'Market price, said by your staff each day',
  per_100g: 'By weight, price per 100 g',
  per_kg: 'By weight, price per kg',
  per_lb: 'By weight, price per lb',
};

/** Price lists and times, where the menu is edited. */
export const prices = {
  title: 'Prices and times',
  hint: 'Other prices for a while, such as a happy hour, or for pickup and delivery. The first list that counts at the moment and says something of a dish gives its price; else the menu’s own price counts.',
  elsewhere: 'It counts for orders that your staff take for pickup or delivery. Guests’ menus show the prices at tables.',
  add: 'Add price list',
  new: 'New price list',
  edit: 'Price list',
  name: 'Name',
  nameHint: 'Guests read it beside the price, such as “Happy hour until 7 pm”.',
  channels: 'Counts for orders',
  channel: { dine_in: 'at tables', pickup: 'for pickup', delivery: 'for delivery' },
  channelMissing: 'Choose at least one way of ordering.',
  always: 'at any time',
  summary: (channels: string, times: string, says: string) => [channels, times, says].filter((part) => part !== '').join(' · '),
  off: (percent: string) => `${percent} % off`,
  on: (percent: string) => `${percent} % on top`,
  own: (count: number) => plural(count, { one: '# price of its own', other: '# prices of their own' }),
  nothing: 'changes nothing yet',
  move: 'Which list comes first',

  percent: {
    title: 'A percent of the menu’s prices',
    way: 'Prices are',
    ways: { none: 'as on the menu', off: 'lower', on: 'higher' },
    by: 'By percent',
    byHint: 'Such as 20 or 12.5.',
    unit: (currency: string) => `Rounded to multiples of (${currency})`,
    unitHint: 'Such as 1 or 5. The nearest one counts.',
    wrong: (most: number) => `Enter a percent from 0.01 to ${most}.`,
    unitWrong: 'Enter an amount above 0.',
    all: 'For all categories',
    allHint: 'When off, you choose for which.',
    categories: 'For these categories',
    none: 'Choose at least one category.',
  },
  prices: {
    title: 'Prices of their own',
    hint: 'These come before the percent. What you leave empty is as the list or the menu says. Options cost the same in every list.',
    elsewhere: (currency: string) =>
      `They count in ${currency} only: at a branch in another currency these dishes cost what they cost without the list.`,
    find: 'Find a dish',
    of: (dish: string) => `Price of ${dish}`,
    menu: (price: string) => `On the menu: ${price}`,
    shown: (count: number) => `${plural(count, { one: '# dish', other: '# dishes' })} more: find one by its name.`,
  },
  remove: 'Remove price list',
  removeSure: (name: string) => `Remove the price list ${quoted(name)}?`,

  times: {
    title: 'When it counts',
    served: 'When it is served',
    limited: 'Only at certain times',
    limitedHint: 'By the clock of each branch. Over midnight is fine.',
    ownHint: 'By the clock of each branch, instead of the times of its category.',
    nth: (number: number) => `Time ${number}`,
    days: 'Days',
    day: DAYS,
    from: 'From',
    to: 'To',
    nextDay: 'On the next day',
    add: 'Add a time',
    remove: (number: number) => `Remove time ${number}`,
    removed: (number: number) => `Time ${number} removed.`,
    fault: {
      missing: 'Enter a time.',
      days: 'Choose at least one day.',
      overlap: 'This overlaps another time.',
      many: 'At most 14 days and times in all. Choose fewer.',
    },
    span: (days: string, from: string, to: string) => `${days} ${from} to ${to}`,
    range: (from: string, to: string) => `${from} to ${to}`,
    all: 'Every day',
  },

  kind: {
    label: 'How it gets its price',
    names: KINDS,
    /** Beside a price. */
    short: { market: 'Market price', per_100g: 'per 100 g', per_kg: 'per kg', per_lb: 'per lb' },
  },
  kindHint: {
    market: `Until your staff say today’s price, under “Sold out”, guests see “${market}” and cannot order it.`,
    per_100g: byWeight(per.per_100g),
    per_kg: byWeight(per.per_kg),
    per_lb: byWeight(per.per_lb),
  } satisfies Record<Exclude<PriceKind, 'fixed'>, string>,

  change: {
    price: (dish: string, list: string, from: string, to: string) => `Price of ${quoted(dish)} in ${quoted(list)}: ${from} → ${to}`,
    none: 'none of its own',
    some: (percent: string, count: number) => `${percent} in ${plural(count, { one: '# category', other: '# categories' })}`,
  },
  problem: {
    list_empty: (name: string) => `Price list ${quoted(name)} changes no price, or counts for no orders.`,
    variants_unpriced: (name: string) => `${quoted(name)} is priced by your staff, so it cannot have variants.`,
  },
};
