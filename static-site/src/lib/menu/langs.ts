import { shownLanguage } from '$lib/text/language.svelte';
import type { PARTS, Thing } from './said';

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
