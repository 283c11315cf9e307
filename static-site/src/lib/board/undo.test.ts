import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Undo, UNDO_MS } from './undo.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('takes the last move back, once', async () => {
  const undo = new Undo();
  const [first, second] = [vi.fn(async () => {}), vi.fn(async () => {})];
  undo.offer('Order 1 started', first);
  undo.offer('Order 2 started', second);
  expect(undo.words).toBe('Order 2 started');
  await Promise.all([undo.take(), undo.take()]);
  expect([first.mock.calls.length, second.mock.calls.length, undo.words]).toEqual([0, 1, null]);
});

it('forgets it after some seconds, counted from the last one', async () => {
  const undo = new Undo();
  undo.offer('Order 1 started', async () => {});
  vi.advanceTimersByTime(UNDO_MS - 1);
  undo.offer('Order 2 started', async () => {});
  vi.advanceTimersByTime(UNDO_MS - 1);
  expect(undo.words).toBe('Order 2 started');
  vi.advanceTimersByTime(1);
  expect(undo.words).toBeNull();
});
