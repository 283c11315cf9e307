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
const line = { id: 'l1', item_id: 'i1', name: 'Vada Pav', quantity: 1, options: [], unit_price, added_by: { guest_id: 'g1', name: 'Asha' } } as unknown as CartLine;

/** The server as one guest's page meets it: its answers, and a socket to say things through. */
class House {
  /** What the network or the server does to a request, by the end of its path. */
  failing: Record<string, 'lost' | number> = {};
  readonly asked: string[] = [];
  orders: Order[] = [];
  cart: CartLine[] = [line];
  items = [{ id: 'i1', name: 'Vada Pav', available: true, option_groups: [], price: unit_price }];
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

  /** Something of the menu is sold out, or there again. */
  restocked(): void {
    const entity = { kind: 'stock', id: 'b', version: (this.#seq += 1) };
    const event = { v: 1, topic: 's', seq: this.#seq, type: 'stock.changed', entity, at: at() };
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
    if (request.method === 'POST' && path === 'orders') return json(201, this.orders[0] ?? {});
    const cart = { id: 'family', version: 1, lines: this.cart, total: rupees(0) };
    if (path === 'branches/b/menu') return json(200, { version: 1, ordering: { open: true }, categories: [{ id: 'c', items: this.items }] });
    if (path.startsWith('cart/')) return json(200, cart);
    const session = { id: 's', version: 1, status: 'open', mode: 'family' };
    return json(200, {
      ...{ session, check: { total: rupees(0) }, guests: [], calls: [], orders: this.orders },
      ...{ cart, topics: { s: this.#seq } },
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
  ({ ...ORDER, version, status, placed_at: at() }) as unknown as Order;
const me = { guest_id: 'g', name: 'Asha' };
const bela = { guest_id: 'b', name: 'Bela' };
const ORDER = { id: 'o1', number: 7, lines: [], placed_by: me, estimated_ready_at: '2026-11-21T19:20:00Z', total: rupees(0) };

describe('a party', () => {
  let house: House;
  let stop = () => {};
  const vibrate = vi.fn();
  const sent: Order[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    toasts.length = sent.length = 0;
    localStorage.clear();
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
    const seat = { token: 't', session_id: 's', guest_id: 'g' };
    const party = new Party(new TableView('H4'), seat, memory, () => {}, (order) => void sent.push(order));
    stop = party.start();
    await vi.advanceTimersByTimeAsync(50);
    return party;
  }

  it('started without network, shows the cart as it was last seen and sends what could not be sent', async () => {
    const memory = new Memory();
    const before = await sitDown(memory);
    expect(before.cart?.lines).toEqual([line]);
    house.failing = { 'lines/l1': 'lost', 'realtime/tickets': 'lost', session: 'lost' };
    before.edits.setQuantity(line, 3);
    // Three tries of one edit, and the pauses between them.
    await vi.advanceTimersByTimeAsync(3_000);
    stop();

    const after = await sitDown(memory);
    expect([after.ready, after.cart]).toEqual([false, undefined]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([after.ready, after.recalled, after.live.loaded]).toEqual([true, true, false]);
    expect(after.cart?.lines).toEqual([line]);
    expect([after.edits.lines[0]?.quantity, after.edits.settled]).toEqual([3, false]);
    const tries = house.count('PUT cart/lines/l1');
    house.failing = {};
    await vi.advanceTimersByTimeAsync(10_000);
    expect(house.count('PUT cart/lines/l1')).toBeGreaterThan(tries);
    expect([after.edits.settled, after.live.loaded]).toEqual([true, true]);
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
    party.edits.setQuantity(line, 2);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(house.count('PUT cart/lines/l1')).toBe(3);
    house.failing = { 'cart/lines/l1': 'lost' };
    await vi.advanceTimersByTimeAsync(400);
    expect([party.live.status, house.count('POST realtime/tickets')]).toEqual(['live', 2]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(house.count('PUT cart/lines/l1')).toBeGreaterThan(3);
  });

  it('is told in passing of an order that gets through once the cart is closed, which is a cart again', async () => {
    const party = await sitDown();
    house.orders = [order(1, 'placed')];
    house.failing = { orders: 'lost' };
    party.atCart = true;
    party.wish = { note: 'in a hurry', payment: 'card' };
    party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect(party.outbox.now.state).toBe('waiting');
    party.atCart = false;
    house.failing = {};
    await vi.advanceTimersByTimeAsync(5_000);
    expect([said(text.placing.confirmed(7)), sent.length, party.outbox.now.state]).toEqual([1, 0, 'idle']);
    // The note was for that order; how they pay is kept for the next.
    expect(party.wish).toEqual({ note: '', payment: 'card' });
  });

  it('is shown the confirmation of an order that gets through while it looks at the cart', async () => {
    const party = await sitDown();
    house.orders = [order(1, 'placed')];
    party.atCart = true;
    party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect([sent.map(({ number }) => number), party.outbox.now.state, toasts.length]).toEqual([[7], 'idle', 0]);
  });

  it('goes on by itself after a reload and says how that ended', async () => {
    const first = await sitDown();
    house.failing = { orders: 'lost' };
    first.place();
    await vi.advanceTimersByTimeAsync(50);
    stop();
    house.failing = {};
    house.orders = [order(1, 'placed')];
    await sitDown();
    await vi.advanceTimersByTimeAsync(100);
    expect([said(text.placing.confirmed(7)), house.count('POST orders')]).toEqual([1, 2]);
  });

  it('tells who sent the cart that all share: where the cart is open there, else in passing', async () => {
    const party = await sitDown();
    const theirs = { ...order(1, 'placed'), placed_by: bela };
    party.atCart = true;
    house.changed(theirs);
    expect([party.overtaken?.number, toasts.length]).toEqual([7, 0]);
    party.atCart = false;
    house.changed({ ...theirs, id: 'o2', number: 8 });
    house.changed({ ...order(1, 'placed'), id: 'o3', number: 9 });
    expect(toasts.map((one) => one.text)).toEqual([text.orders.sentBy('Bela', 8)]);
  });

  it('puts back what was not accepted, with note, payment and whose it was, once', async () => {
    const vada = { ...line, id: 'ab12', added_by: bela, note: 'no chilli', quantity: 2 };
    const gone = { ...line, id: 'cd34', item_id: 'i2', name: 'Rice', added_by: me };
    const rejected = { ...order(2, 'rejected'), lines: [vada, gone], note: 'in a hurry', payment_method: 'upi' } as unknown as Order;
    house.orders = [rejected];
    house.cart = [];
    house.failing = { 'cart/lines/b12a': 'lost' };
    const party = await sitDown();
    const price = rupees(0);
    const dish = { available: true, option_groups: [], price };
    const items = [
      { ...dish, id: 'i1', name: 'Vada Pav' },
      { ...dish, id: 'i2', name: 'Rice', available: false },
    ];
    party.table.menu = { version: 1, categories: [{ items }] } as unknown as NonNullable<typeof party.table.menu>;
    expect(party.edits.toPutBack(rejected).map((one) => party.edits.available(one))).toEqual([true, false]);
    // Something was left out: the rice.
    expect(party.putBack(rejected)).toBe(false);
    expect(party.edits.lines).toMatchObject([{ id: 'b12a', quantity: 2, note: 'no chilli', added_by: bela }]);
    expect(party.wish).toEqual({ note: 'in a hurry', payment: 'upi' });
    expect(party.edits.toPutBack(rejected).map(({ name }) => name)).toEqual(['Rice']);
  });

  it('names what of the cart has sold out, once, and not to who looks at the cart', async () => {
    const party = await sitDown();
    party.table.info = { branch: { id: 'b' } } as unknown as NonNullable<typeof party.table.info>;
    await party.table.refreshMenu();
    const restock = async (available: boolean) => {
      house.items = house.items.map((item) => ({ ...item, available }));
      house.restocked();
      await vi.advanceTimersByTimeAsync(50);
    };
    await restock(false);
    await restock(false);
    expect(said(text.cart.fault['sold-out']('Vada Pav'))).toBe(1);
    await restock(true);
    party.atCart = true;
    await restock(false);
    expect(said(text.cart.fault['sold-out']('Vada Pav'))).toBe(1);
  });

  it.each(['rejected', 'cancelled'] as const)('says that an order was %s', async (status) => {
    house.orders = [order(1, 'placed')];
    await sitDown();
    house.changed(order(2, status));
    expect(said(text.orders[status](7))).toBe(1);
  });
});
