import type { KitchenLine, KitchenOrder } from '$api/types';
import { hasAllergy } from '$lib/board/allergy';
import { isLive } from '$lib/board/orders';
import { board } from '$lib/text/board';

type Noted = Pick<KitchenOrder, 'note'> & { lines: readonly Pick<KitchenLine, 'name' | 'status' | 'note' | 'allergy'>[] };

/** What a card of the pass says of notes, in one line. */
export interface Warning {
  allergy: boolean;
  words: string;
}

/**
 * What whoever serves has to know of these dishes: their allergies, by dish, before all else; other
 * notes where there is none. Null where nothing was noted.
 */
export function warningOf({ note, lines }: Noted): Warning | null {
  const order = { name: '', note: note ?? null, allergy: false };
  const noted = [...lines.filter(isLive), order].filter((one) => hasAllergy(one) || one.note);
  const allergies = noted.filter(hasAllergy);
  const [first, ...more] = allergies.length > 0 ? allergies : noted;
  if (!first) return null;
  const said = ({ name, note }: { name: string; note?: string | null }) => (name ? board.dish.of(name, note ?? '') : (note ?? ''));
  return { allergy: allergies.length > 0, words: [first, ...more].map(said).join(' · ') };
}
