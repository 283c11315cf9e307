import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '$api/error';
import { Live } from './live';
import { FakeClock, Server } from './simulation';

function setUp(random = () => 0.5) {
  const clock = new FakeClock();
  const server = new Server(clock);
  const ended = vi.fn();
  const events: number[] = [];
  const live = new Live(
    {
      kinds: ['order'],
      ticket: () => server.ticket(),
      snapshot: () => server.snapshot(),
      changed: () => {},
      event: ({ seq }) => events.push(seq),
      ended,
    },
    server.world(random),
  );
  return { clock, server, live, ended, events };
}

const shown = ({ replica }: Live) =>
  replica
    .all('order')
    .filter(({ data }) => (data as { open: boolean }).open)
    .map(({ id, version }) => `${id} v${version}`)
    .sort();

const truth = ({ things }: Server) =>
  [...things.values()]
    .filter(({ data }) => (data as { open: boolean }).open)
    .map(({ id, version }) => `${id} v${version}`)
    .sort();

async function connected(random?: () => number) {
  const all = setUp(random);
  all.live.start();
  await all.clock.advance(100);
  expect(all.live.link.phase).toBe('live');
  return all;
}

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

const id = fc.constantFrom('a', 'b', 'c', 'd');
const index = fc.nat({ max: 6 });
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('commit' as const), id, open: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('announce' as const), bare: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('deliver', 'double', 'lose'), index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(60), fc.nat(3_000)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('drop', 'freeze', 'cut', 'mend', 'learn'), id }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function act({ clock, server, live }: ReturnType<typeof setUp>, step: Action) {
  if (step.do === 'commit' && 'open' in step) server.commit(step.id, step.open);
  if (step.do === 'announce' && 'bare' in step) server.announce(step.bare);
  if ('index' in step && step.do === 'deliver') server.deliver(step.index);
  if ('index' in step && step.do === 'double') server.deliver(step.index, true);
  if ('index' in step && step.do === 'lose') server.wire.splice(step.index, 1);
  if ('ms' in step) await clock.advance(step.ms);
  if (step.do === 'drop') server.drop();
  if (step.do === 'freeze') server.frozen = true;
  if (step.do === 'cut') server.cut = true;
  if (step.do === 'mend') server.cut = false;
  // The answer of a call of our own, which no event has announced yet.
  const thing = step.do === 'learn' && 'id' in step ? server.things.get(step.id) : undefined;
  if (thing) live.learn(thing);
}

/** No entity may ever be shown at an older version than before. */
function neverOlder(live: Live) {
  const newest = new Map<string, number>();
  return () => {
    for (const { id, version } of live.replica.all('order')) {
      expect(version).toBeGreaterThanOrEqual(newest.get(id) ?? 0);
      newest.set(id, version);
    }
  };
}

describe('convergence', () => {
  // 'lost': only the heartbeat can tell. 'late': all numbers come, so that no
  // snapshot covers up what was taken in wrongly.
  it.each(['lost', 'late'] as const)('ends with what the server has; the rest on the wire is %s', async (rest) => {
    const chance = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), chance, async (steps, stream) => {
        const random = () => stream.next().value as number;
        const all = setUp(random);
        const { clock, server, live } = all;
        const check = neverOlder(live);
        live.start();
        await clock.advance(60);
        for (const step of steps) {
          await act(all, step);
          check();
        }
        server.cut = false;
        server.announce();
        while (rest === 'late' && server.wire.length > 0) {
          server.deliver(Math.floor(random() * server.wire.length));
          check();
        }
        server.wire = [];
        await clock.advance(120_000);
        expect(shown(live)).toEqual(truth(server));
        expect(live.replica.behind).toBe(false);
        expect(live.link.phase).toBe('live');
      }),
      { numRuns: 1_000 },
    );
  });
});
