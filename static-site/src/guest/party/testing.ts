import { afterEach, beforeEach, vi } from 'vitest';
import type { CartLine, Order } from '$api/types';
import { toasts } from '$lib/ui/toast.svelte';
import { Memory } from '../storage';
import { TableView } from '../table.svelte';
import { Party } from './party.svelte';

export const NOW = Date.parse('2026-11-21T19:00:00Z');
export const rupees = (minor: number) => ({ minor, currency: 'INR' });
export const unit_price = { minor: 6000, currency: 'INR' };
export const line = { id: 'l1', item_id: 'i1', name: 'Vada Pav', quantity: 1, options: [], allergy: false, unit_price, total: unit_price, added_by: { guest_id: 'g1', name: 'Asha' } } as unknown as CartLine;

/** The server as one guest's page meets it: its answers, and a socket to say things through. */
export class House {
  /** What the network or the server does to a request, by the end of its path. */
  failing: Record<string, 'lost' | number> = {};
  readonly asked: string[] = [];
  /** The code by which an order is refused. */
  refusing = '';
  /** What becomes of an edit: `lost`, or the code by which it is refused. */
  putting = '';
  /** What a refusal says that the cart costs. */
  repriced: CartLine[] | null = null;
  orders: Order[] = [];
  cart: CartLine[] = [line];
  items: object[] = [{ id: 'i1', name: 'Vada Pav', available: true, diet: 'veg', allergens: [], option_groups: [], price: unit_price }];
  version = 1;
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
    if (path === 'branches/b/menu') return json(200, { version: 1, ordering: { open: true }, categories: [{ id: 'c', items: this.items }] });
    const total = rupees(this.cart.reduce((sum, one) => sum + one.total.minor, 0));
    const cart = { id: 'family', version: this.version, lines: this.cart, total };
    const today = this.repriced ? { ...cart, lines: this.repriced, total: rupees(this.repriced.reduce((sum, one) => sum + one.total.minor, 0)) } : cart;
    if (request.method === 'POST' && path === 'orders') return this.refusing ? json(409, { code: this.refusing, status: 409, cart: today, total: today.total }) : json(201, this.orders[0] ?? {});
    if (path.startsWith('cart/') && this.putting === 'lost') throw new TypeError('cut');
    if (path.startsWith('cart/') && this.putting) return json(409, { code: this.putting, status: 409 });
    if (path.startsWith('cart/')) return json(200, cart);
    const session = { id: 's', version: 1, status: 'open', mode: 'family' };
    return json(200, {
      ...{ me: { id: 'g', name: 'Asha', joined_at: new Date(NOW).toISOString(), version: 1 } },
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

const at = () => new Date(NOW).toISOString();
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

export const order = (version: number, status: Order['status']) =>
  ({ ...ORDER, version, status, placed_at: at() }) as unknown as Order;
export const me = { guest_id: 'g', name: 'Asha' };
export const bela = { guest_id: 'b', name: 'Bela' };
const ORDER = { id: 'o1', number: 7, lines: [], placed_by: me, estimated_ready_at: '2026-11-21T19:20:00Z', total: rupees(0) };

/** A house for each test of the file that calls this, and what a guest's phone does there. */
export function phone() {
  const vibrate = vi.fn();
  /** Orders that were confirmed where the guest looks at the cart. */
  const sent: Order[] = [];
  let house: House;
  let stop = () => {};

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

  return {
    vibrate,
    sent,
    house: () => house,
    /** Leaves the page. */
    stop: () => stop(),
    async sitDown(memory = new Memory()): Promise<Party> {
      const seat = { token: 't', session_id: 's', guest_id: 'g' };
      const party = new Party(new TableView('H4'), seat, memory, () => {}, (order) => void sent.push(order));
      stop = party.start();
      await vi.advanceTimersByTimeAsync(50);
      return party;
    },
  };
}
