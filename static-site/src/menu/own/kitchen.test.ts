import { describe, expect, it } from 'vitest';
import type { OwnItem, OwnMenu, OwnStation } from '$api/types';
import { madeAtChanges, madeHere, movedChanges, placeOf, placesFor, stationsHere, stationsShown, usualPlace } from './kitchen';

const station = (id: string, more: Partial<OwnStation> = {}): OwnStation => ({ id, name: id, own: false, ...more });
const dish = (id: string, more: Partial<OwnItem> = {}): OwnItem => ({ id, name: id, hidden: false, offered: true, prices: [], ...more });

const tikka = dish('tikka', { station: 'tandoor' });
const dosa = dish('dosa', { station: 'griddle', own_station: 'back' });
const water = dish('water');
const thali = dish('thali', { station: 'griddle', combo: true });
const view = {
  stations: [station('griddle'), station('tandoor', { made_at: 'back' }), station('back', { own: true })],
  categories: [{ id: 'food', name: 'Food', hidden: false, items: [tikka, dosa, water, thali] }],
} as unknown as OwnMenu;

const ids = (stations: readonly OwnStation[]) => stations.map(({ id }) => id);

describe('the places of a branch’s kitchen', () => {
  it('are the brand’s that are made at here, and its own', () => {
    expect(ids(stationsHere(view))).toEqual(['griddle', 'back']);
  });

  it.each([
    ['tikka', tikka, 'back', 'back'],
    ['dosa', dosa, 'griddle', 'back'],
    ['water', water, undefined, undefined],
    ['thali', thali, 'griddle', undefined],
  ])('%s is usually made at one, and made at one', (_, item, usual, made) => {
    expect([usualPlace(item, view)?.id, placeOf(item, view)?.id]).toEqual([usual, made]);
  });

  it('count the dishes that are made at them', () => {
    expect(['griddle', 'tandoor', 'back'].map((id) => madeHere(view, id))).toEqual([0, 0, 2]);
  });

  it('are in sight with all dishes, or where something is different, and not while a dish is looked for', () => {
    expect(ids(stationsShown(view, '', 'all'))).toEqual(['griddle', 'tandoor', 'back']);
    expect(ids(stationsShown(view, '', 'own'))).toEqual(['tandoor', 'back']);
    expect(stationsShown(view, 'dosa', 'all')).toEqual([]);
    expect(stationsShown(view, '', 'missing')).toEqual([]);
  });

  it('a dish can be made at each but where it is usually made, which is not a place of its own', () => {
    expect(ids(placesFor(tikka, view))).toEqual(['griddle']);
    expect(ids(placesFor(dosa, view))).toEqual(['back']);
    expect(ids(placesFor({ ...dosa, own_station: 'griddle' }, view))).toEqual(['griddle', 'back']);
    expect(ids(placesFor(water, view))).toEqual(['griddle', 'back']);
  });
});

describe('what is sent', () => {
  it.each([
    ['', []],
    ['griddle', [{ do: 'make_item_at', id: 'tikka', station: 'griddle' }]],
  ])('of a dish that had none of its own: %j', (chosen, changes) => {
    expect(madeAtChanges(tikka, chosen)).toEqual(changes);
  });

  it('is nothing for what is so already, and the brand’s again for none', () => {
    expect(madeAtChanges(dosa, 'back')).toEqual([]);
    expect(madeAtChanges(dosa, '')).toEqual([{ do: 'make_item_at_brands', id: 'dosa' }]);
    expect(movedChanges(station('tandoor', { made_at: 'back' }), 'back')).toEqual([]);
    expect(movedChanges(station('tandoor', { made_at: 'back' }), '')).toEqual([{ do: 'make_at_brands', id: 'tandoor' }]);
    expect(movedChanges(station('griddle'), 'back')).toEqual([{ do: 'make_at', id: 'griddle', station: 'back' }]);
  });
});
