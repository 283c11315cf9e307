import { english, type Language } from './languages';
import { localeOf } from './locale';
import type { Translation } from './translation';

/** The catalogues of a language, by name. What it does not have is shown in English. */
export type Catalogues = { readonly [name: string]: object };

export interface Shown {
  language: Language;
  catalogues: Catalogues;
}

let shown = $state.raw<Shown>({ language: english, catalogues: {} });

/** Shows the page in a language whose catalogues are here. All that is on the screen follows. */
export function showLanguage(next: Shown): void {
  shown = next;
  const root = document.documentElement;
  root.lang = next.language.code;
  root.dir = next.language.dir;
}

/** The language that is shown. */
export function shownLanguage(): Language {
  return shown.language;
}

/** In which money and times are written. */
export function shownLocale(): string {
  return localeOf(shown.language.code);
}

/**
 * A catalogue in the language that is shown. It is to be read where the text
 * is needed: what is read in a template or a `$derived` follows the language.
 */
export function catalogue<English extends object>(name: string, english: English): Translation<English> {
  const texts = {} as Translation<English>;
  for (const key of Object.keys(english)) {
    Object.defineProperty(texts, key, {
      enumerable: true,
      get: () => (shown.catalogues[name] as English | undefined ?? english)[key as keyof English],
    });
  }
  return texts;
}
