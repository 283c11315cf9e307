import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Live } from './live';
import { setUp, shown, truth } from './testing';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const chance = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
const index = fc.nat({ max: 6 });
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('commit' as const), id, open: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('announce' as const), bare: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('deliver', 'double', 'lose'), index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('together' as const), all: fc.constant(true) }) },
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
  if (step.do === 'together') server.deliverTogether();
  if ('ms' in step) await clock.advance(step.ms);
  if (step.do === 'drop') server.drop();
  if (step.do === 'freeze') server.frozen = true;
  if (step.do === 'cut') server.cut = true;
  if (step.do === 'mend') server.cut = false;
  // The answer of a call of our own, which no event has announced yet.
  const thing = step.do === 'learn' && 'id' in step ? server.things.get(step.id) : undefined;
  if (thing) live.learn(thing);
}

/** An index that is up to date for about half of the entities, at every read for others. */
const lagOf = (random: () => number) => () => (random() < 0.5 ? 0 : random() * 900);

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
  it.each([
    { rest: 'lost', lagging: false },
    { rest: 'late', lagging: false },
    { rest: 'lost', lagging: true },
    { rest: 'late', lagging: true },
  ])('ends with what the server has; the rest is $rest, the index lagging: $lagging', async ({ rest, lagging }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), chance, async (steps, stream) => {
        const random = () => stream.next().value as number;
        const all = setUp(random, lagging);
        const { clock, server, live } = all;
        if (lagging) server.lag = lagOf(random);
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

  // Long before the look of every minute, and without any event that could help.
  it('has what a lagging index left out once the confirming snapshots are in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), chance, async (steps, stream) => {
        const random = () => stream.next().value as number;
        const all = setUp(random, true);
        const { clock, server, live } = all;
        server.lag = lagOf(random);
        const check = neverOlder(live);
        live.start();
        await clock.advance(60);
        for (const step of steps) {
          await act(all, step);
          check();
        }
        server.cut = false;
        server.announce();
        server.drop();
        live.stop();
        live.start();
        await clock.advance(15_000);
        check();
        expect(shown(live)).toEqual(truth(server));
        expect(live.replica.behind).toBe(false);
        expect(live.replica.settled).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
