import type { Money, OwnCategory, OwnChange, OwnGroup, OwnItem, OwnMenu, OwnPrice } from '$api/types';
import { fold } from '$lib/fold';
import { formatMoney } from '$lib/money';
import { ownMenu as text } from '$lib/text/own-menu';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';

/** What of the menu is in sight. */
export type Show = 'all' | 'own' | 'missing';

/** A category with those of its dishes that are in sight. */
export interface Shown {
  category: OwnCategory;
  items: readonly OwnItem[];
}

/** Something with prices that is opened as one: a dish, or a choice that dishes share. */
export type Opened = { item: OwnItem } | { group: OwnGroup };

const isOwn = ({ own }: OwnPrice) => Boolean(own);
const isMissing = ({ missing }: OwnPrice) => missing;

function fits(prices: readonly OwnPrice[], hidden: boolean, show: Show): boolean {
  if (show === 'own') return hidden || prices.some(isOwn);
  return show === 'all' || prices.some(isMissing);
}

/** The categories with what of them is in sight, in the menu's order. */
export function shownOf({ categories }: OwnMenu, words: string, show: Show): Shown[] {
  const wanted = fold(words.trim());
  const found = categories.map((category) => ({
    category,
    items: category.items.filter(
      ({ name, hidden, prices }) => fold(name).includes(wanted) && fits(prices, hidden || category.hidden, show),
    ),
  }));
  const isShown = ({ category, items }: Shown) => items.length > 0 || (category.hidden && show !== 'missing' && wanted === '');
  return found.filter(isShown);
}

/** The choices that are in sight: those in which something costs something. */
export function groupsOf({ option_groups }: OwnMenu, words: string, show: Show): OwnGroup[] {
  const wanted = fold(words.trim());
  const costs = ({ brand, own }: OwnPrice) => brand.minor > 0 || Boolean(own);
  return option_groups.filter(
    ({ name, prices }) => fold(name).includes(wanted) && prices.some(costs) && fits(prices, false, show),
  );
}

/** Every price of the menu that has none here. */
export function missingOf({ categories, option_groups }: OwnMenu): OwnPrice[] {
  const items = categories.flatMap(({ items }) => items);
  return [...items, ...option_groups].flatMap(({ prices }) => prices.filter(isMissing));
}

/** A price as people read it: whose it is, and what the other one's is. */
export function priceWords({ brand, own, missing }: OwnPrice): string {
  const brands = formatMoney(brand);
  if (own) return text.price.own(formatMoney(own), brands);
  return missing ? text.price.missing(brands) : text.price.brand(brands);
}

/** What stands in the fields, by the place of their price. */
export const typedOf = (prices: readonly OwnPrice[], digits: number): string[] =>
  prices.map(({ own }) => (own ? typedPrice(own, digits) : ''));

/** What was typed as changes of what was there before, or what is wrong with it by the place of its price. */
export function changesOf(
  prices: readonly OwnPrice[],
  typed: readonly string[],
  { currency, currency_digits }: Pick<OwnMenu, 'currency' | 'currency_digits'>,
): { changes: OwnChange[]; faults: Record<number, PriceFault> } {
  const changes: OwnChange[] = [];
  const faults: Record<number, PriceFault> = {};
  prices.forEach(({ which, own }, at) => {
    const text = typed[at]?.trim() ?? '';
    if (text === '') {
      if (own) changes.push({ do: 'remove_price', which });
      return;
    }
    const price = readPrice(text, currency, currency_digits);
    if (typeof price === 'string') faults[at] = price;
    else if (price.minor !== own?.minor) changes.push({ do: 'set_price', which, price });
  });
  return { changes, faults };
}

/** So many of one currency for one of another, as it is sent: with a point; null when it is no such number. */
export function readFactor(typed: string): string | null {
  const text = typed.trim().replace(',', '.');
  const isNumber = /^[0-9]{1,9}(\.[0-9]{0,9})?$/u.test(text);
  return isNumber && /[1-9]/u.test(text) ? text : null;
}

/** The price that the server will make of the brand's: to the nearest step, a half goes up, never nothing. In whole numbers. */
export function exchanged(brand: Money, brandDigits: number, factor: string, step: Money, digits: number): Money {
  const [whole = '', decimals = ''] = factor.split('.');
  const ten = (power: number) => 10n ** BigInt(power);
  const exact = BigInt(brand.minor) * BigInt(whole + decimals) * ten(digits);
  const one = ten(decimals.length) * ten(brandDigits) * BigInt(step.minor);
  const steps = (2n * exact + one) / (2n * one);
  const minor = (steps > 0n ? steps : 1n) * BigInt(step.minor);
  return { minor: Number(minor), currency: step.currency };
}
