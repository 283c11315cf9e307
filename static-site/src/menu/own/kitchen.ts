import type { OwnChange, OwnItem, OwnMenu, OwnStation } from '$api/types';
import type { Show } from './own';

/** So many stations of its own a branch may have. */
export const MAX_OWN_STATIONS = 20;

type Kitchen = Pick<OwnMenu, 'stations'>;

/** The stations of the branch: the brand's that are made at here, and its own. */
export const stationsHere = ({ stations }: Kitchen): OwnStation[] => stations.filter(({ made_at }) => !made_at);

export const stationOf = ({ stations }: Kitchen, id: string | null | undefined): OwnStation | null =>
  stations.find((station) => station.id === id) ?? null;

/** Where a dish is made while the branch says nothing of that very dish; null when it needs no kitchen. */
export function usualPlace({ station }: Pick<OwnItem, 'station'>, view: Kitchen): OwnStation | null {
  const brands = stationOf(view, station);
  return brands?.made_at ? stationOf(view, brands.made_at) : brands;
}

/** Where a dish is made here. A combo is made where its parts are. */
export function placeOf(item: OwnItem, view: Kitchen): OwnStation | null {
  if (item.combo) return null;
  return stationOf(view, item.own_station) ?? usualPlace(item, view);
}

/** How many dishes are made at a station here. */
export function madeHere(view: OwnMenu, station: string): number {
  return view.categories.flatMap(({ items }) => items).filter((item) => placeOf(item, view)?.id === station).length;
}

/** The stations that are in sight; with words alone dishes are looked for. */
export function stationsShown({ stations }: Kitchen, words: string, show: Show): readonly OwnStation[] {
  if (words.trim() !== '' || show === 'missing') return [];
  return show === 'all' ? stations : stations.filter(({ own, made_at }) => own || made_at);
}

/** What a dish can be made at besides where it usually is, as an own station. */
export function placesFor(item: OwnItem, view: Kitchen): OwnStation[] {
  const usual = usualPlace(item, view)?.id;
  return stationsHere(view).filter(({ id }) => id !== usual || id === item.own_station);
}

/** What makes a dish's own station the chosen one; '' is where it usually is. */
export function madeAtChanges({ id, own_station }: Pick<OwnItem, 'id' | 'own_station'>, chosen: string): OwnChange[] {
  if (chosen === (own_station ?? '')) return [];
  return [chosen === '' ? { do: 'make_item_at_brands', id } : { do: 'make_item_at', id, station: chosen }];
}

/** The same of all that the brand sends to a station. */
export function movedChanges({ id, made_at }: Pick<OwnStation, 'id' | 'made_at'>, chosen: string): OwnChange[] {
  if (chosen === (made_at ?? '')) return [];
  return [chosen === '' ? { do: 'make_at_brands', id } : { do: 'make_at', id, station: chosen }];
}
