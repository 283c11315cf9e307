import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '$api/error';
import { connected, setUp, shown } from './testing';

describe('a live link', () => {
  it('shows what an event brings, once', async () => {
    const { server, live, events } = await connected();
    server.commit('a', true);
    server.announce();
    server.deliver(0, true);
    server.deliver(0);
    expect(shown(live)).toEqual(['a v1']);
    expect(events).toEqual([1]);
    expect(server.snapshots).toBe(1);
  });

  it('takes what happened together from one message', async () => {
    const { server, live, events } = await connected();
    server.commit('a', true);
    server.commit('b', true);
    server.announce();
    server.deliverTogether();
    expect(shown(live)).toEqual(['a v1', 'b v1']);
    expect(events).toEqual([1, 2]);
    expect(live.replica.behind).toBe(false);
  });

  it('waits for a late number, and does not fetch when it comes', async () => {
    const { clock, server, live } = await connected();
    server.commit('a', true);
    server.commit('b', true);
    server.announce();
    server.deliver(1);
    await clock.advance(1_000);
    server.deliver(0);
    expect(shown(live)).toEqual(['a v1', 'b v1']);
    await clock.advance(2_000);
    expect(live.replica.behind).toBe(false);
  });

  it('fetches when a number stays away', async () => {
    const { clock, server, live } = await connected();
    server.commit('a', true);
    server.commit('b', true);
    server.announce();
    server.wire.shift();
    server.deliver(0);
    await clock.advance(2_000);
    expect(shown(live)).toEqual(['a v1', 'b v1']);
    expect(server.snapshots).toBe(2);
  });

  it('finds a lost last event at the heartbeat', async () => {
    const { clock, server, live } = await connected();
    server.commit('a', true);
    server.announce();
    server.wire = [];
    await clock.advance(11_000);
    expect(shown(live)).toEqual([]);
    await clock.advance(5_000);
    expect(shown(live)).toEqual(['a v1']);
  });

  it('notices a frozen link within 20 s, whenever it freezes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60_000 }), async (before) => {
        const { clock, server, live } = await connected();
        await clock.advance(before);
        server.frozen = true;
        await clock.advance(20_000);
        expect(live.link.turn).toBeGreaterThan(1);
      }),
      { numRuns: 50 },
    );
  });

  it('pings a busy link no more than every 12 s and no less than every 25 s', async () => {
    const { clock, server } = await connected();
    for (let second = 0; second < 100; second += 1) {
      server.commit('a', true);
      server.announce();
      server.deliver(0);
      await clock.advance(1_000);
    }
    expect(server.pings).toBe(4);
  });

  it('stops for good when the identity is over', async () => {
    for (const end of ['message', 'close', 'ticket'] as const) {
      const { clock, server, live, ended } = await connected();
      if (end === 'message') server.send({ type: 'closed', code: 4401 });
      if (end === 'close') server.drop(4401);
      if (end === 'ticket') {
        live.source.ticket = () => Promise.reject(new ApiError('unauthenticated', 401));
        server.drop();
      }
      await clock.advance(120_000);
      expect(live.link.phase).toBe('ended');
      expect(ended).toHaveBeenCalledTimes(1);
      expect(server.tickets).toBe(1);
    }
  });

  it('comes back with full jitter that grows to 30 s', async () => {
    const { clock, server, live } = await connected(() => 0.999);
    server.cut = true;
    server.drop();
    await clock.advance(180_000);
    expect(server.tickets).toBeGreaterThan(8);
    expect(server.tickets).toBeLessThan(13);
    server.cut = false;
    await clock.advance(31_000);
    expect(live.link.phase).toBe('live');
  });

  it('starts over when the server counts anew', async () => {
    const { clock, server, live } = await connected();
    for (let count = 0; count < 5; count += 1) server.commit('a', true);
    server.announce();
    while (server.wire.length > 0) server.deliver(0);
    server.forget();
    await clock.advance(20_000);
    expect(Object.values(live.replica.seen)).toEqual([0]);
    server.commit('a', true);
    server.announce();
    server.wire = [];
    await clock.advance(20_000);
    expect(shown(live)).toEqual(['a v6']);
  });

  it('ignores the snapshot of an earlier connection', async () => {
    const { clock, server, live } = setUp(() => 0);
    server.commit('old', true);
    live.start();
    await clock.advance(20);
    expect(server.snapshots).toBe(1);
    server.things.clear();
    server.drop();
    await clock.advance(35);
    expect(server.snapshots).toBe(2);
    expect(shown(live)).toEqual([]);
    await clock.advance(100);
    expect(live.link.phase).toBe('live');
  });

  it('does not wait when the page comes to the front', async () => {
    const { clock, server, live } = await connected(() => 0.999);
    server.cut = true;
    server.drop();
    await clock.advance(100_000);
    server.cut = false;
    live.wake();
    await clock.advance(100);
    expect(live.link.phase).toBe('live');
  });
});

describe('a live link that settles', () => {
  it('shows what the index left out after the confirming snapshot', async () => {
    const { clock, server, live } = setUp(undefined, true);
    server.commit('a', true);
    server.announce();
    server.lag = () => 500;
    live.start();
    await clock.advance(100);
    expect(shown(live)).toEqual([]);
    expect(live.replica.behind).toBe(false);
    await clock.advance(6_000);
    expect(shown(live)).toEqual(['a v1']);
    expect(server.snapshots).toBe(2);
  });

  it('keeps an order that one snapshot left out', async () => {
    const { clock, server, live } = await connected(undefined, true);
    server.lag = () => 500;
    await clock.advance(4_500);
    server.commit('a', true);
    server.announce();
    server.deliver(0);
    for (let i = 0; i < 100; i += 1) {
      await clock.advance(100);
      expect(shown(live)).toEqual(['a v1']);
    }
    expect(server.snapshots).toBeGreaterThan(1);
  });

  it('looks again once after 5 s and then once a minute', async () => {
    const { clock, server } = await connected(undefined, true);
    const counts: number[] = [];
    for (const ms of [4_000, 2_000, 58_000, 2_000, 58_000, 2_000]) {
      await clock.advance(ms);
      counts.push(server.snapshots);
    }
    expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
  });

  it('does so again on every connection, also after a stop', async () => {
    const { clock, server, live } = await connected(undefined, true);
    server.drop();
    await clock.advance(8_000);
    expect(server.snapshots).toBe(3);
    live.stop();
    await clock.advance(120_000);
    expect(server.snapshots).toBe(3);
    live.start();
    await clock.advance(8_000);
    expect(server.snapshots).toBe(5);
  });
});
