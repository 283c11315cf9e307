import type { Allergen, Diet, MenuCategory, MenuItem } from '$api/types';
import { fold } from '$lib/fold';

/** What guests call the diets and allergens, as in the catalogue `search`. */
export interface SearchWords {
  diet: Record<Diet, string>;
  allergen: Record<Allergen, string>;
  without: string;
  free: string;
  /** Between several of them. */
  or: string;
  /** What says no more than the word after it. */
  contains: string;
}

export interface Found {
  /** The best first. */
  items: readonly MenuItem[];
  /** What the guest asked to leave out. */
  without: readonly Allergen[];
}

/** Where a word was found; the lower, the likelier it is what the guest meant. */
const NAME_START = 0;
const WORD_OF_NAME = 1;
const IN_NAME = 2;
const CATEGORY = 3;
const KIND = 4;
const OPTION = 5;
const DESCRIPTION = 6;
const LIKE_IT = 7;

/** From so many letters on a word may be mistyped, and from so many on twice. */
const LONG = 5;
const VERY_LONG = 8;
/** Of a diet or an allergen so many letters are enough. */
const STEM = 3;

/** Ranks by the number of the dish in the menu. */
type Hits = Map<number, number>;
type Meanings<T> = ReadonlyMap<string, ReadonlySet<T>>;

/** The words of a menu, read once, so that each letter that is typed looks at words and not at dishes. */
export class MenuIndex {
  /** How many words were looked at so far. */
  looks = 0;
  readonly #dishes: readonly MenuItem[];
  /** By word: the dishes that have it, with the rank of a match at its start and of one within. */
  readonly #words = new Map<string, Map<number, readonly [number, number]>>();
  readonly #diets: Meanings<Diet>;
  readonly #allergens: Meanings<Allergen>;
  readonly #without: ReadonlySet<string>;
  readonly #free: ReadonlySet<string>;
  readonly #or: ReadonlySet<string>;
  readonly #contains: ReadonlySet<string>;
  /** What is still to be read. */
  readonly #unread: Iterator<void>;

  constructor(categories: readonly MenuCategory[], words: SearchWords) {
    this.#dishes = categories.flatMap(({ items }) => items);
    this.#diets = meanings(words.diet);
    this.#allergens = meanings(words.allergen);
    this.#without = new Set(split(words.without));
    this.#free = new Set(split(words.free));
    this.#or = new Set([...split(words.or), ...COMMAS]);
    this.#contains = new Set(split(words.contains));
    this.#unread = this.#reading(categories);
  }

