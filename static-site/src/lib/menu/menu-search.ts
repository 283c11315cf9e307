import type { Allergen, Diet, MenuCategory, MenuItem, Said } from '$api/types';
import { COMMAS, split, typedWords, within } from './words';

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
/** Behind all that is nearly written like it: what only begins nearly like it. */
const LIKE_ITS_START = 20;

/** From so many letters on a word may be mistyped, and from so many on twice. */
const LONG = 4;
const VERY_LONG = 8;
/** From so many letters on a mistake is forgiven while the rest of the word is still to be typed, and in what an allergen is called. */
const BEGUN = 5;
/** Of a diet or an allergen so many letters are enough. */
const STEM = 3;
/** From so many letters on the end of a word is a word: who looks for a schnitzel means the Jägerschnitzel too. */
const HEAD = 5;
/** Scripts that put no spaces between words: each letter may begin one. Thai, Lao, Burmese, Khmer, kana, Han. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

/** The rank of each dish, by its number in the menu; `NONE` where it does not fit. Filled with each letter, so no `Map`. */
type Hits = Uint8Array;
const NONE = 255;

/** The dishes that have a word, in the menu's order, with the rank of a match at its start and of one within. */
interface Places {
  dishes: number[];
  starts: number[];
  withins: number[];
}
type Meanings<T> = ReadonlyMap<string, ReadonlySet<T>>;

/** The words of a menu, read once, so that each letter that is typed looks at words and not at dishes. */
export class MenuIndex {
  /** How many words were looked at so far. */
  looks = 0;
  /** The dishes by their IDs. */
  readonly dishes: ReadonlyMap<string, MenuItem>;
  readonly #dishes: readonly MenuItem[];
  /** What can be picked for each combo. */
  readonly #picks: ReadonlyMap<MenuItem, readonly MenuItem[]>;
  readonly #words = new Map<string, Places>();
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
    this.dishes = byId(this.#dishes);
    this.#picks = new Map(this.#dishes.flatMap((dish) => (dish.parts ? [[dish, picksFor(dish.parts, this.dishes)] as const] : [])));
    this.#diets = meanings(words.diet);
    this.#allergens = meanings(words.allergen);
    this.#without = new Set(split(words.without));
    this.#free = new Set(split(words.free));
    this.#or = new Set([...split(words.or), ...COMMAS]);
    this.#contains = new Set(split(words.contains));
    this.#unread = this.#reading(categories);
  }

