import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LinkStatus } from '$lib/live/store.svelte';
import { LinkWatch, PATIENCE_MS } from './link-watch.svelte';

class Link {
  status = $state<LinkStatus>('off');
  lostAt = $state<number | null>(null);
  loaded = $state(false);

  to(status: LinkStatus, lostAt: number | null = null) {
    this.status = status;
    this.lostAt = lostAt;
    if (status === 'live') this.loaded = true;
    flushSync();
  }
}

let stop = () => {};
function watched() {
  const link = new Link();
  const back = vi.fn();
  const watch = new LinkWatch(link, back);
  stop = $effect.root(() => watch.watch());
  flushSync();
  return { link, watch, back };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('keeps quiet about a short cut', () => {
  const { link, watch, back } = watched();
  link.to('live');
  expect(back).not.toHaveBeenCalled();
  link.to('lost', performance.now());
  vi.advanceTimersByTime(PATIENCE_MS - 1);
  expect([watch.overdue, watch.away]).toEqual([false, true]);
  link.to('live');
  expect([watch.overdue, watch.away, back.mock.calls]).toEqual([false, false, [[false]]]);
});

it('tells of a longer one, from when the link was last good', () => {
  const { link, watch, back } = watched();
  link.to('live');
  const heard = performance.now() - 8_000;
  link.to('lost', heard);
  vi.advanceTimersByTime(2_000);
  flushSync();
  expect([watch.overdue, watch.lastUpdate]).toEqual([true, heard]);
  link.to('live');
  expect(back.mock.calls).toEqual([[true]]);
});

it('counts on through every try of coming back', () => {
  const { link, watch } = watched();
  link.to('connecting');
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(2_000);
    link.to(second % 2 ? 'connecting' : 'ended');
  }
  expect([watch.overdue, watch.lastUpdate]).toEqual([true, null]);
});
