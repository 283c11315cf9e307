import { describe, expect, it } from 'vitest';
import { idle, type Input, type Link, nextTick, PING_AT_LEAST_MS, PONG_MS, SILENCE_MS, step } from './link';

/** What is promised: a link that froze is noticed, and being replaced, this soon. */
const NOTICED_MS = 20_000;

/** A live link that was opened at 0 and has its snapshot. */
function live(settles = false): Link {
  const inputs: Input[] = [
    { type: 'start' },
    { type: 'ticket', turn: 1, url: '/realtime' },
    { type: 'opened', turn: 1 },
    { type: 'snapshot', turn: 1, behind: false, settled: true },
  ];
  return inputs.reduce((link, input) => step(link, input, 0, 0.5)[0], { ...idle, settles });
}

/** Lets the clock run to `until` with an end that says nothing; when the link was given up, or null. */
function silence(link: Link, until: number): number | null {
  let now = link;
  for (let due = nextTick(now); due !== null && due <= until; due = nextTick(now)) {
    now = step(now, { type: 'tick' }, due, 0.5)[0];
    if (now.phase === 'waiting') return due;
    // A snapshot still comes: plain requests find the way that the frozen socket has lost.
    if (now.fetching) now = step(now, { type: 'snapshot', turn: now.turn, behind: false, settled: true }, due, 0.5)[0];
  }
  return null;
}

describe('a frozen link', () => {
  it('is silent for the time to a ping and the wait for its answer, which are 20 s at the most', () => {
    expect(SILENCE_MS + PONG_MS).toBeLessThanOrEqual(NOTICED_MS);
  });

  it.each([false, true])('is given up within that time of when it was last heard (settling: %s)', (settles) => {
    expect(silence(live(settles), NOTICED_MS)).toBe(SILENCE_MS + PONG_MS);
  });

  it('is given up as soon on a page that traffic kept from pinging', () => {
    // Heard every second, until just before the ping that no traffic can postpone.
    let link = live();
    const last = PING_AT_LEAST_MS - 1_000;
    for (let now = 1_000; now <= last; now += 1_000) link = step(link, { type: 'heard', turn: 1 }, now, 0.5)[0];
    const noticed = silence(link, last + NOTICED_MS);
    expect(noticed).not.toBeNull();
    expect((noticed ?? 0) - last).toBeLessThanOrEqual(NOTICED_MS);
  });

  it('is found sooner when the page comes to the front, or the device says that it is offline', () => {
    for (const type of ['wake', 'suspect'] as const) {
      const link = step(live(), { type }, PONG_MS + 1, 0.5)[0];
      expect(silence(link, NOTICED_MS)).toBe(PONG_MS + 1 + PONG_MS);
    }
  });

  it('comes back at once where one answer is enough', () => {
    const waiting = step(live(), { type: 'dropped', turn: 1, code: 1006 }, 0, 0)[0];
    expect([waiting.phase, nextTick(waiting)]).toEqual(['waiting', 0]);
  });
});
