import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { body, createApi } from '$api/client';
import type { Order } from '$api/types';
import { Memory } from '../../guest/storage';
import { Outbox } from './outbox.svelte';
import type { Intent } from './sending';

/** A kitchen that makes one order per key, behind a network that fails as told. */
class Kitchen {
  readonly orders = new Map<string, Order>();
  readonly keys: string[] = [];
  /** What happens to the next posts, in turn: the answer arrives, is lost, or the request is. */
  network: ('ok' | 'answer lost' | 'request lost' | 'portal')[] = [];
  storedAtFirstTry: Intent | null = null;
  /** The server's clock, which has nothing to do with the phone's. */
  serverTime = () => performance.now() + 1_000_000;

  constructor(readonly memory: Memory = newMemory()) {}

  outbox(): Outbox<typeof cart, Order> {
    const api = createApi(undefined, {
      fetch: (request) => this.#post(request),
      wait: async () => {},
      random: () => 0.5,
    });
    return new Outbox(this.memory, {
      slot: 'intent',
      post: (key, order) =>
        body(api.POST('/api/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body: order })),
      done: () => {},
      now: () => this.serverTime(),
      failed: () => {},
    });
  }

  async #post(request: Request): Promise<Response> {
    const key = request.headers.get('idempotency-key') ?? '';
    this.keys.push(key);
    this.storedAtFirstTry ??= this.memory.read<Intent>('intent');
    const fate = this.network.shift() ?? 'ok';
    if (fate === 'request lost') throw new TypeError('cut');
    if (fate === 'portal') return new Response('{}', { status: 200, headers: { 'content-type': 'application/json' } });
    const order = this.orders.get(key) ?? ({ id: key, number: this.orders.size + 1, version: 1, status: 'placed', lines: [] as Order['lines'] } as Order);
    this.orders.set(key, order);
    if (fate === 'answer lost') throw new TypeError('cut');
    return new Response(JSON.stringify(order), { status: 201, headers: { 'content-type': 'application/json' } });
  }
}

function newMemory(): Memory {
  const map = new Map<string, string>();
  return new Memory({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  });
}

const cart = { cart_version: 4, expected_total: { minor: 500, currency: 'INR' } };

/** A phone whose disk is full: what is there can be read, and nothing can be added. */
function full(): Memory {
  return new Memory({
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: () => {},
  });
}

describe('an outbox on a phone without room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends under one key, says that it does not last, and ends', async () => {
    const kitchen = new Kitchen(full());
    kitchen.network = ['answer lost', 'ok'];
    const outbox = kitchen.outbox();
    outbox.send(cart);
    expect([outbox.busy, outbox.lasting]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(outbox.now.state).toBe('confirmed');
    expect([new Set(kitchen.keys).size, kitchen.keys.length, kitchen.orders.size]).toEqual([1, 2, 1]);
    expect([outbox.busy, outbox.lasting]).toEqual([false, true]);
  });

  it('keeps a seat for as long as the page lives', () => {
    const memory = full();
    const seat = { token: 't', session_id: 's', guest_id: 'g' };
    memory.keepSeat('CODE1', seat);
    expect(memory.seat('CODE1')).toEqual(seat);
    expect(memory.deviceId(() => 'made')).toBe('made');
    expect(memory.deviceId(() => 'another')).toBe('made');
    memory.dropSeat('CODE1', true);
    expect(memory.seat('CODE1')).toBeNull();
  });
});

describe('an outbox of orders', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stores the key before the first try, and forgets it when the answer is in', async () => {
    const kitchen = new Kitchen();
    const outbox = kitchen.outbox();
    outbox.send(cart);
    await vi.advanceTimersByTimeAsync(100);
    expect(kitchen.storedAtFirstTry?.key).toBe(kitchen.keys[0]);
    expect(outbox.now).toMatchObject({ state: 'confirmed', result: { number: 1 } });
    expect(kitchen.memory.read('intent')).toBeNull();
  });

  it('makes one order however many answers are lost', async () => {
    const kitchen = new Kitchen();
    kitchen.network = ['request lost', 'answer lost', 'answer lost', 'request lost', 'ok'];
    const outbox = kitchen.outbox();
    outbox.send(cart);
    outbox.send(cart);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.now.state).toBe('confirmed');
    expect(kitchen.orders.size).toBe(1);
    expect(new Set(kitchen.keys).size).toBe(1);
    expect(kitchen.keys).toHaveLength(5);
  });

  it('goes on with the same key after a reload', async () => {
    const kitchen = new Kitchen();
    kitchen.network = ['answer lost'];
    const before = kitchen.outbox();
    before.send(cart);
    await vi.advanceTimersByTimeAsync(10);
    before.stop();
    const after = kitchen.outbox();
    after.restore();
    expect(after.busy).toBe(true);
    after.age();
    await vi.advanceTimersByTimeAsync(100);
    expect(after.now.state).toBe('confirmed');
    expect(kitchen.orders.size).toBe(1);
  });

  it.each([-9, -0.01, 9])('goes on when the phone’s clock is moved by %d hours while it waits', async (hours) => {
    const kitchen = new Kitchen();
    kitchen.network = ['request lost'];
    const outbox = kitchen.outbox();
    outbox.send(cart);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.now.state).toBe('waiting');
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(outbox.now.state).toBe('confirmed');
    expect(new Set(kitchen.keys).size).toBe(1);
  });

  it.each([
    ['half a minute', 30_000, 'confirmed'],
    ['an hour', 3_600_000, 'undecided'],
  ])('after a reload the server’s time tells that it is %s old', async (_, age, state) => {
    const kitchen = new Kitchen();
    kitchen.network = ['answer lost'];
    const before = kitchen.outbox();
    before.send(cart);
    await vi.advanceTimersByTimeAsync(10);
    before.stop();
    kitchen.serverTime = () => performance.now() + 1_000_000 + age;
    // Whatever the phone says meanwhile.
    vi.setSystemTime(Date.now() + 9 * 3_600_000 - age);
    const after = kitchen.outbox();
    after.restore();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([after.now.state, kitchen.keys.length]).toEqual(['waiting', 1]);
    after.age();
    await vi.advanceTimersByTimeAsync(100);
    expect(after.now.state).toBe(state);
    expect(new Set(kitchen.keys).size).toBe(1);
  });

  it('takes a Wi-Fi’s log-in page for no answer, says what it was, and goes on with the same key', async () => {
    const kitchen = new Kitchen();
    kitchen.network = ['portal', 'portal', 'ok'];
    const outbox = kitchen.outbox();
    outbox.send(cart);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.now).toMatchObject({ state: 'waiting', code: 'garbled' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect([outbox.now.state, kitchen.orders.size, kitchen.keys.length]).toEqual(['confirmed', 1, 3]);
    expect(new Set(kitchen.keys).size).toBe(1);
  });

  it('gives up after two minutes and starts anew only when the guest says so', async () => {
    const kitchen = new Kitchen();
    kitchen.network = Array(40).fill('request lost');
    const outbox = kitchen.outbox();
    outbox.send(cart);
    await vi.advanceTimersByTimeAsync(130_000);
    expect(outbox.now.state).toBe('undecided');
    const tries = kitchen.keys.length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(kitchen.keys).toHaveLength(tries);
    kitchen.network = [];
    outbox.again();
    await vi.advanceTimersByTimeAsync(100);
    expect(outbox.now.state).toBe('confirmed');
    expect(new Set(kitchen.keys).size).toBe(1);
  });
});
