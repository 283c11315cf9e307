import { type Chip, CHIPS } from './chips';

const KEY = 'salver.chips';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

interface Kept {
  /** The table: another restaurant's menu is another matter. */
  code: string;
  chips: readonly unknown[];
}

/** What was chosen in this visit: in this tab, at this table. Nothing where the browser keeps nothing. */
export function keptChips(code: string, store = ofThisTab()): ReadonlySet<Chip> {
  try {
    const kept = JSON.parse(store?.getItem(KEY) ?? 'null') as Kept | null;
    return new Set(kept?.code === code ? CHIPS.filter((chip) => kept.chips.includes(chip)) : []);
  } catch {
    return new Set();
  }
}

/** Keeps what is chosen as long as the tab is open, where that is allowed. */
export function keepChips(code: string, chips: Iterable<Chip>, store = ofThisTab()): void {
  try {
    store?.setItem(KEY, JSON.stringify({ code, chips: [...chips] } satisfies Kept));
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
