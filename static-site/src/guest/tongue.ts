import type { Menu, Said } from '$api/types';
import { shownLanguage } from '$lib/text/language.svelte';
import { fitting } from './languages';

/** Something of a menu; `langs` are the languages of its texts, where it was put into one. */
interface Thing extends Said {
  texts?: Readonly<Record<string, Said>>;
  langs?: { name: string; description: string };
}

const PARTS = ['name', 'description'] as const;
/** Where a menu has such things within others. */
const WITHIN = ['categories', 'items', 'option_groups', 'options', 'variants', 'parts', 'price_lists'];

/** In which languages something of a menu is said, its own last. */
export function tagsOf({ languages = [], language }: Menu): string[] {
  // One that the worker kept for a time without network may be of a release that did not say.
  return [...languages, language ?? 'en'];
}

/** The menu in the first of these languages that something of it is said in; what is not stays in its own. */
export function inTongue(menu: Menu, wishes: readonly string[]): Menu {
  const all = tagsOf(menu);
  const own = all.at(-1) ?? '';
  // Its own comes before what differs from it by region, as the last one counts.
  const tags = fitting(wishes, all);
  return own === shownLanguage().code && tags.every((tag) => tag === own) ? menu : told(menu, own, tags);
}

function told<T extends object>(thing: T, own: string, tags: readonly string[]): T {
  const { name, description, texts } = thing as Thing;
  const all = { ...texts, [own]: { name, description } as Said };
  const langs = { name: own, description: own };
  const said = { ...thing, langs } as Record<string, unknown>;
  // It is found by what it is called in each of them.
  if (texts) said.texts = all;
  for (const tag of tags) {
    for (const part of PARTS) {
      if (all[tag]?.[part]) {
        said[part] = all[tag][part];
        langs[part] = tag;
      }
    }
  }
  for (const key of WITHIN) {
    const list = said[key] as object[] | undefined;
    if (list) said[key] = list.map((one) => told(one, own, tags));
  }
  return said as T;
}

/** In which language a text is; nothing where all is in the page's. */
export function spokenIn(thing: object, part: (typeof PARTS)[number] = 'name'): string | undefined {
  return (thing as Thing).langs?.[part];
}

/** The same, where it is another than the page's: what `lang` says of an element. */
export function langOf(thing: object, part?: (typeof PARTS)[number]): string | undefined {
  const lang = spokenIn(thing, part);
  return lang === shownLanguage().code ? undefined : lang;
}

/** What another thing needs to be said to be in the language of this one. */
export function tongueOf(thing: object): object {
  const { langs } = thing as Thing;
  return langs ? { langs } : {};
}

/** All that something is called, in one line. */
export function namesOf({ name, texts = {} }: Thing): string {
  return [name, ...Object.values(texts).map((said) => said.name)].join(' ');
}
