import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Menu, MenuItem } from '$api/types';
import { search as text } from '$lib/text/search';
import { cartLines, dishes, menu } from '../../parts/guest-samples';
import { TableView } from '../table.svelte';
import { keepChips } from './kept-chips';
// Here at once when it is asked for.
import './later';
import MenuView from './MenuView.svelte';

let mounted: ReturnType<typeof mount> | undefined;

beforeEach(() => {
  // Only what is not asked for at once waits: drawing goes by timers.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] });
  sessionStorage.clear();
});
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = undefined;
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** More dishes than are drawn at first. */
function show() {
  const items = Array.from({ length: 40 }, (_, at): MenuItem => ({ ...dishes[0], id: `d${at}`, name: `Dish ${at}`, allergens: at % 2 ? ['peanuts'] : [] }));
  const table = new TableView('TABLE');
  table.menu = { ...menu, categories: [{ id: 'c', name: 'All', items }] } as Menu;
  const props = { table, menu: table.menu, lines: [], guestId: null, locked: false, onadd: () => {}, onopen: () => {}, onquantity: () => {} };
  mounted = mount(MenuView, { target: document.body, props });
  flushSync();
}

it('who is at a button of a row stays at the row when it goes with its line, or rests with the cart', async () => {
  const dish = dishes[0];
  const line = { ...cartLines[0], quantity: 1, added_by: { guest_id: 'me', name: 'Asha' } };
  const table = new TableView('TABLE');
  table.menu = { ...menu, categories: [{ id: 'c', name: 'All', items: [dish] }] } as Menu;
  const props = $state({ table, menu: table.menu, lines: [line], guestId: 'me', locked: false, onadd: () => {}, onopen: () => {}, onquantity: () => {} });
  mounted = mount(MenuView, { target: document.body.appendChild(document.createElement('main')), props });
  flushSync();
  const less = () => document.querySelector<HTMLElement>('.less');
  const focused = () => document.activeElement?.classList[0];
  const settled = async () => {
    flushSync();
    await turns();
  };
  less()?.focus();
  props.lines = [];
  await settled();
  expect([less(), focused()]).toEqual([null, 'more']);
  props.lines = [line];
  await settled();
  less()?.focus();
  props.locked = true;
  await settled();
  expect([less(), focused()]).toEqual([null, 'name']);
});

const chips = () => document.querySelector(`[role=group][aria-label="${text.chips.label}"]`);

/** What was asked for comes, and no timer goes off. */
async function turns() {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((done) => setImmediate(done));
  flushSync();
}

it('chips of before a reload do not wait until the whole menu is drawn', async () => {
  keepChips('TABLE', ['no_nuts']);
  show();
  await turns();
  expect(chips()?.querySelector('[aria-pressed=true]')?.textContent).toBe(text.chips.name.no_nuts);
});

it('without such chips, or with those of another table, the menu goes first', async () => {
  keepChips('OTHER', ['no_nuts']);
  show();
  await turns();
  expect(chips()).toBeNull();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(chips()).not.toBeNull();
});

it('what did not come is asked for again when the network is back', async () => {
  keepChips('TABLE', ['no_nuts']);
  let asked = 0;
  vi.doMock('./later', () => {
    asked += 1;
    throw new Error('no network');
  });
  vi.resetModules();
  show();
  await vi.waitFor(() => expect(asked).toBe(1));
  // Here a failure is remembered.
  vi.resetModules();
  dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(asked).toBe(2));
});
