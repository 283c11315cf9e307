import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TableView } from '../table.svelte';
import { awaitOpening } from './opening';

const look = vi.fn(async () => {});
const table = { refreshInfo: look } as unknown as TableView;
let visible: DocumentVisibilityState = 'visible';

beforeEach(() => {
  vi.useFakeTimers();
  look.mockClear();
  visible = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('looks at a closed table every quarter of a minute, and only for who has the page in sight', async () => {
  const stop = awaitOpening(table);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(look).toHaveBeenCalledTimes(3);
  visible = 'hidden';
  await vi.advanceTimersByTimeAsync(300_000);
  expect(look).toHaveBeenCalledTimes(3);
  visible = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(look).toHaveBeenCalledTimes(4);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(look).toHaveBeenCalledTimes(4);
});
