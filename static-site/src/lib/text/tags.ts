import { shownLanguage } from './language.svelte';
import { deviceLanguages } from './locale';

/** Those that menus are written in most, to choose from. */
export const COMMON_TAGS: readonly string[] = (
  'am ar bg bn ca cs da de el en es et fa fi fil fr gu he hi hr hu hy id is it ja ka km kn ko lo lt lv ml mn mr ms my nb ne nl or pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh-Hans zh-Hant'
).split(' ');

/** The language that a device is set to, as menus name it. */
export function guessTag(device: readonly string[] = deviceLanguages()): string {
  const [first = 'en'] = device;
  const base = first.split('-')[0]?.toLowerCase() ?? '';
  // Two ways to write, of which readers know one.
  if (base === 'zh') return /hant|tw|hk|mo/i.test(first) ? 'zh-Hant' : 'zh-Hans';
  return /^[a-z]{2,3}$/.test(base) ? base : 'en';
}

function named(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What the readers of a language call it, as this browser knows it; else its tag. */
export const ownNameOf = (tag: string) => named(tag, tag);

/** What it is called in the language of the page. */
export const nameOfTag = (tag: string) => named(tag, shownLanguage().code);
