import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Menu } from '$api/types';
import { TableView } from '../table.svelte';
import { changesOf } from './changes.svelte';

const NOW = Date.parse('2026-11-20T06:00:00Z');
const HOUR = 3600_000;
const menu = (changes_at?: string) => ({ categories: [], ordering: { open: true }, changes_at }) as unknown as Menu;

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

it('however many parts of the page watch, the menu is fetched once, until the last of them goes', async () => {
  const table = new TableView('H4');
  table.menu = menu(new Date(NOW + HOUR).toISOString());
  const refresh = vi.spyOn(table, 'refreshMenu').mockImplementation(async () => void (table.menu = menu(new Date(NOW + 2 * HOUR).toISOString())));
  const changes = changesOf(table);
  expect(changesOf(table)).toBe(changes);
  const stops = [changes.watch(), changes.watch()];
  flushSync();
  await pass(HOUR + 1_500);
  expect(refresh).toHaveBeenCalledTimes(1);
  stops[0]?.();
  await pass(HOUR);
  expect(refresh).toHaveBeenCalledTimes(2);
  const now = changes.now;
  stops[1]?.();
  await pass(HOUR);
  expect([refresh.mock.calls.length, changes.now, vi.getTimerCount()]).toEqual([2, now, 0]);
});

it('a clock that nothing ends by goes on all the same: what was refused says a day', async () => {
  const table = new TableView('H4');
  table.serverTime = () => NOW + performance.now();
  table.menu = menu();
  const stop = changesOf(table).watch();
  const before = changesOf(table).now;
  await pass(HOUR);
  expect(changesOf(table).now - before).toBeGreaterThan(HOUR - 61_000);
  stop();
});
