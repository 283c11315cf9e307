import { type Chip, CHIPS } from './chips';

const KEY = 'salver.chips';
/** A visit is over by then, though its tab may stay open for weeks. */
const VISIT_MS = 6 * 60 * 60_000;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

interface Kept {
  /** The table: another restaurant's menu is another matter. */
  code: string;
  chips: readonly unknown[];
  /** When they were chosen, in epoch milliseconds. */
  at: number;
}

/** What was chosen in this visit; nothing where the browser keeps nothing. */
export function keptChips(code: string, now: number, store = ofThisTab()): ReadonlySet<Chip> {
  try {
    const kept = JSON.parse(store?.getItem(KEY) ?? 'null') as Kept | null;
    const counts = kept?.code === code && now - kept.at < VISIT_MS;
    return new Set(counts ? CHIPS.filter((chip) => kept.chips.includes(chip)) : []);
  } catch {
    return new Set();
  }
}

/** Keeps what is chosen as long as the tab is open, where that is allowed. */
export function keepChips(code: string, chips: Iterable<Chip>, now: number, store = ofThisTab()): void {
  try {
    store?.setItem(KEY, JSON.stringify({ code, chips: [...chips], at: now } satisfies Kept));
  } catch {
    // Then it lasts as long as the page.
  }
}

function ofThisTab(): Store | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
