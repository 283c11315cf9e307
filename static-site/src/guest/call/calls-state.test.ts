import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { ApiError } from '$api/error';
import type { Call, CallReason } from '$api/types';
import { Memory } from '../storage';
import { CallsState } from './calls-state.svelte';

/** A floor that takes one call per key and one per reason in a minute, behind a network that fails as told. */
class Floor {
  readonly calls = new Map<string, Call>();
  readonly keys: string[] = [];
  /** What happens to the next posts, in turn. */
  network: ('ok' | 'answer lost' | 'request lost')[] = [];
  /** What the phone had stored when the first try reached the network. */
  storedAtFirstTry: unknown;
  readonly failed: ApiError[] = [];
  readonly memory = memory();

  guest(): CallsState {
    const api = createApi(undefined, {
      fetch: (request) => this.#post(request),
      wait: async () => {},
      random: () => 0.5,
    });
    const live = new Map<string, Call>();
    return new CallsState({
      api,
      memory: this.memory,
      seat: 's.g',
      calls: () => [...live.values()],
      now: () => Date.now(),
      called: (call) => void live.set(call.id, call),
      failed: (error) => void this.failed.push(error),
    });
  }

  async #post(request: Request): Promise<Response> {
    const key = request.headers.get('idempotency-key') ?? '';
    const { reason, note } = (await request.json()) as { reason: CallReason; note?: string };
    this.keys.push(key);
    this.storedAtFirstTry ??= this.memory.read(`call.s.g.${reason}`);
    const fate = this.network.shift() ?? 'ok';
    if (fate === 'request lost') throw new TypeError('cut');
    const answer = this.#take(key, reason, note);
    if (fate === 'answer lost') throw new TypeError('cut');
    return answer;
  }

  #take(key: string, reason: CallReason, note?: string): Response {
    const made = this.calls.get(key);
    if (made) return json(201, made);
    const last = [...this.calls.values()].filter((call) => call.reason === reason).at(-1);
    const wait = last ? Date.parse(last.opened_at) + 60_000 - Date.now() : 0;
    if (wait > 0) return json(429, { code: 'rate_limited', status: 429, retry_after: Math.ceil(wait / 1_000) });
    const call = {
      ...{ id: `c${this.calls.size + 1}`, session_id: 's', table: 'H4', reason, status: 'open' as const, version: 1 },
      ...{ called_by: { guest_id: 'g', name: 'Asha' }, opened_at: new Date().toISOString() },
      ...(note === undefined ? {} : { note }),
    };
    this.calls.set(key, call);
    return json(201, call);
  }
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

function memory(): Memory {
  const map = new Map<string, string>();
  return new Memory({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  });
}

describe('calls of a seat', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T19:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  const state = (calls: CallsState, reason: CallReason) => calls.shown(reason, Date.now()).state;

  it('stores the key before the first try, and forgets it when the answer is in', async () => {
    const floor = new Floor();
    const calls = floor.guest();
    calls.ask('other', 'a high chair');
    expect(state(calls, 'other')).toBe('sending');
    await vi.advanceTimersByTimeAsync(100);
    expect(floor.storedAtFirstTry).toMatchObject({ key: floor.keys[0], reason: 'other', note: 'a high chair' });
    expect(state(calls, 'other')).toBe('sent');
    expect(floor.memory.read('call.s.g.other')).toBeNull();
    expect([...floor.calls.values()]).toMatchObject([{ reason: 'other', note: 'a high chair' }]);
  });

  it('makes one call however many answers are lost, and says meanwhile that it is not sent', async () => {
    const floor = new Floor();
    floor.network = ['request lost', 'answer lost', 'answer lost', 'ok'];
    const calls = floor.guest();
    calls.ask('waiter');
    calls.ask('waiter');
    await vi.advanceTimersByTimeAsync(100);
    expect(state(calls, 'waiter')).toBe('unsent');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state(calls, 'waiter')).toBe('sent');
    expect(floor.keys).toHaveLength(4);
    expect(new Set(floor.keys).size).toBe(1);
    expect(floor.calls.size).toBe(1);
  });

  it('goes on with the same key after a reload', async () => {
    const floor = new Floor();
    floor.network = ['answer lost'];
    const before = floor.guest();
    before.ask('water');
    await vi.advanceTimersByTimeAsync(10);
    before.stop();
    const after = floor.guest();
    after.restore();
    after.age();
    await vi.advanceTimersByTimeAsync(100);
    expect(state(after, 'water')).toBe('sent');
    expect(floor.calls.size).toBe(1);
  });

  it('takes the cool-down as a wait and not as an error, and does not try by itself', async () => {
    const floor = new Floor();
    const friend = floor.guest();
    friend.ask('bill');
    await vi.advanceTimersByTimeAsync(20_000);
    const calls = floor.guest();
    calls.ask('bill');
    await vi.advanceTimersByTimeAsync(100);
    expect(calls.shown('bill', Date.now())).toMatchObject({ state: 'idle', wait: 40 });
    expect(floor.failed).toEqual([]);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(floor.keys).toHaveLength(2);
    expect(calls.shown('bill', Date.now()).wait).toBe(0);
    calls.ask('bill');
    await vi.advanceTimersByTimeAsync(100);
    expect(floor.calls.size).toBe(2);
  });

  it('lets one reason wait without holding up another', async () => {
    const floor = new Floor();
    floor.network = ['request lost', 'ok'];
    const calls = floor.guest();
    calls.ask('water');
    await vi.advanceTimersByTimeAsync(10);
    calls.ask('waiter');
    await vi.advanceTimersByTimeAsync(10);
    expect([state(calls, 'water'), state(calls, 'waiter'), calls.foremost]).toEqual(['unsent', 'sent', 'unsent']);
  });

  it('asks the guest after two minutes, who may stop it', async () => {
    const floor = new Floor();
    floor.network = Array(40).fill('request lost');
    const calls = floor.guest();
    calls.ask('waiter');
    await vi.advanceTimersByTimeAsync(130_000);
    expect(state(calls, 'waiter')).toBe('undecided');
    calls.giveUp('waiter');
    expect(state(calls, 'waiter')).toBe('idle');
    expect(floor.memory.read('call.s.g.waiter')).toBeNull();
  });
});
