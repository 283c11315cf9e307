import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { Cart, CartLine, Check, CheckDetail, MenuItem, Order } from '$api/types';
import type { Keeps } from '$lib/sending/outbox.svelte';
import { orderEntry } from '$lib/text/order-entry';
import { type Action, type Ground, OrderTaking } from './order-taking.svelte';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const dish = (id: string): MenuItem => ({
  id, name: id, price: inr(10_000), diet: 'veg', allergens: [], available: true, option_groups: [], prep_minutes: 5,
});
const items = new Map(['dal', 'naan'].map((id) => [id, dish(id)]));

class Kept implements Keeps {
  readonly all = new Map<string, string>();
  read<T>(name: string): T | null {
    return JSON.parse(this.all.get(name) ?? 'null') as T | null;
  }
  write(name: string, value: unknown): boolean {
    if (value === null) this.all.delete(name);
    else this.all.set(name, JSON.stringify(value));
    return true;
  }
}

/** A counter that takes each key once, behind a network that fails as told. */
class Counter {
  saved: CartLine[] = [];
  orders: Order[] = [];
  version = 1;
  onHold = false;
  readonly keys: string[] = [];
  readonly calls: string[] = [];
  readonly bodies: unknown[] = [];
  readonly #answers = new Map<string, object>();
  /** What happens to the next sendings, in turn. */
  readonly fate: ('lost' | number)[] = [];

  get check(): Check {
    return {
      id: 'c1', branch_id: 'lane', kind: 'pickup', name: 'Pickup 1', status: 'saved', on_hold: this.onHold, opened_at: '2026-05-01T12:00:00Z',
      order_count: this.orders.length, total: inr(0), version: this.version,
    };
  }
  get cart(): Cart {
    return { id: 'staff', lines: this.saved, total: inr(0), version: this.version };
  }
  get detail(): CheckDetail {
    return { check: this.check, orders: this.orders, saved: this.cart };
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.split('/checks/c1')[1] ?? '';
    this.calls.push(`${request.method} ${path}`);
    const body = (await request.json().catch(() => ({}))) as { action: Action; lines: (CartLine & { quantity: number })[]; quantity: number };
    this.bodies.push(body);
    if (path === '/orders') return this.#take(request, body);
    if (path.startsWith('/lines/')) {
      const id = path.slice('/lines/'.length);
      this.saved = this.saved.flatMap((line) => (line.id !== id ? [line] : request.method === 'DELETE' ? [] : [{ ...line, quantity: body.quantity }]));
      this.version += 1;
      return answer(this.cart);
    }
    if (path === '/bills') return this.#bill(request);
    if (path === '/hold' || path === '/resume') {
      this.onHold = path === '/hold';
      this.version += 1;
      return answer(this.check);
    }
    return answer(this.detail);
  };

  /** The wishes by which bills were made. */
  readonly billed: object[] = [];

  async #bill(request: Request): Promise<Response> {
    const key = request.headers.get('idempotency-key') ?? '';
    this.keys.push(key);
    const fate = this.fate.shift();
    if (typeof fate === 'number') return answer({ code: 'day_closed', title: '', status: fate }, fate);
    if (!this.#answers.has(key)) {
      this.version += 1;
      this.billed.push((this.bodies.at(-1) ?? {}) as object);
      const check = { ...this.check, status: 'billed', billed_at: '2026-05-01T12:30:00Z' };
      this.#answers.set(key, { bills: [], check, print_jobs: [{ id: `j${this.billed.length}`, printer_id: 'page' }] });
    }
    if (fate === 'lost') throw new TypeError('the answer was lost');
    return answer(this.#answers.get(key) ?? {}, 201);
  }

  #take(request: Request, { action, lines }: { action: Action; lines: CartLine[] }): Response {
    const key = request.headers.get('idempotency-key') ?? '';
    this.keys.push(key);
    const fate = this.fate.shift();
    if (typeof fate === 'number') return answer({ code: 'item_sold_out', item_id: 'dal', title: '', status: fate }, fate);
    if (!this.#answers.has(key)) {
      this.version += 1;
      const all = [...this.saved, ...lines.map((line) => ({ ...line, name: line.item_id, total: inr(1), unit_price: inr(1), options: [] }))];
      if (action === 'kot') {
        const order = { id: `o${this.orders.length + 1}`, number: 7, lines: all } as unknown as Order;
        this.orders = [...this.orders, order];
        this.saved = [];
        this.#answers.set(key, { order, saved: this.cart, check: this.check });
      } else {
        this.saved = all;
        this.#answers.set(key, { saved: this.cart, check: this.check });
      }
    }
    if (fate === 'lost') throw new TypeError('the answer was lost');
    return answer(this.#answers.get(key) ?? {}, 201);
  }
}

const answer = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'apigw-requestid': 'r', 'content-type': 'application/json' } });

function taking(counter: Counter, memory: Keeps = new Kept(), done: (action: Action) => void = () => {}, more: Partial<Ground> = {}) {
  const api = createApi(undefined, { fetch: counter.fetch, wait: () => Promise.resolve(), random: () => 0 });
  const menu = { items, menu: null, heard: () => {} };
  return new OrderTaking({ api, branch: 'lane', check: 'c1', person: 's1', menu, now: () => Date.now(), learned: () => {}, done, ...more }, memory);
}

