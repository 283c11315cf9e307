import type { Shown } from '$lib/text/language.svelte';
import { english, type Language, languages } from '$lib/text/languages';
import { deviceLanguages } from '$lib/text/locale';
import type { GuestTexts } from '$lib/text/translation';
import type { Memory } from './storage';

/** Where the texts of the other languages are: in files of their own, as nobody should load what they do not read. */
const others: Readonly<Record<string, () => Promise<GuestTexts>>> = {
  hi: () => import('$lib/text/hi'),
};

/** What the guest's page can be read in. */
export const offered = languages.filter(({ code }) => code === english.code || code in others);

/** What the person chose on this phone, else the first of the phone's languages that there is, else English. */
export function preferred(memory: Memory, device = deviceLanguages()): Language {
  for (const tag of [memory.read<unknown>('language'), ...device]) {
    const found = offered.find(({ code }) => new RegExp(`^${code}(-|$)`, 'i').test(String(tag)));
    if (found) return found;
  }
  return english;
}

/** Fetches a language; fails as the network does. */
export async function bring(language: Language): Promise<Shown> {
  return { language, catalogues: (await others[language.code]?.()) ?? {} };
}
