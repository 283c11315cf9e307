import { describe, expect, it } from 'vitest';
import { FakeClock } from '$lib/live/simulation';
import { Throttle } from './throttle';

/** A throttle of one a second whose task takes `takes` ms, and when its runs began. */
function setUp(takes = 10, fails = 0) {
  const clock = new FakeClock();
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const task = async () => {
    begun.push(clock.now());
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => clock.after(takes, resolve));
    running -= 1;
    return begun.length > fails;
  };
  return { clock, begun, most: () => most, throttle: new Throttle(task, 1_000, 5_000, clock) };
}

describe('a throttle', () => {
  it('runs at once when nothing ran before', async () => {
    const { clock, begun, throttle } = setUp();
    throttle.ask();
    await clock.advance(0);
    expect(begun).toEqual([0]);
  });

  it('makes one run of many wishes, and does the last of them', async () => {
    const { clock, begun, throttle } = setUp();
    for (let wish = 0; wish < 25; wish += 1) {
      throttle.ask();
      await clock.advance(100);
    }
    await clock.advance(10_000);
    expect(begun).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('never runs twice at a time: what was asked for meanwhile follows', async () => {
    const { clock, begun, most, throttle } = setUp(3_000);
    throttle.ask();
    await clock.advance(1_500);
    throttle.ask();
    throttle.ask();
    await clock.advance(20_000);
    expect(begun).toEqual([0, 3_000]);
    expect(most()).toBe(1);
  });

  it('tries again after a failure, without being asked', async () => {
    const { clock, begun, throttle } = setUp(0, 2);
    throttle.ask();
    await clock.advance(30_000);
    expect(begun).toEqual([0, 5_000, 10_000]);
  });

  it('stays quiet once it was stopped', async () => {
    const { clock, begun, throttle } = setUp(500, 9);
    throttle.ask();
    await clock.advance(100);
    throttle.ask();
    throttle.stop();
    await clock.advance(30_000);
    expect(begun).toEqual([0]);
  });
});
