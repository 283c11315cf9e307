import { expect, it } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { madeAt, usualStation } from './stations';

const dish = (id: string, station?: string): DraftItem => ({
  id,
  name: id,
  price: { minor: 100, currency: 'INR' },
  tax_class: 'standard',
  diet: 'veg',
  allergens: [],
  prep_minutes: 5,
  available: true,
  option_groups: [],
  priced: 'fixed',
  ...(station !== undefined && { station }),
});

const draft = (stations: string[], ...categories: DraftItem[][]) =>
  ({
    stations: stations.map((id) => ({ id, name: id })),
    categories: categories.map((items, at) => ({ id: `c${at}`, name: '', items })),
  }) as unknown as Draft;

it('counts what is made at a station in all categories', () => {
  const menu = draft(['bar', 'grill'], [dish('a', 'bar'), dish('b')], [dish('c', 'bar')]);
  expect([madeAt(menu, 'bar'), madeAt(menu, 'grill')]).toEqual([2, 0]);
});

it.each([
  [[], [[]], ''],
  [['kitchen'], [[]], 'kitchen'],
  [['kitchen', 'bar'], [[]], ''],
  [['kitchen', 'bar'], [[dish('a', 'kitchen'), dish('b', 'bar')]], 'bar'],
  // Water needs no kitchen, and so does what is written below it.
  [['kitchen'], [[dish('water')]], ''],
])('with stations %o a new dish below %o is made at "%s"', (stations, categories, station) => {
  expect(usualStation(draft(stations, ...categories), 'c0')).toBe(station);
});
