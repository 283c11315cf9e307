import type { Draft } from '$api/types';

/** How many dishes of the draft are made at a station. */
export function madeAt(draft: Draft, station: string): number {
  return draft.categories.flatMap(({ items }) => items).filter((item) => item.station === station).length;
}

/** Where a new dish of a category is made until somebody says otherwise: as the last one there, or at the only station. */
export function usualStation(draft: Draft, category: string): string {
  const last = draft.categories.find(({ id }) => id === category)?.items.at(-1);
  if (last) return last.station ?? '';
  return draft.stations.length === 1 ? (draft.stations[0]?.id ?? '') : '';
}