const ids = (lines: readonly { item_id: string; quantity: number }[]) => lines.map(({ item_id, quantity }) => `${quantity} ${item_id}`);

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 }));
afterEach(() => void vi.useRealTimers());

describe('an order that staff take', () => {
  it('is sent with what was saved, once for two taps', async () => {
    const counter = new Counter();
    const done = vi.fn();
    const order = taking(counter, new Kept(), done);
    await order.start();
    order.add(dish('dal'));
    await order.send('save');
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith('save'));
    expect([ids(order.savedLines), ids(order.freshLines)]).toEqual([['1 dal'], []]);
    order.add(dish('naan'));
    await Promise.all([order.send('kot'), order.send('kot')]);
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith('kot'));
    expect(counter.orders.map(({ lines }) => lines.length)).toEqual([2]);
    expect([order.unsent, counter.keys.length]).toEqual([0, 2]);
  });

  it('whose answer was lost is sent again under the same key', async () => {
    const counter = new Counter();
    const order = taking(counter);
    await order.start();
    order.add(dish('dal'));
    counter.fate.push('lost');
    await order.send('kot');
    await vi.waitFor(() => expect(order.outbox.now.state).toBe('confirmed'), { timeout: 10_000 });
    expect([counter.orders.length, counter.keys.length, new Set(counter.keys).size]).toEqual([1, 2, 1]);
    expect(order.inFlight).toEqual([]);
  });

  it('outlives a reload: what was entered, and under its key what was on its way', async () => {
    const counter = new Counter();
    const memory = new Kept();
    const first = taking(counter, memory);
    await first.start();
    first.add(dish('dal'));
    const second = taking(counter, memory);
    expect(ids(second.freshLines)).toEqual(['1 dal']);
    counter.fate.push('lost');
    await second.send('kot');
    await vi.waitFor(() => expect(second.outbox.now.state).toBe('waiting'));
    second.stop();
    const third = taking(counter, memory);
    expect([ids(third.freshLines), ids(third.sendingLines)]).toEqual([[], ['1 dal']]);
    await third.start();
    await vi.waitFor(() => expect(third.outbox.now.state).toBe('confirmed'));
    expect([counter.orders.length, new Set(counter.keys).size]).toEqual([1, 1]);
    expect([...memory.all.keys()]).toEqual([]);
  });

  it('that is refused comes back whole, with the reason by name', async () => {
    const counter = new Counter();
    const order = taking(counter);
    await order.start();
    order.add(dish('dal'));
    order.add(dish('naan'));
    counter.fate.push(409);
    await order.send('kot');
    await vi.waitFor(() => expect(order.refusal).toContain('dal is sold out'));
    expect(ids(order.freshLines)).toEqual(['1 dal', '1 naan']);
    // Another try has another key: it is another order.
    await order.send('kot');
    await vi.waitFor(() => expect(counter.orders).toHaveLength(1));
    expect(new Set(counter.keys).size).toBe(2);
  });

  it('that may have arrived comes back with lines that the server knows, and they are not new', async () => {
    const counter = new Counter();
    const order = taking(counter);
    await order.start();
    order.add(dish('dal'));
    counter.fate.push('lost');
    await order.send('kot');
    await vi.waitFor(() => expect(order.outbox.now.state).toBe('waiting'));
    order.stop();
    order.outbox.now = { state: 'undecided', intent: { key: 'k', since: 0, action: 'kot', lines: order.inFlight, note: '' } };
    order.giveUp();
    await vi.waitFor(() => expect(order.freshLines).toEqual([]));
    expect(order.detail?.orders).toHaveLength(1);
  });
});

