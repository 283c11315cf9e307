import type { CardContent, CardWishes } from './draw';
import type { Wish } from './fit';

/** Between things of one kind on a line. */
const DOT = ' · ';

export const NAME = { face: 'display', bold: true } as const;
export const TEXT = { face: 'text', bold: false } as const;

/** What a guest has to be able to read, however long it is: it gets as small as it must. */
export const WHOLE: Pick<Wish, 'least'> = { least: 0.5 };

/** "Table", in all languages of the card. */
export const tableWords = ({ words }: CardWishes): string => words.map(({ table }) => table).join(DOT);

/** Branch and section, where a card has one line for both. */
export const placeOf = ({ branch, section }: CardContent): string => [branch, section].filter(Boolean).join(DOT);

/** For who cannot scan, in the card's first language: a second one would make the address too small. */
export function addressWords({ address }: CardContent, { words: [first] }: CardWishes): string {
  return [first?.noCamera, address].filter(Boolean).join(' ');
}

/** The network and its password, in the card's first language. */
export function wifiWords({ wifi, words: [first] }: CardWishes): string[] {
  if (!wifi || !first) return [];
  const lines = [`${first.wifi}: ${wifi.name}`];
  return wifi.password ? [...lines, `${first.password}: ${wifi.password}`] : lines;
}
