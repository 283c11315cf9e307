import type { CardSheet, TableCard } from '$api/types';

/** The tables whose cards must be printed anew, by why. */
export interface Stale {
  /** They carry another address. */
  elsewhere: TableCard[];
  /** Their code or a name on them has changed. */
  otherwise: TableCard[];
  /** Nobody has said what lies there, and there was another address once. */
  unknown: TableCard[];
}

/** A table without a card is none of these while the address has always been the same: it may be that nobody has printed yet. */
export function staleOf({ cards, site }: CardSheet): Stale {
  const outdated = cards.filter(({ printed }) => printed.standing === 'outdated');
  const isElsewhere = ({ printed }: TableCard) => printed.origin !== site.origin;
  return {
    elsewhere: outdated.filter(isElsewhere),
    otherwise: outdated.filter((card) => !isElsewhere(card)),
    unknown: site.former.length > 0 ? cards.filter(({ printed }) => printed.standing === 'unprinted') : [],
  };
}
