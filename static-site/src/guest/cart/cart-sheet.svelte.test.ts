import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Menu, Ordering } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { aParty, info, menu } from '../../parts/guest-samples';
import CartSheet from './CartSheet.svelte';

const NOW = Date.parse('2026-11-20T06:00:00Z');
const HOUR = 3600_000;
let mounted: ReturnType<typeof mount> | undefined;

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }));
afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
  vi.useRealTimers();
});

const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

/** The cart alone, as when nothing else of the page came; at its end the menu is the other one. */
function show(ordering: Ordering, changes_at: string) {
  const party = aParty();
  const { table } = party;
  table.info = info;
  table.menu = { ...menu, ordering, changes_at } as Menu;
  table.refreshMenu = async () => void (table.menu = menu);
  mounted = mount(CartSheet, { target: document.body, props: { open: true, party, onclose: () => {}, onorders: () => {} } });
  flushSync();
}

async function pass(hours: number) {
  await vi.advanceTimersByTimeAsync(hours * HOUR);
  flushSync();
}

const page = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';
const send = () => [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(text.cart.place(3)));

it('can be sent when a pause has ended, by itself', async () => {
  show({ open: false, until: at(1) }, at(1));
  expect([send()?.disabled, page().includes(text.placing.paused)]).toEqual([true, true]);
  await pass(1.01);
  expect([send()?.disabled, page().includes(text.placing.paused)]).toEqual([false, false]);
});

it('calls the next day tomorrow, and after midnight today', async () => {
  show({ open: false, opens_at: at(26) }, at(26));
  expect(page()).toContain('Opens tomorrow at 1:30 PM.');
  // Half past midnight there.
  await pass(13);
  expect(page()).toContain('Opens today at 1:30 PM.');
});
