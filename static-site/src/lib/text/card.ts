import { card as english } from './en/card';
import { card as hindi } from './hi/card';
import { languages } from './languages';
import type { CardTexts } from './translation';

/**
 * The words of a card. They are in the guests' languages, whatever the page is shown in, and a card
 * may have two at once: so they are no catalogue that follows the page.
 */
const words: Readonly<Record<string, CardTexts>> = { en: english, hi: hindi };

/** Languages that cards can be printed in. */
export const cardLanguages = languages.filter(({ code }) => code in words);

/** The words of a card in these languages; English where there are none of them. */
export function cardWords(codes: readonly string[]): CardTexts[] {
  const found = codes.flatMap((code) => words[code] ?? []);
  return found.length > 0 ? found : [english];
}
