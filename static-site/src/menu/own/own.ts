import type { DraftItem, Money, OwnCategory, OwnChange, OwnGroup, OwnItem, OwnMenu, OwnPrice } from '$api/types';
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

/** `other`: something besides its prices is not as the brand has it. */
function fits(prices: readonly OwnPrice[], other: boolean, show: Show): boolean {
  if (show === 'own') return other || prices.some(isOwn);
  return show === 'all' || prices.some(isMissing);
}

/** The categories with what of them is in sight, in the menu's order. */
export function shownOf({ categories }: OwnMenu, words: string, show: Show): Shown[] {
  const wanted = fold(words.trim());
  const found = categories.map((category) => ({
    category,
    items: category.items.filter(
      ({ name, hidden, own_station, prices }) =>
        fold(name).includes(wanted) && fits(prices, hidden || category.hidden || Boolean(own_station), show),
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

/** What of a combo is not to be picked here, and why. */
interface Lost {
  /** The dishes that cost extra, which has no price here. */
  extra: ReadonlySet<string>;
  /** The first part of which nothing is left. */
  part?: { name: string; extra: boolean };
}

/** By the menu in the making, which says what combos are made of. */
function lostOf({ parts = [] }: DraftItem, prices: readonly OwnPrice[], { categories }: OwnMenu): Lost {
  const sold = new Set(categories.flatMap(({ items }) => items.filter(({ offered }) => offered).map(({ id }) => id)));
  const unpriced = prices.flatMap(({ which, missing }) => (missing && which.of === 'surcharge' ? [which] : []));
  const extra = new Set<string>();
  let part: Lost['part'];
  for (const { id, name, choices } of parts) {
    const there = choices.filter(({ item_id }) => sold.has(item_id));
    const costly = there.filter(({ item_id, variant_id }) =>
      unpriced.some((which) => which.part_id === id && which.choice_id === item_id && (which.variant_id ?? null) === (variant_id ?? null)),
    );
    for (const { item_id } of costly) extra.add(item_id);
    if (choices.length > 0 && costly.length === there.length) part ??= { name, extra: costly.length > 0 };
  }
  return { extra, ...(part && { part }) };
}

/**
 * Why guests of the branch do not see a dish, or do not find all that a combo offers; '' where all
 * is as the brand has it. `made` is the dish in the menu in the making.
 */
export function whyNot({ hidden, offered, prices }: OwnItem, category: OwnCategory, made: DraftItem | null, view: OwnMenu): string {
  if (hidden || category.hidden) return '';
  const { extra, part } = made ? lostOf(made, prices, view) : { extra: new Set<string>() };
  if (!offered) {
    const own = prices.filter(({ which }) => which.of === 'item' || which.of === 'variant');
    if (own.length > 0 && own.every(isMissing)) return text.why.price(view.currency);
    if (part) return part.extra ? text.why.partExtra(part.name, view.currency) : text.why.part(part.name);
    // What is not in the menu in the making any more says nothing of its choices.
    return made && !made.parts && view.currency !== view.brand_currency ? text.why.choice(view.currency) : '';
  }
  const names = view.categories.flatMap(({ items }) => items.filter(({ id }) => extra.has(id)).map(({ name }) => name));
  return names.length > 0 ? text.why.extra(names.join(', '), view.currency) : '';
}

/** What a price is called: of a combo's choice also for which part it is picked. */
export const priceName = ({ name, part }: OwnPrice): string => (part ? text.price.extra(name, part) : name);

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

/** Whether a dish that costs something elsewhere would cost nothing here from now on. */
export function givesAway(prices: readonly OwnPrice[], changes: readonly OwnChange[]): boolean {
  const dear = prices.filter(({ which, brand }) => (which.of === 'item' || which.of === 'variant') && brand.minor > 0);
  const free = changes.filter((change) => change.do === 'set_price' && change.price.minor === 0);
  return free.some((change) => dear.some(({ which }) => 'which' in change && change.which === which));
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
