import { expect, it } from 'vitest';
import type { Menu, MenuItem } from '$api/types';
import { search } from '$lib/text/search';
import { dishes, info, menu, NOW } from '../../parts/guest-samples';
import { TableView } from '../table.svelte';
import { termsOf } from './terms';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const { terms: text } = search;
const happy = { id: 'happy', name: 'Happy hour', until: '2026-11-20T16:30:00Z' };
const timed = { price: inr(6_000), usual_price: inr(9_500), price_list: 'happy' };
const later = { serves_at: '2026-11-20T17:30:00Z', available: false };

/** What a dish says at 20:40 there, with these price lists. */
function says(item: Partial<MenuItem>, { lists = [happy], soldOut = false } = {}): string {
  const table = new TableView('TABLE');
  const dish = { ...dishes[0], ...item } as MenuItem;
  table.info = info;
  table.serverTime = () => NOW;
  table.menu = { ...menu, price_lists: lists, categories: [{ id: 'c', name: 'All', items: [dish] }] } as Menu;
  if (soldOut) table.markSoldOut(dish.id);
  return termsOf(dish, table);
}

const from = text.from('11:00 PM');
const until = text.until('Happy hour', '10:00 PM');

it.each<[string, Partial<MenuItem>, string]>([
  ['costs what it always does', {}, ''],
  ['is cheaper for a while', timed, text.otherwise(until, '₹95')],
  ['costs the same by a list', { price_list: 'happy' }, until],
  ['is of a list that is gone', { price_list: 'lunch' }, ''],
  ['is not served now', later, from],
  ['is not served now, in a happy hour', { ...later, ...timed }, from],
  ['is not served now and has no price of today', { ...later, ask: 'market' }, from],
  ['has no price of today', { ask: 'market', available: false }, text.market],
  ['is sold by weight', { ask: 'per_100g', available: false }, text.weighed('100 g')],
  ['is sold out', { available: false }, ''],
  ['is sold out in a happy hour', { ...timed, available: false }, ''],
])('a dish that %s', (_, item, said) => expect(says(item)).toBe(said));

it('says nothing of a list any more once the server has said that the dish is sold out', () => {
  expect(says(timed, { soldOut: true })).toBe('');
});

it('a list without an end is named alone', () => {
  const { until: _, ...endless } = happy;
  expect(says(timed, { lists: [endless as typeof happy] })).toBe(text.otherwise('Happy hour', '₹95'));
});
