import type { BranchSettings, TableCard } from '$api/types';
import { recall, remember } from '$lib/staff/device';

/** What this device knows of the cards that were printed from it: by table, what stood on each. */
export type Printed = Readonly<Record<string, string>>;

/** A card's standing: not printed from this device, printed with something else on it, or as it is now. */
export type Standing = 'unprinted' | 'outdated' | 'current';

/**
 * All that guests need the card for. Words, format and Wi-Fi are the house's own choice and make no card wrong, and
 * neither does a link of before, without the menu's page: it leads to the same table.
 */
function markOf({ name, section, url }: TableCard, { brand, name: branch }: BranchSettings): string {
  return [url.replace(/\/m\/[^/#]+#/, '/#'), name, section, brand, branch].join('\n');
}

export function standingOf(printed: Printed, card: TableCard, branch: BranchSettings): Standing {
  const mark = printed[card.id];
  if (mark === undefined) return 'unprinted';
  return mark === markOf(card, branch) ? 'current' : 'outdated';
}

/** What is known once these have been printed as well. Tables that are gone are forgotten. */
export function withPrinted(
  printed: Printed,
  cards: readonly TableCard[],
  { all, branch }: { all: readonly TableCard[]; branch: BranchSettings },
): Printed {
  const ids = new Set(all.map(({ id }) => id));
  const kept = Object.entries(printed).filter(([id]) => ids.has(id));
  return Object.fromEntries([...kept, ...cards.map((card) => [card.id, markOf(card, branch)])]);
}

const nameOf = (branch: string) => `cards.${branch}.printed`;

export function recallPrinted(branch: string): Printed {
  return recall<Printed>(nameOf(branch)) ?? {};
}

export function rememberPrinted(branch: string, printed: Printed): void {
  remember(nameOf(branch), printed);
}
