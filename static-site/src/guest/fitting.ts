import { deviceLanguages } from '$lib/text/locale';
import type { Memory } from './storage';

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
