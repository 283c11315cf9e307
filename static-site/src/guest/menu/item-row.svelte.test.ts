import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import type { MenuItem } from '$api/types';
import { guest as text } from '$lib/text/guest';
import { dishes } from '../../parts/guest-samples';
import ItemRow from './ItemRow.svelte';

let mounted: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = undefined;
  document.body.replaceChildren();
});

const usual = { price_list: 'happy', usual_price: dishes[0].price };

/** What a row says of its dish; `terms` are absent until the page knows how to say them. */
function show(more: Partial<MenuItem>, terms?: string) {
  const item: MenuItem = { ...dishes[0], ...more };
  const props = { item, available: item.available, terms, lines: [], guestId: null, locked: false, onadd: () => {}, onopen: () => {}, onquantity: () => {} };
  mounted = mount(ItemRow, { target: document.body, props });
  flushSync();
  const said = (what: string) => [...document.querySelectorAll(what)].map(({ textContent }) => textContent);
  return { badges: said('.badge'), terms: said('.terms') };
}

it.each<[string, Partial<MenuItem>, string | undefined, ReturnType<typeof show>]>([
  ['is cheaper for a while', usual, 'Happy hour', { badges: [], terms: ['Happy hour'] }],
  ['is that, before the words are here', usual, undefined, { badges: [], terms: [''] }],
  ['is sold out', { available: false }, '', { badges: [text.menu.soldOut], terms: [] }],
  ['is sold out in a happy hour', { ...usual, available: false }, '', { badges: [text.menu.soldOut], terms: [] }],
  ['is served later', { serves_at: '2026-11-20T17:30:00Z', available: false }, 'From 11:00 PM', { badges: [], terms: ['From 11:00 PM'] }],
  ['has no price of today', { ask: 'market', available: false }, undefined, { badges: [], terms: [''] }],
])('a dish that %s', (_, item, terms, said) => expect(show(item, terms)).toEqual(said));

it('a photo that does not come leaves a tile, and is tried again once there is network', () => {
  show({ photo: 'vada' });
  const shown = () => [document.querySelector('img') !== null, document.querySelector('.tile') !== null];
  expect(shown()).toEqual([true, false]);
  document.querySelector('img')?.dispatchEvent(new Event('error'));
  flushSync();
  expect(shown()).toEqual([false, true]);
  dispatchEvent(new Event('online'));
  flushSync();
  expect(shown()).toEqual([true, false]);
});
