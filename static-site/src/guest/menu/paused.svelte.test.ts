import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Menu, Ordering, TableInfo } from '$api/types';
import { search as text } from '$lib/text/search';
import type { TableView } from '../table.svelte';
import Paused from './Paused.svelte';

const NOW = '2026-11-20T06:00:00Z';
const HOUR = 3600_000;
let mounted: ReturnType<typeof mount> | undefined;

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(NOW), toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }));
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = undefined;
  vi.useRealTimers();
});

const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString();

/** A table whose menu is, at each look, the next of these. */
function show(...answers: { ordering: Ordering; changes_at?: string }[]) {
  const asked: string[] = [];
  const props = $state({ menu: answers[0] as unknown as Menu, table: null as unknown as TableView });
  props.table = {
    info: { branch: { time_zone: 'Asia/Kolkata' } } as TableInfo,
    serverTime: undefined,
    get menu() {
      return props.menu;
    },
    refreshMenu: async () => {
      asked.push(new Date(Date.now()).toISOString());
      const next = answers[asked.length] ?? answers.at(-1);
      props.menu = { ...next } as unknown as Menu;
    },
  } as unknown as TableView;
  mounted = mount(Paused, { target: document.body, props });
  flushSync();
  return asked;
}

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
}

const page = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';

it('says that it has closed at the very time, and that it is open again', async () => {
  const opens_at = later(3 * HOUR);
  const asked = show(
    { ordering: { open: true, closes_at: later(HOUR) }, changes_at: later(HOUR) },
    { ordering: { open: false, opens_at }, changes_at: opens_at },
    { ordering: { open: true } },
  );
  expect(page()).toBe('');
  await pass(HOUR);
  expect(asked).toEqual([]);
  await pass(1_500);
  expect(asked).toHaveLength(1);
  expect(page()).toContain(text.closed.now);
  expect(page()).toContain('Opens today at 2:30 PM.');
  await pass(2 * HOUR);
  expect(page()).not.toContain(text.closed.now);
  await pass(100 * HOUR);
  expect(asked).toHaveLength(2);
});

it('calls the next day tomorrow, and after midnight today', async () => {
  const opens_at = later(26 * HOUR);
  show({ ordering: { open: false, opens_at }, changes_at: opens_at });
  expect(page()).toContain('Opens tomorrow at 1:30 PM.');
  // Eleven and a half hours later it is half past eleven at night there.
  await pass(12 * HOUR);
  expect(page()).toContain('Opens tomorrow at 1:30 PM.');
  await pass(HOUR);
  expect(page()).toContain('Opens today at 1:30 PM.');
});

it('does not ask without end when this phone’s clock is ahead', async () => {
  const asked = show({ ordering: { open: true, closes_at: later(-HOUR) }, changes_at: later(-HOUR) });
  await pass(60_000);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.length).toBeLessThan(6);
});

it('says of a pause that ends on another day which one, by the restaurant’s clock', async () => {
  // Half past midnight there, and by the clock of this device still today.
  const until = later(13 * HOUR);
  show({ ordering: { open: false, until }, changes_at: until });
  expect(page()).toContain('again from tomorrow at 12:30 AM.');
  await pass(12.75 * HOUR);
  expect(page()).toContain('again from 12:30 AM.');
});

it('keeps the word of a pause', () => {
  show({ ordering: { open: false, word: 'Back at eight' } });
  expect(page()).toContain('Back at eight');
  expect(page()).toContain(text.paused.menu);
});
