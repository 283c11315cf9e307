import type { TableCard } from '$api/types';
import { seen } from '$lib/typed';

/** What the API takes. */
export const LIMITS = { count: [1, 40], seats: [1, 99] } as const;
/** Longest name of a table, and of a section. */
export const LONGEST = { table: 12, section: 60 } as const;

export interface NewTables {
  section: string;
  count: string;
  seats: string;
  prefix: string;
}

export type Fault = 'missing' | 'range';
export type Faults<Field extends string> = Partial<Record<Field, Fault>>;

/** A whole number within limits as it was typed; null for anything else. */
export function whole(typed: string, [least, most]: readonly [number, number]): number | null {
  const number = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return number >= least && number <= most ? number : null;
}

export function faultsOfNew({ section, count, seats }: NewTables): Faults<'section' | 'count' | 'seats'> {
  return {
    ...(seen(section) === '' && { section: 'missing' as const }),
    ...(whole(count, LIMITS.count) === null && { count: 'range' as const }),
    ...(whole(seats, LIMITS.seats) === null && { seats: 'range' as const }),
  };
}

const plain = (name: string) => name.trim().toLowerCase();

/** How the first and the last of new tables will be called: numbers go on from the highest with this prefix. */
export function namesOf(cards: readonly TableCard[], typed: string, count: number): [string, string] {
  const prefix = seen(typed);
  const numbers = cards
    .map(({ name }) => plain(name))
    .filter((name) => name.startsWith(plain(prefix)))
    .map((name) => name.slice(plain(prefix).length))
    .map((rest) => (/^\d{1,9}$/.test(rest) ? Number(rest) : 0));
  const last = Math.max(0, ...numbers);
  return [`${prefix}${last + 1}`, `${prefix}${last + count}`];
}

/** The names of the sections, in the order of their tables. */
export function sectionsOf(cards: readonly TableCard[]): string[] {
  return [...new Set(cards.map(({ section }) => section))];
}
