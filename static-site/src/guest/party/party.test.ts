import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CartLine, Order } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { toasts } from '$lib/ui/toast.svelte';
import { Memory } from '../storage';
import { bela, type House, line, me, NOW, order, phone, rupees, unit_price } from './testing';

describe('a party', () => {
  const { vibrate, sent, sitDown, stop, house: built } = phone();
  let house: House;
  beforeEach(() => void (house = built()));

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

  it.each(['ready', 'preparing', 'rejected', 'served'] as const)(
    'tells who sent the cart that is open though the order is %s when it is first heard of',
    async (status) => {
      const party = await sitDown();
      party.atCart = true;
      house.changed({ ...order(1, status), placed_by: bela });
      expect([party.overtaken?.number, toasts.length]).toEqual([7, 0]);
    },
  );

  it('says in passing what became of a companion’s order that is first heard of as that', async () => {
    await sitDown();
    house.changed({ ...order(1, 'ready'), placed_by: bela });
    house.changed({ ...order(1, 'rejected'), id: 'o2', number: 8, placed_by: bela });
    house.changed({ ...order(1, 'preparing'), id: 'o3', number: 9, placed_by: bela });
    house.changed({ ...order(1, 'served'), id: 'o4', number: 10, placed_by: bela });
    expect(toasts.map((one) => one.text)).toEqual([text.orders.ready(7), text.orders.rejected(8), text.orders.sentBy('Bela', 9)]);
  });

  it('does not take an emptied cart for a sent one, unless there is such an order', async () => {
    const party = await sitDown();
    party.atCart = true;
    house.refusing = 'cart_changed';
    house.cart = [];
    house.version = 2;
    await party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect([party.outbox.now.state, party.edits.lines.length, party.overtaken]).toEqual(['refused', 0, null]);

    house.orders = [{ ...order(1, 'placed'), placed_by: bela }];
    await party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect(party.overtaken?.number).toBe(7);
  });

  it('says that nothing was sent when a change found no network', async () => {
    const party = await sitDown();
    party.edits.setQuantity(line, 0);
    house.failing = { 'lines/l1': 'lost' };
    const placed = party.place();
    await vi.advanceTimersByTimeAsync(5_000);
    await placed;
    expect([party.unplaced, house.count('POST orders')]).toEqual([{ kind: 'unsaved' }, 0]);
  });

  it('asks again when a companion added a dish while the tap waited', async () => {
    const other = { ...line, id: 'l2', name: 'Dal', added_by: bela };
    house.cart = [line, other];
    const party = await sitDown();
    party.edits.setQuantity(line, 0);
    house.cart = [other, { ...line, id: 'l3', name: 'Naan', added_by: bela }];
    house.version = 2;
    await party.place();
    expect([party.unplaced, house.count('POST orders')]).toEqual([{ kind: 'changed' }, 0]);
    house.orders = [order(1, 'placed')];
    await party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect([party.unplaced, house.count('POST orders')]).toEqual([null, 1]);
  });

  it('keeps an order that was stopped in sight until it was looked at, over a reload as well', async () => {
    const memory = new Memory();
    const rejected = { ...order(2, 'rejected'), placed_at: new Date(NOW + 1_000).toISOString() };
    const later = { ...order(1, 'placed'), id: 'o2', number: 8, placed_at: new Date(NOW + 9_000).toISOString() };
    house.orders = [rejected, later, { ...rejected, id: 'o0', number: 1, placed_at: new Date(NOW - 1_000).toISOString() }];
    const party = await sitDown(memory);
    // What was refused before the guest had joined was not theirs.
    expect([party.orders[0]?.number, party.unseen?.number]).toEqual([8, 7]);
    stop();
    const again = await sitDown(memory);
    expect(again.unseen?.number).toBe(7);
    again.look(again.orders);
    expect(again.unseen).toBeUndefined();
    stop();
    expect((await sitDown(memory)).unseen).toBeUndefined();
  });

  it('names a dish that left the menu while its add waited, and keeps its row until then', async () => {
    const party = await sitDown();
    const dish = { id: 'i9', name: 'Rasam', available: true, option_groups: [], price: unit_price };
    const menu = (items: unknown[]) => ({ version: 1, categories: [{ items }] }) as unknown as NonNullable<typeof party.table.menu>;
    party.table.menu = menu([dish]);
    house.putting = 'lost';
    party.edits.add(dish as never, 1, [], '');
    await vi.advanceTimersByTimeAsync(3_000);
    party.table.menu = menu([]);
    expect(party.edits.lines.map(({ name }) => name)).toEqual(['Vada Pav', 'Rasam']);
    house.putting = 'item_gone';
    await vi.advanceTimersByTimeAsync(4_500);
    expect([said(text.cart.notAdded('Rasam')), party.edits.lines.length]).toEqual([1, 1]);
  });

  it('tells of a dish of one’s own that lost its allergy mark, and makes it what it was', async () => {
    const mine = { ...line, added_by: me, note: 'no nuts', allergy: true } as CartLine;
    house.cart = [mine];
    const party = await sitDown();
    const dish = { id: 'i1', name: 'Vada Pav', available: true, option_groups: [], price: unit_price };
    party.table.menu = { version: 1, categories: [{ items: [dish] }] } as unknown as NonNullable<typeof party.table.menu>;
    const { note: _, ...bare } = mine;
    party.heard({ id: 'family', version: 2, lines: [{ ...bare, allergy: false }], total: unit_price } as never);
    await vi.advanceTimersByTimeAsync(2_100);
    const [told] = toasts;
    expect(told?.text).toBe(text.cart.unmarked(null, 'Vada Pav'));
    told?.action?.run();
    expect(party.edits.open.get('l1')?.wish).toMatchObject({ quantity: 1, note: 'no nuts', allergy: true });
  });

  it('puts back what was left of a line, and not what had been taken off it before', async () => {
    const vada = { ...line, id: 'ab12', added_by: me, quantity: 2, voided: 1 };
    const gone = { ...line, id: 'cd34', added_by: me, quantity: 0, voided: 1, status: 'cancelled' };
    const placed = { ...order(1, 'accepted'), lines: [vada, gone] } as unknown as Order;
    house.orders = [placed];
    house.cart = [];
    const party = await sitDown();
    const dish = { id: 'i1', name: 'Vada Pav', available: true, option_groups: [], price: unit_price };
    party.table.menu = { version: 1, categories: [{ items: [dish] }] } as unknown as NonNullable<typeof party.table.menu>;
    const stopped = { ...placed, version: 2, status: 'cancelled', lines: [{ ...vada, quantity: 0, voided: 3 }, gone] } as unknown as Order;
    house.changed(stopped);
    expect(party.putBack(stopped)).toBe(true);
    expect(party.edits.lines.map(({ id, quantity }) => [id, quantity])).toEqual([['b12a', 2]]);
  });

  it('shows all amounts with decimals once one of them needs some', async () => {
    const party = await sitDown();
    expect(party.exact).toBe(false);
    party.heard({ id: 'family', version: 2, lines: [{ ...line, total: rupees(12_050) }], total: rupees(12_050) } as never);
    expect(party.exact).toBe(true);
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

  it('says what a dish of the cart contains only now, once, and keeps it at the line', async () => {
    const party = await sitDown();
    party.table.info = { branch: { id: 'b' } } as unknown as NonNullable<typeof party.table.info>;
    await party.table.refreshMenu();
    const publish = async (more: object) => {
      house.items = house.items.map((item) => ({ ...item, ...more }));
      house.restocked();
      await vi.advanceTimersByTimeAsync(50);
    };
    expect(party.declared.size).toBe(0);
    await publish({ allergens: ['peanuts'] });
    await publish({ allergens: ['peanuts'] });
    expect(said(text.cart.nowContains('Vada Pav', 'peanuts'))).toBe(1);
    await publish({ allergens: ['peanuts', 'milk'], diet: 'egg' });
    expect(party.declared.get('l1')).toEqual({ allergens: ['peanuts', 'milk'], diet: 'egg' });
    // What it does not contain any more keeps nobody from it.
    party.declared = new Map();
    await publish({ allergens: [], diet: 'vegan' });
    expect(party.declared.size).toBe(0);
  });

  it.each(['rejected', 'cancelled'] as const)('says that an order was %s', async (status) => {
    house.orders = [order(1, 'placed')];
    await sitDown();
    house.changed(order(2, status));
    expect(said(text.orders[status](7))).toBe(1);
  });
});
