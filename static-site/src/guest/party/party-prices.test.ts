import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CartLine } from '$api/types';
import { guest } from '$lib/text/guest';
import { Memory } from '../storage';
import type { Party } from './party.svelte';
import { type House, line, phone, rupees } from './testing';

describe('what a party’s cart costs', () => {
  const { sitDown, stop, house: built } = phone();
  let house: House;
  beforeEach(() => void (house = built()));

  /** A cart of one dish that cost so much when it was added, with a menu of today's price. */
  async function withPrices(then: number, now: number, memory = new Memory()) {
    house.cart = [costing(then)];
    house.items = house.items.map((item) => ({ ...item, price: rupees(now) }));
    const party = await sitDown(memory);
    party.table.info = { branch: { id: 'b' } } as unknown as NonNullable<typeof party.table.info>;
    await party.table.refreshMenu();
    return party;
  }
  const costing = (minor: number): CartLine => ({ ...line, unit_price: rupees(minor), total: rupees(minor) });
  /** What goes with the order that is under way. */
  const agreed = ({ outbox }: Party) => ('intent' in outbox.now ? outbox.now.intent.expected_total.minor : outbox.now.state);

  it.each([
    ['fallen', 9_500, 6_000],
    ['risen', 6_000, 9_500],
  ])('one tap sends a cart whose price has %s by what was shown', async (_, then, now) => {
    const party = await withPrices(then, now);
    expect([party.total, party.edits.priced]).toMatchObject([rupees(now), [{ total: rupees(now), was: rupees(then) }]]);
    house.failing = { orders: 'lost' };
    await party.place();
    expect([party.unplaced, agreed(party)]).toEqual([null, now]);
  });

  it('a price that the page has not noticed is shown and agreed to before it counts, in the menu’s absence too', async () => {
    // A happy hour began after the dish was added, and ended without the page's knowledge.
    const party = await withPrices(9_500, 6_000);
    house.refusing = 'prices_changed';
    house.repriced = [costing(9_500)];
    house.failing = { menu: 'lost' };
    await party.place();
    expect(agreed(party)).toBe(6_000);
    await vi.advanceTimersByTimeAsync(50);
    expect([agreed(party), party.total]).toEqual(['refused', rupees(9_500)]);
    expect(party.edits.priced[0]?.was).toBeUndefined();
    house.refusing = '';
    house.failing = { orders: 'lost' };
    await party.place();
    expect(agreed(party)).toBe(9_500);
  });

  it('the server’s prices count until the menu is another one again', async () => {
    const party = await withPrices(9_500, 6_000);
    house.refusing = 'prices_changed';
    // What this page makes of its menu is not what the server does.
    house.repriced = [costing(7_000)];
    await party.place();
    await vi.advanceTimersByTimeAsync(50);
    expect(party.total).toEqual(rupees(7_000));
    house.items = house.items.map((item) => ({ ...item, price: rupees(8_000) }));
    await party.table.refreshMenu();
    expect([party.total, party.edits.priced[0]?.was]).toEqual([rupees(8_000), rupees(7_000)]);
  });

  it('what is under way keeps the total that was agreed to, over tries, other prices and a reload', async () => {
    const memory = new Memory();
    const party = await withPrices(9_500, 6_000, memory);
    house.failing = { orders: 'lost' };
    await party.place();
    await vi.advanceTimersByTimeAsync(50);
    house.items = house.items.map((item) => ({ ...item, price: rupees(9_500) }));
    await party.table.refreshMenu();
    await vi.advanceTimersByTimeAsync(3_000);
    expect([agreed(party), party.total, party.edits.total]).toEqual([6_000, rupees(6_000), rupees(9_500)]);
    expect(house.count('POST orders')).toBeGreaterThan(1);
    stop();
    const again = await sitDown(memory);
    expect([agreed(again), again.total]).toEqual([6_000, rupees(6_000)]);
  });

  it('says how much of a dish a tap has made, and nothing when it goes', async () => {
    const party = await withPrices(6_000, 6_000);
    party.heard({ id: 'family', version: 2, lines: [], total: rupees(0) } as never);
    house.putting = 'lost';
    const dish = party.table.items.get('i1') as never;
    expect(party.edits.said).toBe('');
    party.edits.add(dish, 1, [], '');
    party.edits.add(dish, 1, [], '');
    expect(party.edits.said).toBe(`Vada Pav, ${guest.menu.inCart(2)}`);
    const [added] = party.edits.lines;
    party.edits.setQuantity(added as CartLine, 1);
    expect(party.edits.said).toBe(`Vada Pav, ${guest.menu.inCart(1)}`);
    party.edits.setQuantity(party.edits.lines[0] as CartLine, 0);
    expect(party.edits.said).toBe('');
  });
});