  /** Reads so many dishes of the menu ahead of the first search, which reads the rest. True when all are read. */
  read(dishes: number): boolean {
    for (let left = dishes; left > 0; left -= 1) if (this.#unread.next().done) return true;
    return false;
  }

  /** The dishes that fit all that was typed. */
  search(typed: string): Found {
    this.read(Infinity);
    const { wanted, without } = this.#read(typed);
    const barred = this.#having(without);
    let ranks: Hits | null = null;
    for (const word of wanted) {
      const hits: Hits = this.#find(word);
      ranks = ranks === null ? hits : both(ranks, hits);
    }
    /** By rank, each in the order of the menu: of many hundred dishes this is quicker than to sort them. */
    const byRank: MenuItem[][] = [];
    this.#dishes.forEach((dish, at) => {
      const rank = barred.has(at) ? undefined : ranks === null ? 0 : ranks.get(at);
      if (rank !== undefined) (byRank[rank] ??= []).push(dish);
    });
    return { items: byRank.flat(), without };
  }

  *#reading(categories: readonly MenuCategory[]): Generator<void> {
    let dish = 0;
    for (const { name: category, items } of categories) {
      for (const { name, description, option_groups } of items) {
        split(name).forEach((word, at) => this.#note(word, dish, at === 0 ? NAME_START : WORD_OF_NAME, IN_NAME));
        for (const word of split(category)) this.#note(word, dish, CATEGORY, CATEGORY);
        for (const { options } of option_groups) {
          for (const option of options) for (const word of split(option.name)) this.#note(word, dish, OPTION, OPTION);
        }
        for (const word of split(description ?? '')) this.#note(word, dish, DESCRIPTION, Infinity);
        dish += 1;
        yield;
      }
    }
  }

  #note(word: string, dish: number, start: number, within: number): void {
    const places = this.#words.get(word) ?? new Map<number, readonly [number, number]>();
    const [before, inside] = places.get(dish) ?? [Infinity, Infinity];
    places.set(dish, [Math.min(start, before), Math.min(within, inside)]);
    this.#words.set(word, places);
  }

  /** Takes apart what was typed: "nut free curry" is a curry without nuts, and so is "curry, no nuts or dairy". */
  #read(typed: string): { wanted: string[]; without: Allergen[] } {
    const words = this.#joined(typedWords(typed));
    const wanted: string[] = [];
    /** What only leads to the next word, unless there is no other. */
    const leading: string[] = [];
    const without = new Set<Allergen>();
    let at = 0;
    while (at < words.length) {
      const word = words[at] ?? '';
      const before = this.#without.has(word);
      const { named, end } = this.#row(words, before ? at + 1 : at);
      const behind = this.#free.has(words[end] ?? '');
      if (named.size > 0 && (before || behind)) {
        for (const allergen of named) without.add(allergen);
        at = behind ? end + 1 : end;
        continue;
      }
      (this.#or.has(word) || this.#contains.has(word) ? leading : wanted).push(word);
      at += 1;
    }
    const only = wanted.length > 0 || without.size > 0 ? wanted : leading.filter((word) => !COMMAS.includes(word));
    return { wanted: only, without: [...without] };
  }

  /** The allergens that are named from there on, as in "nuts, milk or egg", and where they end. */
  #row(words: readonly string[], from: number): { named: Set<Allergen>; end: number } {
    const named = new Set<Allergen>();
    let end = from;
    for (let at = from; this.#allergens.has(words[at] ?? ''); ) {
      for (const one of this.#allergens.get(words[at] ?? '') ?? []) named.add(one);
      end = at + 1;
      at = end;
      while (this.#or.has(words[at] ?? '')) at += 1;
      if (at === end) break;
    }
    return { named, end };
  }

  /** "Non veg" and "ground nut" are one word each. */
  #joined(words: readonly string[]): string[] {
    const joined: string[] = [];
    for (let at = 0; at < words.length; at += 1) {
      const pair = `${words[at]}${words[at + 1] ?? ''}`;
      const known = words[at + 1] !== undefined && (this.#diets.has(pair) || this.#allergens.has(pair));
      joined.push(known ? pair : (words[at] ?? ''));
      if (known) at += 1;
    }
    return joined;
  }

  #find(word: string): Hits {
    const exactly = this.#diets.get(word);
    const hits = this.#matches(word);
    // Whoever types a diet means it: no other dish will do, whatever its description says.
    if (exactly) {
      for (const dish of hits.keys()) if (!exactly.has(this.#dishes[dish]?.diet as Diet)) hits.delete(dish);
    }
    const allergens = starting(this.#allergens, word);
    // "Egg" is what is in a dish, and not the beginning of "eggetarian".
    const diets = exactly ?? (this.#allergens.has(word) ? new Set<Diet>() : starting(this.#diets, word));
    this.#dishes.forEach((dish, at) => {
      if (diets.has(dish.diet) || (!exactly && has(dish, allergens))) better(hits, at, KIND);
    });
    return hits.size > 0 || word.length < LONG ? hits : this.#like(word);
  }

  #matches(word: string): Hits {
    const hits: Hits = new Map();
    for (const [known, places] of this.#words) {
      this.looks += 1;
      const at = known.indexOf(word);
      if (at < 0) continue;
      for (const [dish, [start, within]] of places) {
        const rank = at === 0 ? start : within;
        if (rank < Infinity) better(hits, dish, rank);
      }
    }
    return hits;
  }

  /** What is nearly written like it. */
  #like(word: string): Hits {
    const hits: Hits = new Map();
    const most = word.length < VERY_LONG ? 1 : 2;
    for (const [known, places] of this.#words) {
      this.looks += 1;
      if (Math.abs(known.length - word.length) > most || !within(known, word, most)) continue;
      for (const [dish, [start]] of places) better(hits, dish, LIKE_IT + start);
    }
    return hits;
  }

  /** The dishes with any of these, declared or by their words. */
  #having(allergens: readonly Allergen[]): Set<number> {
    const having = new Set<number>();
    const barred = new Set(allergens);
    this.#dishes.forEach((dish, at) => {
      if (has(dish, barred)) having.add(at);
    });
    for (const [term, meant] of this.#allergens) {
      if (!allergens.some((one) => meant.has(one))) continue;
      for (const dish of this.#words.get(term)?.keys() ?? []) having.add(dish);
    }
    return having;
  }
}

/** The words of a text, folded. */
function split(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}

/** The words that were typed, with what parts a list as words of its own. */
function typedWords(typed: string): string[] {
  return fold(typed).match(/[\p{L}\p{M}\p{N}]+|[,،;&+/]/gu) ?? [];
}

/** What parts a list, as people type it. */
const COMMAS = [...',،;&+/'];

/** Whether it has any of these: as the restaurant declared it, or by the mark of its diet. */
function has(dish: MenuItem, allergens: ReadonlySet<Allergen>): boolean {
  return dish.allergens.some((one) => allergens.has(one)) || (dish.diet === 'egg' && allergens.has('egg'));
}

function meanings<T extends string>(words: Record<T, string>): Meanings<T> {
  const found = new Map<string, Set<T>>();
  for (const [meaning, terms] of Object.entries(words) as [T, string][]) {
    for (const term of split(terms)) found.set(term, (found.get(term) ?? new Set()).add(meaning));
  }
  return found;
}

/** What the words that begin like this mean; nothing while there are too few letters. */
function starting<T>(known: Meanings<T>, word: string): Set<T> {
  const found = new Set<T>();
  if (word.length < STEM) return found;
  for (const [term, meant] of known) if (term.startsWith(word)) for (const one of meant) found.add(one);
  return found;
}

function better(hits: Hits, dish: number, rank: number): void {
  hits.set(dish, Math.min(rank, hits.get(dish) ?? Infinity));
}

/** The dishes that both have. */
function both(one: Hits, other: Hits): Hits {
  return new Map([...one].flatMap(([dish, rank]) => (other.has(dish) ? [[dish, rank + (other.get(dish) ?? 0)]] : [])));
}

/** Whether one word becomes the other by at most so many letters more, less, other or swapped. */
function within(one: string, other: string, most: number): boolean {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return (last[other.length] ?? 0) <= most;
}
