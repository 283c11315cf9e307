import type { Shown } from '$lib/text/language.svelte';
import { english, type Language, languages } from '$lib/text/languages';
import { deviceLanguages } from '$lib/text/locale';
import type { GuestTexts } from '$lib/text/translation';
import type { Memory } from './storage';

/** Where the texts of the other languages are: in files of their own, as nobody should load what they do not read. */
const others: Readonly<Record<string, () => Promise<GuestTexts>>> = {
  hi: () => import('$lib/text/hi'),
};

/** What the guest's page can be read in. A menu may be written in more. */
export const offered = languages.filter(({ code }) => code === english.code || code in others);

/** What the person chose on this phone, and then the phone's languages. */
export function wishes(memory: Memory | undefined, device = deviceLanguages()): string[] {
  return [memory?.read<unknown>('language'), ...device].map(String);
}

/** How near a tag of the same language is to what is wished: in its script, as Chinese has two, and just so. */
function nearness(tag: string, wish: string): number {
  const script = (tag: string) => {
    try {
      return new Intl.Locale(tag).maximize().script;
    } catch {
      // What this phone remembers may be no tag.
      return tag;
    }
  };
  return tag === wish ? 2 : Number(script(tag) === script(wish));
}

/** Those of the tags that are the first wish which any of them fits: the same language, the nearest at last. */
export function fitting(wishes: readonly string[], tags: readonly string[]): string[] {
  const primary = (tag: string) => tag.split('-')[0]?.toLowerCase();
  for (const wish of wishes) {
    const found = tags.filter((tag) => primary(tag) === primary(wish));
    if (found.length > 0) return found.sort((one, other) => nearness(one, wish) - nearness(other, wish));
  }
  return [];
}

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
