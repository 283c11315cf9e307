import type { Draft, DraftChange, DraftCommand, DraftProblem, Money, OpeningTime, Percent, PriceKind, UnpricedAt } from '$api/types';
import { formatMoney } from '$lib/money';
import { common } from '$lib/text/common';
import { menuEditor as text } from '$lib/text/menu-editor';
import { prices } from '$lib/text/prices';
import { textFor } from '$lib/text/errors';
import type { PriceFault } from '$lib/price';
import { channelsWords, percentWords } from './price-list-form';
import { timesWords } from './times-form';

type Fields = Record<string, unknown>;

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value;
}

/** The value of a field as people read it. */
export function valueWords(field: string, value: unknown, stations: Draft['stations']): string {
  if (value === null || value === undefined || value === '') return text.change.nothing;
  if (isMoney(value)) return formatMoney(value);
  if (typeof value === 'boolean') return value ? text.change.yes : text.change.no;
  if (field === 'diet') return common.diet[value as keyof typeof common.diet];
  if (field === 'station') return stations.find(({ id }) => id === value)?.name ?? String(value);
  // Its name says nothing to anybody.
  if (field === 'photo') return text.change.photo.value;
  if (field === 'tax_class') return taxWords(String(value));
  if (field === 'priced') return prices.kind.names[value as PriceKind];
  if (field === 'percent') {
    const percent = value as Percent;
    const words = percentWords(percent);
    return percent.categories ? prices.change.some(words, percent.categories.length) : words;
  }
  if (field === 'channels') return channelsWords(value as string[]) || text.change.nothing;
  if (field === 'times') return timesWords(value as OpeningTime[]) || prices.always;
  if (field === 'parts') return partWords(value as Parts);
  if (Array.isArray(value)) {
    const names = value.map((name) => common.allergen[name as keyof typeof common.allergen]);
    return names.length === 0 ? text.change.nothing : names.join(', ');
  }
  if (typeof value === 'object') return Object.entries(value).map(([language, words]) => `${words} (${language})`).join(', ');
  return String(value);
}

type Parts = Extract<DraftCommand, { do: 'set_combo' }>['set']['parts'];

const nameOf = ({ name }: Parts[number]) => (typeof name === 'string' ? name : (Object.values(name)[0] ?? '')) || text.list.unnamed;

function partWords(parts: Parts): string {
  const words = parts.map((part) => text.part.summary(nameOf(part), part.choices?.length ?? 0));
  return words.length === 0 ? text.change.nothing : words.join(', ');
}

/** What became of a combo: its parts, or what is to be had for them. */
function comboWords(name: string, was: Parts, shall: Parts): string {
  if (shall.length === 0) return text.change.noCombo(name);
  if (was.length === 0) return text.change.combo(name, partWords(shall));
  if (partWords(was) !== partWords(shall)) return text.change.comboParts(name, partWords(was), partWords(shall));
  const others = shall.filter((part) => !was.some((before) => JSON.stringify(before) === JSON.stringify(part)));
  return others.length === 0 ? text.change.comboParts(name, partWords(was), partWords(shall)) : text.change.comboChoices(name, others.map(nameOf).join(', '));
}

function photoWords(name: string, was: unknown, set: unknown): string {
  const { photo } = text.change;
  if (!set) return photo.gone(name);
  return was ? photo.other(name) : photo.new(name);
}

/** A tax class as people read it; files bring rates as classes, such as `tax-7` and `tax-5-5`. */
export function taxWords(name: string): string {
  const { names, rate } = text.tax;
  const percent = /^tax-(\d+)(?:-(\d+))?$/u.exec(name);
  if (percent) return rate([percent[1], percent[2]].filter(Boolean).join('.'));
  return textFor(names, name) ?? name;
}

/** Why an amount that was typed is none. */
export function priceWords(fault: PriceFault, digits: number): string {
  const words = text.form.price[fault];
  return typeof words === 'string' ? words : words(digits);
}

