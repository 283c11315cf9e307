import { type Chip, CHIPS } from './chips';
import { CHIPS_KEY, type Stored, storedChips } from './stored-chips';

/** What was chosen in this visit: in this tab, at this table. */
export function keptChips(code: string, store?: Pick<Storage, 'getItem'>): ReadonlySet<Chip> {
  const stored = storedChips(code, store);
  return new Set(CHIPS.filter((chip) => stored.includes(chip)));
}

/** Keeps what is chosen as long as the tab is open, where that is allowed. */
export function keepChips(code: string, chips: Iterable<Chip>, store?: Pick<Storage, 'setItem'>): void {
  try {
    (store ?? sessionStorage).setItem(CHIPS_KEY, JSON.stringify({ code, chips: [...chips] } satisfies Stored));
  } catch {
    // Then it lasts as long as the page.
  }
}
