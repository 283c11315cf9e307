import { expect, it } from 'vitest';
import type { Draft, DraftCommand, DraftItem } from '$api/types';
import { isSample } from '$lib/sample-menu';
import { addSample, hasSample, removeSample, sampleDishes } from './sample';

function draft(currency: string, digits: number, more: Partial<Draft> = {}): Draft {
  return {
    version: 0,
    language: 'en',
    published_version: 1,
    currency,
    currency_digits: digits,
    stations: [],
    option_groups: [],
    categories: [],
    price_lists: [],
    problems: [],
    rules: { stations: false },
    changes: 0,
    topics: {},
    server_time: '2026-11-30T12:00:00Z',
    ...more,
  };
}

type Of<Do extends DraftCommand['do']> = Extract<DraftCommand, { do: Do }>;
const all = <Do extends DraftCommand['do']>(commands: DraftCommand[], what: Do) => commands.filter((one): one is Of<Do> => one.do === what);

/** The draft as the server would have it with the sample. */
function with_(before: Draft): Draft {
  const commands = addSample(before);
  const items = all(commands, 'add_item');
  const dish = ({ id, category: _, name, price, station, option_groups }: (typeof items)[number]): DraftItem => ({
    id,
    name: name as string,
    price,
    tax_class: 'standard',
    diet: 'veg',
    allergens: [],
    ...(station ? { station } : {}),
    prep_minutes: 1,
    available: true,
    option_groups: option_groups ?? [],
    priced: 'fixed',
  });
  return {
    ...before,
    stations: [...before.stations, ...all(commands, 'add_station').map(({ id, name }) => ({ id, name }))],
    option_groups: all(commands, 'add_group').map(({ id, name, min, max }) => ({ id, name: name as string, min, max, options: [] })),
    categories: all(commands, 'add_category').map(({ id, name }) => ({
      id,
      name: name as string,
      items: items.filter(({ category }) => category === id).map(dish),
    })),
  };
}

it.each([
  ['INR', 2, 40_000, 10_000],
  ['EUR', 2, 1000, 250],
  ['JPY', 0, 1000, 250],
  ['KWD', 3, 2000, 500],
  ['XYZ', 2, 2000, 500],
])('in %s a pizza and a coffee have prices that one meets there', (currency, digits, pizza, coffee) => {
  const items = all(addSample(draft(currency, digits)), 'add_item');
  const price = (name: string) => items.find((item) => item.name === name)?.price;
  expect(price('Margherita pizza')).toEqual({ minor: pizza, currency });
  expect(price('Coffee')).toEqual({ minor: coffee, currency });
  expect(items).toHaveLength(10);
  expect(items.every(({ price: { minor } }) => Number.isInteger(minor) && minor > 0)).toBe(true);
});

it('is one edit, and so is taking it away', () => {
  const empty = draft('INR', 2);
  expect(hasSample(empty)).toBe(false);
  const full = with_(empty);
  expect(hasSample(full)).toBe(true);
  expect(sampleDishes(full)).toHaveLength(10);
  expect(addSample(empty).length).toBeLessThan(200);
  expect(removeSample(full).map((one) => one.do)).toEqual([
    'remove_category',
    'remove_category',
    'remove_category',
    'remove_group',
    'remove_station',
  ]);
});

it('a kitchen that has a station makes it there', () => {
  const bar = draft('INR', 2, { stations: [{ id: 'bar', name: 'Bar' }] });
  expect(all(addSample(bar), 'add_station')).toEqual([]);
  expect(all(addSample(bar), 'add_item').every(({ station }) => station === 'bar')).toBe(true);
  expect(removeSample(with_(bar)).some((one) => one.do === 'remove_station')).toBe(false);
});

it('what somebody has added or renamed stays, and what that needs', () => {
  const full = with_(draft('INR', 2));
  const [starters, mains, drinks] = full.categories;
  const [pizza] = mains?.items ?? [];
  if (!starters || !mains || !drinks || !pizza) throw new Error('no sample');
  const mine = { ...pizza, name: 'Our pizza' };
  const own: DraftItem = { ...pizza, id: 'own', name: 'Samosa', option_groups: [] };
  const changed = { ...full, categories: [{ ...starters, items: [...starters.items, own] }, { ...mains, items: [mine, ...mains.items.slice(1)] }, drinks] };
  const commands = removeSample(changed);
  expect(commands.map((one) => one.do)).toEqual([...Array.from({ length: 6 }, () => 'remove_item'), 'remove_category']);
  expect(all(commands, 'remove_item').map(({ id }) => id)).not.toContain(pizza.id);
  expect(isSample(mine, 2)).toBe(false);
  const after = { ...changed, categories: [{ ...starters, items: [own] }, { ...mains, items: [mine] }] };
  expect(hasSample(after)).toBe(false);
  expect(hasSample({ ...after, categories: [{ ...drinks, items: [] }] })).toBe(true);
});

it('a dish that has another price, a photo or words in another language is somebody’s own', () => {
  const full = with_(draft('INR', 2));
  const [water] = full.categories.flatMap(({ items }) => items).filter(({ name }) => name === 'Water');
  if (!water) throw new Error('no sample');
  for (const touched of [
    { ...water, price: { minor: 4321, currency: 'INR' } },
    { ...water, photo: 'p1' },
    { ...water, texts: { hi: { name: 'पानी' } } },
  ]) {
    const categories = full.categories.map((category) => ({ ...category, items: category.items.map((item) => (item === water ? touched : item)) }));
    const changed = { ...full, categories };
    expect(sampleDishes(changed)).not.toContain('Water');
    expect(all(removeSample(changed), 'remove_item').map(({ id }) => id)).not.toContain(water.id);
  }
});

it('what somebody’s own combo offers stays', () => {
  const full = with_(draft('INR', 2));
  const [starters, mains] = full.categories;
  const [pizza, pasta] = mains?.items ?? [];
  if (!starters || !mains || !pizza || !pasta) throw new Error('no sample');
  const parts = [{ id: 'main', name: 'Main', choices: [{ item_id: pizza.id, extra: { minor: 0, currency: 'INR' } }] }];
  const combo = { ...pasta, id: 'lunch', name: 'Lunch', parts } as unknown as DraftItem;
  const changed = { ...full, categories: [{ ...starters, items: [...starters.items, combo] }, ...full.categories.slice(1)] };
  expect(sampleDishes(changed)).toHaveLength(9);
  expect(sampleDishes(changed)).not.toContain(pizza.name);
});

it('is started again after most of it was removed by hand', () => {
  const full = with_(draft('INR', 2));
  const left = { ...full, categories: [] };
  expect(hasSample(left)).toBe(false);
  const again = addSample(left);
  expect(all(again, 'add_group')).toEqual([]);
  expect(all(again, 'add_item')).toHaveLength(10);
  const [starters] = full.categories;
  if (!starters) throw new Error('no sample');
  const some = addSample({ ...full, categories: [{ ...starters, name: 'Vorspeisen' }] });
  expect(all(some, 'add_category').map(({ id }) => id)).not.toContain(starters.id);
  expect(all(some, 'add_item')).toHaveLength(7);
  expect(all(some, 'add_variant').map(({ item }) => item)).not.toContain('salver-sample-soup');
});
