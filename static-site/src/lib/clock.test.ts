import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moment, onDevice } from './clock';
import { ServerTime } from './server-time';

describe('time', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T19:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  it('is the server’s, whatever happens to the device’s clock', async () => {
    const time = new ServerTime();
    expect([time.known, time.now()]).toEqual([false, Date.now()]);
    time.sync('2026-11-21T10:00:00Z');
    vi.setSystemTime(Date.parse('2020-01-01T00:00:00Z'));
    await vi.advanceTimersByTimeAsync(90_000);
    expect([time.known, new Date(time.now()).toISOString()]).toEqual([true, '2026-11-21T10:01:30.000Z']);
  });

  it('ignores what is no time', () => {
    const time = new ServerTime();
    time.sync('soon');
    expect([time.known, time.now()]).toEqual([false, Date.now()]);
  });

  it('shows a moment as the device’s clock has it now', async () => {
    const then = moment();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime(Date.parse('2026-11-21T21:01:00Z'));
    expect(new Date(onDevice(then)).toISOString()).toBe('2026-11-21T21:00:00.000Z');
  });
});

it('nothing else reads the device’s clock', () => {
  const sources = import.meta.glob<string>(['/src/**/*.{ts,svelte}', '!/src/**/*.test.ts', '!/src/lib/clock.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  expect(Object.keys(sources).length).toBeGreaterThan(150);
  const clock = /Date\.now\b|new Date\(\s*\)|\bDate\(\s*\)|timeOrigin|Temporal\.Now/;
  expect(Object.keys(sources).filter((path) => clock.test(sources[path] ?? ''))).toEqual([]);
  expect(clock.test('const age = Date.now() - since')).toBe(true);
});
