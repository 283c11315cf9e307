import type { TableCard } from '$api/types';

export interface Section {
  name: string;
  cards: TableCard[];
}

/** The cards by section, both in the order in which they come. */
export function bySection(cards: readonly TableCard[]): Section[] {
  const sections = new Map<string, TableCard[]>();
  for (const card of cards) {
    const known = sections.get(card.section);
    if (known) known.push(card);
    else sections.set(card.section, [card]);
  }
  return [...sections].map(([name, cards]) => ({ name, cards }));
}

/** Two by three cards fit on A4 and on US Letter alike. */
export const CARDS_PER_PAGE = 6;

export function pagesOf(cards: readonly TableCard[]): TableCard[][] {
  const count = Math.ceil(cards.length / CARDS_PER_PAGE);
  return Array.from({ length: count }, (_, at) => cards.slice(at * CARDS_PER_PAGE, (at + 1) * CARDS_PER_PAGE));
}

/** A table's name as part of a file's name: whatever a file system or a browser minds becomes a dash. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'table';
}