/** What a dish says otherwise of a choice or of one of its options. */
function overrideWords(name: string, dish: string, was: Fields, set: Fields): string[] {
  const value = (field: string, it: unknown) => (it === null || it === undefined ? text.change.asInChoice : valueWords(field, it, []));
  return Object.keys(set).map((field) => {
    if (field === 'offered') return set[field] ? text.change.offered(name, dish) : text.change.leftOut(name, dish);
    const label = text.field[field as keyof typeof text.field];
    return text.change.otherwise(label, name, dish, value(field, was[field]), value(field, set[field]));
  });
}

/** What each field that differs was and shall be. */
function fieldWords(name: string, was: Fields, set: Fields, stations: Draft['stations']): string[] {
  return Object.keys(set).map((field) => {
    if (field === 'photo') return photoWords(name, was.photo, set.photo);
    const label = text.field[field as keyof typeof text.field];
    // The name that people know it by is the old one.
    const known = field === 'name' && typeof was[field] === 'string' ? (was[field] as string) : name;
    return text.change.field(label, known, valueWords(field, was[field], stations), valueWords(field, set[field], stations));
  });
}

function kind(command: DraftCommand['do']): 'added' | 'removed' | 'moved' | null {
  if (command.startsWith('add_')) return 'added';
  if (command.startsWith('remove_')) return 'removed';
  return command.startsWith('move_') ? 'moved' : null;
}

/** A difference in plain words, one sentence for each thing that is otherwise. */
export function changeWords({ thing, name, within, command }: DraftChange, stations: Draft['stations']): string[] {
  if (command.do === 'attach_group') return [text.change.attached(name, within ?? '')];
  if (command.do === 'detach_group') return [text.change.detached(name, within ?? '')];
  const was = ('expected' in command ? (command.expected ?? {}) : {}) as Fields;
  if (command.do === 'override_group' || command.do === 'override_option') {
    return overrideWords(name, within ?? '', was, command.set as Fields);
  }
  if (command.do === 'set_list_price') {
    const price = (it: unknown) => (it ? valueWords('price', it, []) : prices.change.none);
    return [prices.change.price(name, within ?? '', price(was.price), price((command.set as Fields).price))];
  }
  if (command.do === 'set_combo') return [comboWords(name, command.expected?.parts ?? [], command.set.parts)];
  // A variant alone says little: "Half" of what?
  if (command.do === 'edit_variant') return fieldWords(`${within ?? ''}, ${name}`, { ...was, name: undefined }, command.set as Fields, stations);
  if ('set' in command) return fieldWords(name, was, command.set as Fields, stations);
  const what = kind(command.do);
  return what === null ? [] : [text.change[what](text.thing[thing], name, within ?? undefined)];
}

/** What is wrong, in plain words. */
export function problemWords({ code, thing, name, group_id }: DraftProblem): string {
  if (thing === 'variant' && code === 'name_twice') return text.problem.variant_twice(name);
  if (code === 'list_empty' || code === 'variants_unpriced') return prices.problem[code](name);
  // A choice that the dish offers otherwise than others do.
  if (thing === 'item' && group_id) return text.problem.here(name);
  return text.problem[code](code === 'name_missing' ? text.thing[thing] : name);
}

/** What a branch in another currency has no price for, as the one who publishes reads it. */
export function unpricedWords({ things, count }: UnpricedAt): string[] {
  const { unpriced } = text.review;
  const names = (leaves: boolean) =>
    things.filter((thing) => thing.leaves === leaves).map(({ name, of }) => (of ? unpriced.thing(name, of) : name));
  const sentence = (words: (names: string) => string, named: string[]) => (named.length > 0 ? [words(named.join(', '))] : []);
  const more = count - things.length;
  return [...sentence(unpriced.leaves, names(true)), ...sentence(unpriced.new, names(false)), ...(more > 0 ? [unpriced.more(more)] : [])];
}
