import { beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '$api/client';
import { ApiError } from '$api/error';
import type { Check, CheckStatus } from '$api/types';
import { RiderState } from './rider-state.svelte';

/** A counter with one delivery, whose answers may get lost. */
class Counter {
  status: CheckStatus = 'sent_to_kitchen';
  version = 1;
  moves: string[] = [];
  /** What becomes of the next moves: done, done but the answer is lost, or not even sent. */
  fates: ('done' | 'lost' | 'offline')[] = [];
  offline = false;
  mine = true;

  get check(): Check {
    return { id: 'lane_c1', name: 'Delivery 13', status: this.status, version: this.version } as Check;
  }

  readonly api = {
    GET: async (path: string) => {
      if (this.offline) throw new ApiError('network', 0);
      const data = path.endsWith('/checks') ? { checks: this.mine ? [this.check] : [] } : { check: this.check, orders: [] };
      return { data, response: new Response() };
    },
    PATCH: async (_: string, { body }: { body: { status: CheckStatus } }) => {
      const fate = this.fates.shift() ?? 'done';
      if (fate === 'offline' || this.offline) throw new ApiError('network', 0);
      this.moves.push(body.status);
      const way = ['sent_to_kitchen', 'preparing', 'out_for_delivery', 'delivered'];
      if (way.indexOf(body.status) !== way.indexOf(this.status) + 1) throw new ApiError('illegal_transition', 409);
      this.status = body.status;
      this.version += 1;
      if (fate === 'lost') throw new ApiError('network', 0);
      return { data: this.check, response: new Response() };
    },
  } as unknown as Api;
}

function rider() {
  const counter = new Counter();
  return { counter, state: new RiderState(counter.api, 'lane') };
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

it('goes step by step to where a tap wants it', async () => {
  const { counter, state } = rider();
  await state.look();
  state.want(counter.check, 'out_for_delivery');
  await state.look();
  expect(counter.moves).toEqual(['preparing', 'out_for_delivery']);
  expect(state.wanted.size).toBe(0);
  expect(state.deliveries?.[0]?.status).toBe('out_for_delivery');
});

it('makes no step twice whose answer got lost, nor for a second tap', async () => {
  const { counter, state } = rider();
  counter.status = 'preparing';
  counter.fates = ['lost'];
  state.want(counter.check, 'out_for_delivery');
  state.want(counter.check, 'out_for_delivery');
  await state.look();
  await vi.runOnlyPendingTimersAsync();
  await state.look();
  expect(counter.moves).toEqual(['out_for_delivery']);
  expect(state.wanted.size).toBe(0);
});

it('keeps a tap on the device while there is no network, and sends it from a page that was opened anew', async () => {
  const { counter, state } = rider();
  counter.status = 'out_for_delivery';
  counter.offline = true;
  state.want(counter.check, 'delivered');
  await state.look();
  expect(state.wanted.get('lane_c1')).toBe('delivered');
  counter.offline = false;
  const again = new RiderState(counter.api, 'lane');
  expect(again.wanted.get('lane_c1')).toBe('delivered');
  await again.look();
  expect(counter.status).toBe('delivered');
  expect(again.wanted.size).toBe(0);
});

it('lets go of what is somebody else’s by now', async () => {
  const { counter, state } = rider();
  counter.mine = false;
  state.want(counter.check, 'out_for_delivery');
  await state.look();
  expect([counter.moves, state.wanted.size]).toEqual([[], 0]);
});
