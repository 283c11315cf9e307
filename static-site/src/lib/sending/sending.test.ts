import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, Problem } from '$api/types';
import { advance, type Intent, intentOf, PATIENCE_MS, type Sending, type SendingEvent } from './sending';

interface OrderIntent extends Intent {
  cart_version: number;
}
type Placing = Sending<OrderIntent, Order>;
type PlacingEvent = SendingEvent<OrderIntent, Order>;

const order = { id: 'o1', number: 12 } as Order;
const intent = (key: string, since = 0): OrderIntent => ({ key, since, cart_version: 3 });
const run = (events: [PlacingEvent, number][], start: Placing = { state: 'idle' }) =>
  events.reduce<Placing>((placing, [event, now]) => advance(placing, event, now, 0.5), start);
const cut = (key: string): PlacingEvent => ({ type: 'failed', key, code: 'network', transient: true });
const refusal = (code: string): PlacingEvent => ({ type: 'failed', key: 'k', code, transient: false });
const place: [PlacingEvent, number] = [{ type: 'send', intent: intent('k') }, 0];

describe('sending what must happen once', () => {
  it('is confirmed by the answer to its own key only', () => {
    expect(run([place, [{ type: 'answered', key: 'other', result: order }, 5]]).state).toBe('sending');
    expect(run([place, [{ type: 'answered', key: 'k', result: order }, 5]])).toEqual({ state: 'confirmed', result: order });
  });

  it('takes no second order while one is undecided', () => {
    const second: PlacingEvent = { type: 'send', intent: intent('k2') };
    for (const placing of [run([place]), run([place, [cut('k'), 1]]), run([place, [cut('k'), PATIENCE_MS]])]) {
      expect(advance(placing, second, PATIENCE_MS, 0.5)).toBe(placing);
    }
  });

  it('waits longer after each failure, up to ten seconds', () => {
    const waits: number[] = [];
    let placing = run([place]);
    for (let now = 0; placing.state === 'sending' && waits.length < 7; ) {
      placing = advance(placing, cut('k'), now, 0.999);
      if (placing.state !== 'waiting' || placing.retryAt === null) break;
      waits.push(Math.round((placing.retryAt - now) / 1000));
      now = placing.retryAt;
      placing = advance(placing, { type: 'tick' }, now, 0.5);
    }
    expect(waits).toEqual([1, 2, 4, 8, 10, 10, 10]);
  });

  it('asks the guest after two minutes, and tries again with the same key', () => {
    const stuck = run([place, [cut('k'), PATIENCE_MS - 100]]);
    expect(stuck.state).toBe('undecided');
    const again = advance(stuck, { type: 'again', since: PATIENCE_MS + 5_000 }, PATIENCE_MS + 5_000, 0.5);
    expect(intentOf(again)).toEqual(intent('k', PATIENCE_MS + 5_000));
    expect(advance(stuck, { type: 'give-up' }, PATIENCE_MS, 0.5)).toEqual({ state: 'idle' });
  });

  it('keeps to the time that the server asks for', () => {
    const busy: PlacingEvent = { type: 'failed', key: 'k', code: 'unavailable', transient: true, retryAfter: 30 };
    expect(run([place, [busy, 1_000]])).toMatchObject({ state: 'waiting', retryAt: 31_000 });
  });

  it('tries again while an earlier try still runs', () => {
    expect(run([place, [refusal('in_progress'), 1]]).state).toBe('waiting');
  });

  it.each(['cart_changed', 'prices_changed', 'ordering_paused', 'branch_closed'])('ends with %s, and lets the guest send anew', (code) => {
    const problem = { code } as Problem;
    const placing = run([place, [{ type: 'failed', key: 'k', code, transient: false, problem }, 1]]);
    expect(placing).toEqual({ state: 'refused', code, problem });
    expect(advance(placing, { type: 'send', intent: intent('k2') }, 2, 0.5)).toMatchObject({ state: 'sending', tries: 1 });
  });

  it('goes on after a reload: by itself when it is young, else it asks', () => {
    const restore: PlacingEvent = { type: 'restore', intent: intent('k') };
    expect(run([[restore, 0]])).toMatchObject({ state: 'waiting', retryAt: null });
    expect(run([[restore, 0], [{ type: 'tick' }, PATIENCE_MS]]).state).toBe('waiting');
    expect(run([[restore, 0], [{ type: 'aged', age: 60_000 }, 1]]).state).toBe('sending');
    expect(run([[restore, 0], [{ type: 'aged', age: PATIENCE_MS }, 1]]).state).toBe('undecided');
    // What this page began itself has no age but what passed here.
    expect(run([place, [cut('k'), 1], [{ type: 'aged', age: 9 * 3_600_000 }, 2]]).state).toBe('waiting');
  });

  it('never changes its key, and forgets it only once it is decided', () => {
    const key = fc.constantFrom('k1', 'k2', 'k3');
    const code = fc.constantFrom('network', 'in_progress', 'cart_changed', 'prices_changed', 'forbidden');
    const event: fc.Arbitrary<PlacingEvent> = fc.oneof(
      key.map((k) => ({ type: 'send' as const, intent: intent(k) })),
      key.map((k) => ({ type: 'restore' as const, intent: intent(k) })),
      key.map((k) => ({ type: 'answered' as const, key: k, result: order })),
      fc.record({ type: fc.constant('failed' as const), key, code }).map((e) => ({ ...e, transient: e.code === 'network' })),
      fc.constantFrom<PlacingEvent>({ type: 'tick' }, { type: 'again', since: 7 }, { type: 'aged', age: 30_000 }, { type: 'give-up' }, { type: 'dismiss' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(40_000)), { maxLength: 40 }), (steps) => {
        let placing: Placing = { state: 'idle' };
        let now = 0;
        for (const [next, pause] of steps) {
          now += pause;
          const before: Placing = placing;
          placing = advance(before, next, now, 0.5);
          const [was, is] = [intentOf(before)?.key, intentOf(placing)?.key];
          if (was !== undefined && is !== undefined) expect(is).toBe(was);
          if (was !== undefined && is === undefined) {
            const decided = next.type === 'answered' || next.type === 'failed' ? next.key === was : next.type === 'give-up';
            expect(decided, `${next.type} ended ${was}`).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