  /** Reads so many dishes of the menu, and of what combos offer, ahead of the first search, which reads the rest. True when all are read. */
  read(dishes: number): boolean {
    for (let left = dishes; left > 0; left -= 1) if (this.#unread.next().done) return true;
    return false;
  }

  /** The dishes that fit all that was typed. */
  search(typed: string): Found {
    this.read(Infinity);
    const { wanted, without, asTyped } = this.#read(typed);
    const barred = this.having(without);
    let ranks: Hits | null = null;
    for (const word of wanted) {
      const hits = this.#find(word, !asTyped.has(word));
      ranks = ranks === null ? hits : both(ranks, hits);
    }
    /** By rank, each in the order of the menu: of many hundred dishes this is quicker than to sort them. */
    const byRank: MenuItem[][] = [];
    this.#dishes.forEach((dish, at) => {
      const rank = barred.has(dish) ? NONE : ranks === null ? 0 : (ranks[at] ?? NONE);
      if (rank < NONE) (byRank[rank] ??= []).push(dish);
    });
    return { items: byRank.flat(), without };
  }

  *#reading(categories: readonly MenuCategory[]): Generator<void> {
    let dish = 0;
    const pickWords = new Map<MenuItem, PickWords>();
    for (const category of categories) {
      const categoryNames = said(category, 'name');
      for (const item of category.items) {
        for (const name of said(item, 'name')) {
          split(name).forEach((word, at) => this.#note(word, dish, at === 0 ? NAME_START : WORD_OF_NAME, IN_NAME));
        }
        for (const name of categoryNames) for (const word of split(name)) this.#note(word, dish, CATEGORY, CATEGORY);
        for (const option of optionNames(item)) for (const word of split(option)) this.#note(word, dish, OPTION, OPTION);
        for (const text of said(item, 'description')) for (const word of split(text)) this.#note(word, dish, DESCRIPTION, NONE);
        for (const pick of this.#picks.get(item) ?? []) {
          // A dish that many combos offer is taken apart once.
          const words = pickWords.get(pick) ?? pickWordsOf(pick);
          pickWords.set(pick, words);
          for (const word of words.named) this.#note(word, dish, OPTION, OPTION);
          for (const word of words.described) this.#note(word, dish, OPTION, NONE);
          yield;
        }
        dish += 1;
        yield;
      }
    }
  }

  #note(word: string, dish: number, start: number, within: number): void {
    let places = this.#words.get(word);
    if (!places) this.#words.set(word, (places = { dishes: [], starts: [], withins: [] }));
    const { dishes, starts, withins } = places;
    let at = dishes.length - 1;
    if (dishes[at] !== dish) at = dishes.push(dish) - 1;
    starts[at] = Math.min(start, starts[at] ?? NONE);
    withins[at] = Math.min(within, withins[at] ?? NONE);
  }

  /** Takes apart what was typed: "nut free curry" is a curry without nuts, and so is "curry, no nuts or dairy". */
  #read(typed: string): { wanted: string[]; without: Allergen[]; asTyped: ReadonlySet<string> } {
    const words = this.#righted(this.#joined(typedWords(typed)));
    const wanted: string[] = [];
    /** What only leads to the next word, unless there is no other. */
    const leading: string[] = [];
    const without = new Set<Allergen>();
    /** What was not understood of what is to be left out: to guess at it would show the very dishes. */
    const asTyped = new Set<string>();
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
      if (this.#isLeftOut(words, at)) asTyped.add(word);
      (this.#or.has(word) || this.#contains.has(word) ? leading : wanted).push(word);
      at += 1;
    }
    const only = wanted.length > 0 || without.size > 0 ? wanted : leading.filter((word) => !COMMAS.includes(word));
    return { wanted: only, without: [...without], asTyped };
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

  #isLeftOut(words: readonly string[], at: number): boolean {
    return this.#without.has(words[at - 1] ?? '') || this.#free.has(words[at + 1] ?? '');
  }

  /** What is to be left out is understood in spite of a mistake, unless the menu has that word. */
  #righted(words: readonly string[]): string[] {
    return words.map((word, at) => {
      if (!this.#isLeftOut(words, at) || word.length < LONG || this.#allergens.has(word) || this.#words.has(word)) return word;
      return [...this.#allergens.keys()].find((term) => term[0] === word[0] && nearly(term, word)) ?? word;
    });
  }

  #find(word: string, forgiving: boolean): Hits {
    const exactly = this.#diets.get(word);
    const hits = this.#matches(word);
    // Whoever types a diet means it: no other dish will do, whatever its description says.
    if (exactly) {
      this.#dishes.forEach((dish, at) => {
        if (!suits(dish, exactly, this.dishes)) hits[at] = NONE;
      });
    }
    const allergens = starting(this.#allergens, word);
    // "Egg" is what is in a dish, and not the beginning of "eggetarian".
    const diets = exactly ?? (this.#allergens.has(word) ? new Set<Diet>() : starting(this.#diets, word));
    if (diets.size > 0 || allergens.size > 0) {
      this.#dishes.forEach((dish, at) => {
        if (suits(dish, diets, this.dishes) || (!exactly && this.#has(dish, allergens))) better(hits, at, KIND);
      });
    }
    return !forgiving || word.length < LONG || hits.some((rank) => rank < NONE) ? hits : this.#like(word);
  }

  #matches(word: string): Hits {
    const hits = this.#none();
    for (const [known, { dishes, starts, withins }] of this.#words) {
      this.looks += 1;
      const starting = known.startsWith(word);
      if (!starting && !isWithin(known, word)) continue;
      const ranks = starting ? starts : withins;
      for (let at = 0; at < dishes.length; at += 1) better(hits, dishes[at] ?? 0, ranks[at] ?? NONE);
    }
    return hits;
  }

  /** What is nearly written like it, or means what is. */
  #like(word: string): Hits {
    const hits = this.#none();
    for (const [known, { dishes, starts }] of this.#words) {
      this.looks += 1;
      const rank = nearly(known, word) ? LIKE_IT : word.length >= BEGUN && beginsNearly(known, word) ? LIKE_ITS_START : NONE;
      if (rank < NONE) dishes.forEach((dish, at) => better(hits, dish, rank + (starts[at] ?? 0)));
    }
    const diets = like(this.#diets, word);
    const allergens = word.length < BEGUN ? new Set<Allergen>() : like(this.#allergens, word);
    this.#dishes.forEach((dish, at) => {
      if (suits(dish, diets, this.dishes) || this.#has(dish, allergens)) better(hits, at, LIKE_IT + KIND);
      else if (diets.size > 0) hits[at] = NONE;
    });
    return hits;
  }

  #none(): Hits {
    return new Uint8Array(this.#dishes.length).fill(NONE);
  }

  /** Whether it has any of these, or something that can be picked for it has. */
  #has(dish: MenuItem, allergens: ReadonlySet<Allergen>): boolean {
    return has(dish, allergens) || (this.#picks.get(dish)?.some((pick) => has(pick, allergens)) ?? false);
  }

  /** The dishes with any of these, declared or by their words; of combos those that offer such a dish. */
  having(allergens: readonly Allergen[]): ReadonlySet<MenuItem> {
    const having = new Set<MenuItem>();
    if (allergens.length === 0) return having;
    this.read(Infinity);
    const barred = new Set(allergens);
    for (const dish of this.#dishes) if (has(dish, barred)) having.add(dish);
    for (const [term, meant] of this.#allergens) {
      if (!allergens.some((one) => meant.has(one))) continue;
      for (const at of this.#words.get(term)?.dishes ?? []) {
        const dish = this.#dishes[at];
        if (dish) having.add(dish);
      }
    }
    for (const [combo, picks] of this.#picks) if (picks.some((pick) => having.has(pick))) having.add(combo);
    return having;
  }
}

/** Whether a word begins in the middle of what is written as one. */
function isWithin(known: string, word: string): boolean {
  return (word.length >= HEAD && known.endsWith(word)) || (UNSPACED.test(word) && known.includes(word));
}

/** The dishes of a menu by their IDs. */
export function byId(dishes: readonly MenuItem[]): ReadonlyMap<string, MenuItem> {
  return new Map(dishes.map((dish) => [dish.id, dish]));
}

/**
 * Whether it can be eaten by who keeps to one of these diets: of a combo, something for each of its
 * parts, whatever its own mark says. Nobody keeps to meat, so there the mark counts.
 */
export function suits({ diet, parts }: MenuItem, diets: ReadonlySet<Diet>, dishes: ReadonlyMap<string, MenuItem>): boolean {
  if (!parts || diets.has('non_veg')) return diets.has(diet);
  const isOne = (dish: MenuItem | undefined) => dish !== undefined && diets.has(dish.diet);
  return diets.size > 0 && parts.every(({ choices }) => choices.some(({ item_id }) => isOne(dishes.get(item_id))));
}

/** What can be picked for a combo, each dish once. */
function picksFor(parts: NonNullable<MenuItem['parts']>, dishes: ReadonlyMap<string, MenuItem>): MenuItem[] {
  const picks = parts.flatMap(({ choices }) => choices.map(({ item_id }) => dishes.get(item_id)));
  return [...new Set(picks)].filter((dish) => dish !== undefined);
}

/** By what a combo is found that offers a dish. */
interface PickWords {
  named: readonly string[];
  described: readonly string[];
}

function pickWordsOf(dish: MenuItem): PickWords {
  return { named: [...said(dish, 'name'), ...optionNames(dish)].flatMap(split), described: said(dish, 'description').flatMap(split) };
}

function optionNames({ variants = [], option_groups }: MenuItem): string[] {
  return [{ options: variants }, ...option_groups].flatMap(({ options }) => options.flatMap((option) => said(option, 'name')));
}

/** What something says in each language of the menu: whoever looks for it calls it what they know. */
function said(thing: Said & { texts?: Readonly<Record<string, Said>> }, part: keyof Said): string[] {
  const all = [thing, ...Object.values(thing.texts ?? {})].map((one) => one[part] ?? '');
  return [...new Set(all)];
}

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

/** What the words that are nearly written like this mean. */
function like<T>(known: Meanings<T>, word: string): Set<T> {
  const found = new Set<T>();
  for (const [term, meant] of known) if (term.length >= LONG && nearly(term, word)) for (const one of meant) found.add(one);
  return found;
}

function nearly(known: string, word: string): boolean {
  const most = word.length < VERY_LONG ? 1 : 2;
  return Math.abs(known.length - word.length) <= most && within(known, word, most);
}

/** Whether it goes on where a word with a mistake ends. */
function beginsNearly(known: string, word: string): boolean {
  return known.length > word.length && within(known.slice(0, word.length), word, 1);
}

function better(hits: Hits, dish: number, rank: number): void {
  if (rank < (hits[dish] ?? 0)) hits[dish] = rank;
}

/** The dishes that both have. */
function both(one: Hits, other: Hits): Hits {
  return one.map((rank, dish) => {
    const second = other[dish] ?? NONE;
    return rank === NONE || second === NONE ? NONE : Math.min(NONE - 1, rank + second);
  });
}
