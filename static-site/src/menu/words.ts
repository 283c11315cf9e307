import type { Draft, DraftChange, DraftCommand, DraftProblem, Money, OpeningTime, Percent, PriceKind, UnpricedAt } from '$api/types';
import { formatMoney } from '$lib/money';
import { common } from '$lib/text/common';
import { menuEditor as text } from '$lib/text/menu-editor';
import { prices } from '$lib/text/prices';
import { textFor } from '$lib/text/errors';
import { nameOfTag } from '$lib/text/tags';
import { translations } from '$lib/text/translations';
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
  if (typeof value === 'object') return Object.entries(value).map(([tag, words]) => `${words} (${nameOfTag(tag)})`).join(', ');
  return String(value);
}

type Parts = Extract<DraftCommand, { do: 'set_combo' }>['set']['parts'];

/** What a menu's own words are in, and the stations that they name. */
type House = Pick<Draft, 'language' | 'stations'>;

/** A text by language: one that is said in the menu's own alone is said so. */
function wordsOf(value: unknown, language: string): Record<string, string> {
  if (typeof value === 'object' && value !== null) return value as Record<string, string>;
  return typeof value === 'string' && value !== '' ? { [language]: value } : {};
}

const nameOf = ({ name }: Parts[number], language?: string) =>
  (typeof name === 'string' ? name : (name[language ?? ''] ?? Object.values(name)[0])) || text.list.unnamed;

/** What of a name or a description is otherwise, a sentence for each language. */
function wordingWords(field: 'name' | 'description', name: string, was: unknown, set: unknown, { language }: House): string[] {
  const [before, after] = [wordsOf(was, language), wordsOf(set, language)];
  const said = text.field[field];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((tag) => before[tag] !== after[tag])
    .map((tag) => {
      const label = tag === language ? said : translations.change.field(said, nameOfTag(tag));
      return text.change.field(label, name, before[tag] || text.change.nothing, after[tag] || text.change.nothing);
    });
}

function partWords(parts: Parts, language?: string): string {
  const words = parts.map((part) => text.part.summary(nameOf(part, language), part.choices?.length ?? 0));
  return words.length === 0 ? text.change.nothing : words.join(', ');
}

/** What became of a combo: its parts, or what is to be had for them. */
function comboWords(name: string, was: Parts, shall: Parts, house: House): string[] {
  if (shall.length === 0) return [text.change.noCombo(name)];
  const [before, after] = [partWords(was, house.language), partWords(shall, house.language)];
  if (was.length === 0) return [text.change.combo(name, after)];
  const unnamed = (part: Parts[number]) => JSON.stringify({ ...part, name: '' });
  const others = shall.filter((part) => !was.some((other) => unnamed(other) === unnamed(part)));
  const renamed = shall.flatMap((part) => {
    const known = was.find(({ id }) => id === part.id);
    // What it is called in the menu's own language is said with all of its parts.
    const others = (of: Parts[number]) => ({ ...wordsOf(of.name, house.language), [house.language]: '' });
    return known ? wordingWords('name', nameOf(part, house.language), others(known), others(part), house) : [];
  });
  const own = before !== after ? [text.change.comboParts(name, before, after)] : [];
  const chosen = own.length === 0 && others.length > 0 ? [text.change.comboChoices(name, others.map((part) => nameOf(part, house.language)).join(', '))] : [];
  const said = [...own, ...chosen, ...renamed];
  return said.length > 0 ? said : [text.change.comboParts(name, before, after)];
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
function fieldWords(name: string, was: Fields, set: Fields, house: House, within = ''): string[] {
  // The name that people know it by is the old one.
  const known = within + (wordsOf(was.name, house.language)[house.language] || name);
  return Object.keys(set).flatMap((field) => {
    if (field === 'photo') return [photoWords(name, was.photo, set.photo)];
    if (field === 'name') return wordingWords(field, known, was.name, set.name, house);
    if (field === 'description') return wordingWords(field, name, was.description, set.description, house);
    const label = text.field[field as keyof typeof text.field];
    return [text.change.field(label, within + name, valueWords(field, was[field], house.stations), valueWords(field, set[field], house.stations))];
  });
}

function kind(command: DraftCommand['do']): 'added' | 'removed' | 'moved' | null {
  if (command.startsWith('add_')) return 'added';
  if (command.startsWith('remove_')) return 'removed';
  return command.startsWith('move_') ? 'moved' : null;
}

/** A difference in plain words, one sentence for each thing that is otherwise. */
export function changeWords({ thing, name, within, command }: DraftChange, house: House): string[] {
  if (command.do === 'set_language') return [translations.change.menu(nameOfTag(command.language))];
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
  if (command.do === 'set_combo') return comboWords(name, command.expected?.parts ?? [], command.set.parts, house);
  // A variant alone says little: "Half" of what?
  if (command.do === 'edit_variant') return fieldWords(name, was, command.set as Fields, house, `${within ?? ''}, `);
  if ('set' in command) return fieldWords(name, was, command.set as Fields, house);
  const what = kind(command.do);
  return what === null ? [] : [text.change[what](text.thing[thing], name, within ?? undefined)];
}

/** What is wrong, in plain words; `dish` is what the item of the problem is called. */
export function problemWords({ code, thing, name, group_id }: DraftProblem, dish?: string): string {
  if (thing === 'variant' && code === 'name_twice') return text.problem.variant_twice(name);
  if (code === 'list_empty' || code === 'variants_unpriced') return prices.problem[code](name);
  if (code === 'list_free') return text.problem.list_free(name, dish ?? '');
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
