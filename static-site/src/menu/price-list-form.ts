import type { Channel, Draft, DraftCommand, DraftItem, DraftPriceList, Money, Percent } from '$api/types';
import { formatMoney } from '$lib/money';
import { prices as text } from '$lib/text/prices';
import { seen } from '$lib/typed';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';
import { rewordings, type TextsForm, textsOf, wordingOf } from './texts-form';
import { type TimeFault, timeFaults, type TimeForm, timesOf, timesWanted, timesWords } from './times-form';

export const CHANNELS: readonly Channel[] = ['dine_in', 'pickup', 'delivery'];
/** What the API takes. */
export const MOST_LISTS = 20;
/** In percent. */
export const MOST_PERCENT = { off: 100, on: 200 };

export interface PriceListForm {
  name: string;
  /** In other languages. */
  texts: TextsForm;
  channels: readonly string[];
  times: TimeForm[];
  way: 'none' | 'off' | 'on';
  percent: string;
  unit: string;
  /** For all categories. */
  all: boolean;
  categories: readonly string[];
  /** What is typed as a price of its own, by `item` or `item variant`. */
  own: Record<string, string>;
}

export interface PriceListFaults {
  name?: 'missing';
  channels?: 'missing';
  percent?: 'wrong';
  unit?: 'wrong';
  categories?: 'none';
  times?: ReadonlyMap<string, TimeFault>;
  own?: Record<string, PriceFault>;
}

/** Something that can have a price of its own in a list: a dish, or each of its variants. */
export interface Priced {
  key: string;
  item: string;
  variant?: string;
  name: string;
  price: Money;
}

export const keyOf = (item: string, variant?: string | null) => (variant ? `${item} ${variant}` : item);

/** All that the menu itself prices, in its order. */
export function pricedOf(draft: Draft): Priced[] {
  const of = ({ id, name, price, variants, priced }: DraftItem): Priced[] => {
    if (priced !== 'fixed') return [];
    if (!variants?.length) return [{ key: keyOf(id), item: id, name, price }];
    return variants.map((one) => ({ key: keyOf(id, one.id), item: id, variant: one.id, name: `${name}, ${one.name}`, price: one.price }));
  };
  return draft.categories.flatMap(({ items }) => items.flatMap(of));
}

export function priceListForm(list: DraftPriceList | undefined, draft: Draft): PriceListForm {
  const { percent } = list ?? {};
  const way = !percent ? (list ? 'none' : 'off') : percent.basis_points > 0 ? 'on' : 'off';
  const whole = 10 ** draft.currency_digits;
  return {
    name: list?.name ?? '',
    texts: textsOf(list),
    channels: list?.channels ?? ['dine_in'],
    times: timesOf(list?.times ?? []),
    way,
    percent: percent ? percentTyped(percent) : '',
    unit: typedPrice({ minor: percent?.round_to ?? whole, currency: draft.currency }, draft.currency_digits),
    all: !percent?.categories,
    categories: percent?.categories ?? [],
    own: Object.fromEntries((list?.prices ?? []).map(({ item, variant, price }) => [keyOf(item, variant), typedPrice(price, draft.currency_digits)])),
  };
}

const percentTyped = ({ basis_points }: Percent) => String(Math.abs(basis_points) / 100);

/** Hundredths of a percent; null for what is none. */
function basisPoints(typed: string, way: 'off' | 'on'): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/u.exec(typed.trim().replace(/\s*%$/u, ''));
  if (!match) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  if (points === 0 || points > MOST_PERCENT[way] * 100) return null;
  return way === 'off' ? -points : points;
}

