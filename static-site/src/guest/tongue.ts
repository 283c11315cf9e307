import type { Menu } from '$api/types';
import type { Thing } from '$lib/menu/said';
import { shownLanguage } from '$lib/text/language.svelte';
import { fitting } from './fitting';
import { tagsOf, told } from './told';

/** The menu in the first of these languages that something of it is said in; what is not stays in its own. */
export function inTongue(menu: Menu, wishes: readonly string[]): Menu {
  const all = tagsOf(menu);
  const own = all.at(-1) ?? '';
  // Its own comes before what differs from it by region, as the last one counts.
  const tags = fitting(wishes, all);
  return own === shownLanguage().code && tags.every((tag) => tag === own) ? menu : told(menu, own, tags);
}

/** All that something is called, in one line. */
export function namesOf({ name, texts = {} }: Thing): string {
  return [name, ...Object.values(texts).map((said) => said.name)].join(' ');
}
