import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CartLine, Order } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { toasts } from '$lib/ui/toast.svelte';
import { Memory } from '../storage';
import { TableView } from '../table.svelte';
import { Party } from './party.svelte';

const NOW = Date.parse('2026-11-21T19:00:00Z');
const rupees = (amount: number) => ({ amount, currency: 'INR' });
const unit_price = { minor: 6000, currency: 'INR' };
const line = { id: 'l1', item_id: 'i1', name: 'Vada Pav', quantity: 1, options: [], unit_price } as unknown as CartLine;

/** The server as one guest's page meets it: its answers, and a socket to say things through. */
class House {
  /** What the network or the server does to a request, by the end of its path. */
  failing: Record<string, 'lost' | number> = {};
  readonly asked: string[] = [];
  orders: Order[] = [];
  #socket: HouseSocket | null = null;
  #seq = 0;

  constructor() {
    const house = this;
    vi.stubGlobal('fetch', async (request: Request) => this.#answer(request));
    vi.stubGlobal(
      'WebSocket',
      class extends HouseSocket {
        constructor() {
          super();
          house.#socket = this;
        }
      },
    );
  }

  count(what: string): number {
    return this.asked.filter((one) => one === what).length;
  }

  /** An event about the order as it is now. */
  changed(order: Order): void {
    const entity = { kind: 'order', id: order.id, version: order.version };
    const event = { v: 1, topic: 's', seq: (this.#seq += 1), type: 'order.changed', entity, at: at(), data: order };
    this.orders = [...this.orders.filter(({ id }) => id !== order.id), order];
    this.#socket?.onmessage?.({ data: JSON.stringify(event) });
  }

  drop(): void {
    this.#socket?.onclose?.({ code: 1006 });
  }

  /** The server has a newer order, and no event tells of it. */
  moved(order: Order): void {
    this.orders = this.orders.map((one) => (one.id === order.id ? order : one));
  }

  #answer(request: Request): Response {
    const path = new URL(request.url).pathname.replace('/api/v1/', '');
    this.asked.push(`${request.method} ${path}`);
    const failing = Object.entries(this.failing).find(([end]) => path.endsWith(end))?.[1];
    if (failing === 'lost') throw new TypeError('cut');
    if (failing) return json(failing, { code: 'forbidden', status: failing });
    if (path === 'realtime/tickets') return json(201, { url: '/realtime' });
    const session = { id: 's', version: 1, status: 'open', mode: 'family' };
    return json(200, {
      ...{ session, check: { total: rupees(0) }, guests: [], calls: [], orders: this.orders },
      ...{ cart: { id: 'family', version: 1, lines: [line], total: rupees(0) }, topics: { s: this.#seq } },
    });
  }
}

class HouseSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    setTimeout(() => this.onopen?.(), 1);
  }

  send(): void {}
  close(): void {}
}

const at = () => new Date().toISOString();
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const order = (version: number, status: Order['status']) =>
  ({ id: 'o1', version, number: 7, status, lines: [], placed_at: at() }) as unknown as Order;

describe('a party', () => {
  let house: House;
  let stop = () => {};
  const vibrate = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    toasts.length = 0;
    vibrate.mockClear();
    vi.stubGlobal('navigator', { vibrate });
    house = new House();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function sitDown(memory = new Memory()): Promise<Party> {
    const seat = { token: 't', session_id: 's', guest_id: 'g', expires_at: '2026-11-22T00:00:00Z' };
    const party = new Party(new TableView('H4'), seat, memory, () => {});
    stop = party.start();
    await vi.advanceTimersByTimeAsync(50);
    return party;
  }

  it('started without network, shows the cart as it was last seen and sends what could not be sent', async () => {
    const memory = new Memory();
    const before = await sitDown(memory);
    expect(before.cart?.lines).toEqual([line]);
    house.failing = { 'lines/l1': 'lost', 'realtime/tickets': 'lost', session: 'lost' };
    before.setQuantity(line, 3);
    // Three tries of one edit, and the pauses between them.
    await vi.advanceTimersByTimeAsync(3_000);
    stop();

    const after = await sitDown(memory);
    expect([after.ready, after.cart]).toEqual([false, undefined]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([after.ready, after.recalled, after.live.loaded]).toEqual([true, true, false]);
    expect(after.cart?.lines).toEqual([line]);
    expect([after.lines[0]?.quantity, after.settled]).toEqual([3, false]);
    const tries = house.count('PUT cart/lines/l1');
    house.failing = {};
    await vi.advanceTimersByTimeAsync(10_000);
    expect(house.count('PUT cart/lines/l1')).toBeGreaterThan(tries);
    expect([after.settled, after.live.loaded]).toEqual([true, true]);
  });

  const said = (words: string) => toasts.filter((one) => one.text === words).length;

  it('says once that an order is ready, however often its lines change after that', async () => {
    house.orders = [order(1, 'preparing')];
    expect((await sitDown()).live.status).toBe('live');
    house.changed(order(2, 'ready'));
    expect([said(text.orders.ready(7)), vibrate.mock.calls.length]).toEqual([1, 1]);
    // Two lines are served one after the other; the order is still ready.
    house.changed(order(3, 'ready'));
    house.changed(order(4, 'ready'));
    expect([said(text.orders.ready(7)), vibrate.mock.calls.length]).toEqual([1, 1]);
    // Taken back to the stove, and ready once more: that is news again.
    house.changed(order(5, 'preparing'));
    house.changed(order(6, 'ready'));
    expect(vibrate).toHaveBeenCalledTimes(2);
  });

  it('says nothing of what was ready or refused before it looked', async () => {
    house.orders = [order(3, 'ready')];
    await sitDown();
    house.changed(order(4, 'ready'));
    house.changed({ ...order(2, 'rejected'), id: 'o2' });
    expect([toasts.length, vibrate.mock.calls.length]).toEqual([0, 0]);
  });

  it('says what came to be ready while the link was down', async () => {
    house.orders = [order(1, 'accepted')];
    const party = await sitDown();
    house.drop();
    house.moved(order(2, 'ready'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(party.live.status).toBe('live');
    expect([said(text.orders.ready(7)), vibrate.mock.calls.length]).toEqual([1, 1]);
  });

  it('starts a refused link again though an edit waits for its own next try', async () => {
    house.failing = { 'realtime/tickets': 403, 'cart/lines/l1': 'lost' };
    const party = await sitDown();
    expect([party.live.status, house.count('POST realtime/tickets')]).toEqual(['ended', 1]);
    // The edit gives up for now while the link's own restart is still to come.
    party.setQuantity(line, 2);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(house.count('PUT cart/lines/l1')).toBe(3);
    house.failing = { 'cart/lines/l1': 'lost' };
    await vi.advanceTimersByTimeAsync(400);
    expect([party.live.status, house.count('POST realtime/tickets')]).toEqual(['live', 2]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(house.count('PUT cart/lines/l1')).toBeGreaterThan(3);
  });
});