describe('Save & Print', () => {
  const split = { split: { by: 'equal' as const, shares: 2 } };
  const printing = (counter: Counter, memory: Keeps = new Kept()) => {
    const done = vi.fn();
    const jobs: string[] = [];
    const order = taking(counter, memory, done, { printing: (made) => jobs.push(...made.map(({ id }) => id)), billing: () => Promise.resolve(split) });
    return { order, done, jobs };
  };

  it('sends, bills and prints by one tap, once for two', async () => {
    const counter = new Counter();
    const { order, done, jobs } = printing(counter);
    await order.start();
    expect(order.billable).toBe(false);
    order.add(dish('dal'));
    expect(order.billable).toBe(true);
    await Promise.all([order.send('save_print'), order.send('save_print')]);
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith('kot'));
    expect([counter.orders.length, jobs]).toEqual([1, ['j1']]);
    // Of a check without orders there is no bill yet to be made anew.
    expect(counter.billed).toEqual([{ print: true }]);
    expect(counter.keys).toEqual([counter.keys[0], `${counter.keys[0]}-bill`]);
    // What is billed has nothing left to bill until more is ordered.
    expect([order.check?.status, order.billable]).toEqual(['billed', false]);
    order.add(dish('naan'));
    await order.send('save_print');
    await vi.waitFor(() => expect(counter.billed).toHaveLength(2));
    expect(counter.billed[1], 'as it was billed before').toEqual({ ...split, print: true });
  });

  it.each([
    ['the order', ['lost']],
    ['the bill', [undefined, 'lost']],
    ['both', ['lost', undefined, 'lost']],
  ] as const)('whose answer of %s was lost does each of the two once', async (_, fates) => {
    const counter = new Counter();
    const { order, done, jobs } = printing(counter);
    await order.start();
    order.add(dish('dal'));
    counter.fate.push(...(fates as unknown as Counter['fate']));
    await order.send('save_print');
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith('kot'), { timeout: 20_000 });
    expect([counter.orders.length, counter.billed.length, jobs]).toEqual([1, 1, ['j1']]);
    expect(new Set(counter.keys).size).toBe(2);
  });

  it('goes on after a reload', async () => {
    const counter = new Counter();
    const memory = new Kept();
    const first = printing(counter, memory);
    await first.order.start();
    first.order.add(dish('dal'));
    counter.fate.push(...([undefined, 'lost'] as unknown as Counter['fate']));
    await first.order.send('save_print');
    await vi.waitFor(() => expect(first.order.outbox.now.state).toBe('waiting'));
    first.order.stop();
    const second = printing(counter, memory);
    await second.order.start();
    await vi.waitFor(() => expect(second.done).toHaveBeenCalledWith('kot'));
    expect([counter.orders.length, counter.billed.length, second.jobs]).toEqual([1, 1, ['j1']]);
  });

  it('says why there is no bill, and that the order went all the same', async () => {
    const counter = new Counter();
    const { order, done } = printing(counter);
    await order.start();
    order.add(dish('dal'));
    counter.fate.push(...([undefined, 409] as unknown as Counter['fate']));
    await order.send('save_print');
    await vi.waitFor(() => expect(order.refusal).toBe(orderEntry.unbilled(orderEntry.refused.day_closed)));
    expect([counter.orders.length, order.freshLines.length, order.busy]).toEqual([1, 0, false]);
    expect(done).not.toHaveBeenCalled();
    // The next tap makes the bill alone.
    await order.send('save_print');
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith('kot'));
    expect([counter.orders.length, counter.billed.length]).toEqual([1, 1]);
  });

  it('sends nothing where it is not known how the check is billed', async () => {
    const counter = new Counter();
    const order = taking(counter, new Kept(), () => {}, { printing: () => {}, billing: () => Promise.reject(new TypeError('no network')) });
    await order.start();
    order.add(dish('dal'));
    await order.send('kot');
    await vi.waitFor(() => expect(counter.orders).toHaveLength(1));
    order.add(dish('naan'));
    await order.send('save_print');
    expect(order.refusal).not.toBeNull();
    expect([ids(order.freshLines), counter.orders.length, order.busy]).toEqual([['1 naan'], 1, false]);
  });
});

describe('what is saved', () => {
  const savedCounter = () => {
    const counter = new Counter();
    counter.saved = [{ id: 'w1', item_id: 'dal', name: 'dal', quantity: 1, options: [], allergy: false, unit_price: inr(1), total: inr(1), added_by: { guest_id: 'staff', name: '' } }];
    return counter;
  };

  it('is changed by the last of quick taps, and seen at once', async () => {
    const counter = savedCounter();
    const order = taking(counter);
    await order.start();
    for (const quantity of [2, 3, 4]) {
      const [line] = order.savedLines;
      if (line) order.count(line, quantity);
    }
    expect(ids(order.savedLines)).toEqual(['4 dal']);
    await vi.waitFor(() => expect(counter.saved[0]?.quantity).toBe(4), { timeout: 5_000 });
    expect(counter.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1);
  });

  it('goes as it was changed a moment before', async () => {
    const counter = savedCounter();
    const order = taking(counter);
    await order.start();
    const [line] = order.savedLines;
    if (line) order.count(line, 0);
    expect(order.unsent).toBe(0);
    order.add(dish('naan'));
    await order.send('kot');
    await vi.waitFor(() => expect(counter.orders).toHaveLength(1));
    expect(counter.orders[0]?.lines).toHaveLength(1);
  });

  it('is read anew when the check moved, and not otherwise', async () => {
    const counter = savedCounter();
    const order = taking(counter);
    await order.start();
    const reads = counter.calls.length;
    order.heard(1);
    order.heard(undefined);
    expect(counter.calls.length).toBe(reads);
    counter.saved = [];
    counter.version = 2;
    order.heard(2);
    await vi.waitFor(() => expect(order.savedLines).toEqual([]));
  });
});

it('is saved before it is held, and goes on', async () => {
  const counter = new Counter();
  const done = vi.fn();
  const order = taking(counter, new Kept(), done);
  await order.start();
  order.add(dish('dal'));
  await order.hold(true);
  await vi.waitFor(() => expect(order.check?.on_hold).toBe(true));
  expect([ids(order.savedLines), done.mock.calls.length]).toEqual([['1 dal'], 0]);
  await order.hold(false);
  expect(order.check?.on_hold).toBe(false);
});
