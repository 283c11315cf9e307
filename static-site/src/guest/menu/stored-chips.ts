/** Apart from the chips themselves: it is asked when the page starts, and they come later. */
export const CHIPS_KEY = 'salver.chips';

export interface Stored {
  /** The table: another restaurant's menu is another matter. */
  code: string;
  chips: readonly unknown[];
}

/** What this tab keeps for the table, whatever it is. Nothing where the browser keeps nothing. */
export function storedChips(code: string, store?: Pick<Storage, 'getItem'>): readonly unknown[] {
  try {
    const stored = JSON.parse((store ?? sessionStorage).getItem(CHIPS_KEY) ?? 'null') as Stored | null;
    return stored?.code === code ? [...stored.chips] : [];
  } catch {
    return [];
  }
}
