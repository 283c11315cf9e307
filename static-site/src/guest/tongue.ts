import type { Menu } from '$api/types';
import { shownLanguage } from '$lib/text/language.svelte';
import { fitting } from './fitting';
import { PARTS, tagsOf, type Thing, told } from './told';

/** The menu in the first of these languages that something of it is said in; what is not stays in its own. */
export function inTongue(menu: Menu, wishes: readonly string[]): Menu {
  const all = tagsOf(menu);
  const own = all.at(-1) ?? '';
  // Its own comes before what differs from it by region, as the last one counts.
  const tags = fitting(wishes, all);
  return own === shownLanguage().code && tags.every((tag) => tag === own) ? menu : told(menu, own, tags);
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
