import type { Shown } from '$lib/text/language.svelte';
import { english, type Language, languages } from '$lib/text/languages';
import { deviceLanguages } from '$lib/text/locale';
import type { GuestTexts } from '$lib/text/translation';
import { fitting, wishes } from './fitting';
import type { Memory } from './storage';

/** Where the texts of the other languages are: in files of their own, as nobody should load what they do not read. */
const others: Readonly<Record<string, () => Promise<GuestTexts>>> = {
  hi: () => import('$lib/text/hi'),
};

/** What the guest's page can be read in. A menu may be written in more. */
export const offered = languages.filter(({ code }) => code === english.code || code in others);

/** The first wish that the page can be read in, else English. */
export function preferred(memory: Memory, device = deviceLanguages()): Language {
  return pageIn(wishes(memory, device));
}

/** As `preferred`, of these wishes. */
export function pageIn(wishes: readonly string[]): Language {
  const [code] = fitting(wishes, offered.map(({ code }) => code));
  return offered.find((one) => one.code === code) ?? english;
}

/** Fetches a language; fails as the network does. */
export async function bring(language: Language): Promise<Shown> {
  return { language, catalogues: (await others[language.code]?.()) ?? {} };
}