export function priceListFaults(form: PriceListForm, draft: Draft): PriceListFaults {
  const { way } = form;
  const read = (typed: string) => readPrice(typed, draft.currency, draft.currency_digits);
  const unit = read(form.unit);
  const times = timeFaults(form.times);
  const own = Object.entries(form.own).flatMap(([key, typed]) => {
    const price = seen(typed) === '' ? null : read(typed);
    return typeof price === 'string' ? [[key, price] as const] : [];
  });
  return {
    ...(seen(form.name) === '' ? { name: 'missing' } : {}),
    ...(form.channels.length === 0 ? { channels: 'missing' } : {}),
    ...(way !== 'none' && basisPoints(form.percent, way) === null ? { percent: 'wrong' } : {}),
    ...(way !== 'none' && (typeof unit === 'string' || unit.minor < 1 || unit.minor > 1_000_000) ? { unit: 'wrong' } : {}),
    ...(way !== 'none' && !form.all && form.categories.length === 0 ? { categories: 'none' } : {}),
    ...(times.size > 0 ? { times } : {}),
    ...(own.length > 0 ? { own: Object.fromEntries(own) } : {}),
  };
}

/** All fields as the form has them; only without faults. */
function fieldsOf(form: PriceListForm, draft: Draft) {
  const { way } = form;
  const points = way === 'none' ? null : basisPoints(form.percent, way);
  const unit = readPrice(form.unit, draft.currency, draft.currency_digits) as Money;
  // As the server keeps them: in the order of their IDs.
  const categories = form.all ? {} : { categories: [...form.categories].sort() };
  return {
    channels: CHANNELS.filter((channel) => form.channels.includes(channel)),
    times: timesWanted(form.times),
    percent: points === null ? null : { basis_points: points, round_to: unit.minor, ...categories },
  };
}

/** What makes `after` of `before`, which is null for a new list. */
export function editPriceList(id: string, before: PriceListForm | null, after: PriceListForm, draft: Draft): DraftCommand[] {
  const name = after.name === before?.name ? after.name : seen(after.name);
  const clean = { ...after, name };
  const shall = fieldsOf(clean, draft);
  const commands: DraftCommand[] = [];
  if (!before) commands.push({ do: 'add_price_list', id, name: wordingOf(clean, 'name', draft), ...shall });
  else {
    const was = fieldsOf(before, draft);
    const changed = (Object.keys(shall) as (keyof typeof shall)[]).filter(
      (field) => JSON.stringify(was[field]) !== JSON.stringify(shall[field]),
    );
    const kept = (fields: typeof was) => Object.fromEntries(changed.map((field) => [field, fields[field]]));
    const words = rewordings(before, clean, draft, ['name']);
    const set = { ...words.set, ...kept(shall) };
    if (Object.keys(set).length > 0) commands.push({ do: 'edit_price_list', id, set, expected: { ...words.expected, ...kept(was) } });
  }
  const price = (typed: string | undefined) => {
    return seen(typed ?? '') === '' ? null : (readPrice(typed ?? '', draft.currency, draft.currency_digits) as Money);
  };
  for (const { key, item, variant } of pricedOf(draft)) {
    const [had, wanted] = [price(before?.own[key]), price(after.own[key])];
    if (had?.minor === wanted?.minor) continue;
    const of = { list: id, item, ...(variant ? { variant } : {}) };
    commands.push({ do: 'set_list_price', ...of, set: { price: wanted }, expected: { price: had } });
  }
  return commands;
}

/** What a percent does, in a word or two; '' for none. */
export function percentWords(percent: Percent | null | undefined): string {
  if (!percent) return '';
  return (percent.basis_points > 0 ? text.on : text.off)(percentTyped(percent));
}

export function channelsWords(channels: readonly string[]): string {
  return channels.map((channel) => text.channel[channel as Channel]).join(', ');
}

/** All that a list does, in one line. */
export function listWords({ channels, times, percent, prices }: DraftPriceList): string {
  const says = [percentWords(percent), prices.length > 0 ? text.own(prices.length) : ''].filter((part) => part !== '');
  return text.summary(channelsWords(channels), timesWords(times) || text.always, says.join(', ') || text.nothing);
}

export const menuPrice = (price: Money) => text.prices.menu(formatMoney(price));
