import type { TableCard } from '$api/types';
import { admin as text } from '$lib/text/admin';

export interface Section {
  id: string;
  name: string;
  cards: TableCard[];
}

/** The cards by section, both in the order in which they come. */
export function bySection(cards: readonly TableCard[]): Section[] {
  const sections = new Map<string, Section>();
  for (const card of cards) {
    const known = sections.get(card.section_id);
    if (known) known.cards.push(card);
    else sections.set(card.section_id, { id: card.section_id, name: card.section, cards: [card] });
  }
  return [...sections.values()];
}

/** The cards whose table's name or code holds the words, whatever their case. */
export function matching(cards: readonly TableCard[], words: string): TableCard[] {
  const wanted = words.trim().toLocaleLowerCase();
  return cards.filter(({ name, code }) => [name, code].some((one) => one.toLocaleLowerCase().includes(wanted)));
}

/** More names than these are a number. */
const NAMED = 6;

/** The names of tables in a row, the last of many as their number. */
export function namesOf(cards: readonly TableCard[]): string {
  const names = cards.map(({ name }) => name);
  if (names.length <= NAMED) return names.join(', ');
  return [...names.slice(0, NAMED - 1), text.print.more(names.length - NAMED + 1)].join(', ');
}

/** A code in parts of four characters at most, as even as can be: so one types it without losing the place. */
export function grouped(code: string): string[] {
  const parts = Math.ceil(code.length / 4);
  const size = Math.ceil(code.length / parts);
  return Array.from({ length: parts }, (_, at) => code.slice(at * size, (at + 1) * size));
}

/** A table's name as part of a file's name: whatever a file system or a browser minds becomes a dash. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'table';
}
