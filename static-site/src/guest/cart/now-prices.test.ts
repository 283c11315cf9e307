import { expect, it } from 'vitest';
import type { MenuItem } from '$api/types';
import type { ShownLine } from './cart-edits';
import { atNow } from './now-prices';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const dal = {
  id: 'dal',
  name: 'Dal',
  price: inr(15000),
  available: true,
  option_groups: [{ id: 'size', name: 'Size', min: 0, max: 1, options: [{ id: 'bowl', name: 'Bowl', price: inr(6000) }] }],
} as unknown as MenuItem;
const line = (unit: number, more: Partial<ShownLine> = {}): ShownLine => ({
  id: 'l',
  item_id: 'dal',
  name: 'Dal',
  quantity: 2,
  options: [{ id: 'bowl', group_id: 'size', name: 'Bowl', price: inr(6000) }],
  allergy: false,
  unit_price: inr(unit),
  total: inr(2 * unit),
  added_by: { guest_id: 'g1', name: 'Asha' },
  pending: false,
  ...more,
});
const now = (one: ShownLine, item: MenuItem | null = dal) => atNow([one], new Map(item ? [[item.id, item]] : []))[0];

it('a line shows what it costs now, and what it cost when it was chosen', () => {
  expect(now(line(17000))).toMatchObject({ unit_price: inr(21000), total: inr(42000), was: inr(34000) });
});

it.each([
  ['costs the same', line(21000), dal],
  ['is on its way to the server', line(17000, { pending: 'saving' }), dal],
  ['is not on the menu any more', line(17000), null],
  ['cannot be had now', line(17000), { ...dal, available: false }],
  ['is of another variant', line(17000, { variant_id: 'half' }), dal],
  ['has an option that is gone', line(17000), { ...dal, option_groups: [] }],
])('a line that %s stays as it is', (_, one, item) => expect(now(one, item)).toBe(one));

it('a combo costs its price of now, what is added for what was picked, and the choices within that', () => {
  const choices = [
    { item_id: 'naan', surcharge: null },
    { item_id: 'dal', variant_id: 'half', surcharge: inr(3000) },
  ];
  const parts = [{ id: 'main', name: 'Main', count: 1, choices }];
  const thali = { ...dal, id: 'thali', price: inr(20000), option_groups: [], parts } as unknown as MenuItem;
  const option = { id: 'bowl', group_id: 'size', name: 'Bowl', price: inr(500) };
  const picked = [{ part_id: 'main', part: 'Main', item_id: 'dal', variant_id: 'half', name: 'Dal, Half', options: [option] }];
  const combo = line(30000, { item_id: 'thali', options: [], parts: picked });
  expect(now(combo, thali)).toMatchObject({ unit_price: inr(23500), was: inr(60000) });
  const same = line(23500, { item_id: 'thali', options: [], parts: picked });
  expect(now(same, thali)).toBe(same);
});
