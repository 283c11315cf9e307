import { describe, expect, it } from 'vitest';
import type { Guest, Money, Order, OrderLine } from '$api/types';
import { namesOf } from '../party/names';
import { billLines, eaten, partsOf, rounds, shares, sumOf } from './bill';

const inr = (minor: number): Money => ({ minor, currency: 'INR' });
const line = (name: string, quantity: number, total: number, over: Partial<OrderLine> = {}): OrderLine => ({
  ...{ id: name, item_id: name, name, quantity, voided: 0, options: [], allergy: false, unit_price: inr(100), total: inr(total) },
  ...{ status: 'new' as const, added_by: { guest_id: 'g1', name: 'Asha' } },
  ...over,
});
const order = (number: number, guest: string, lines: OrderLine[], over: Partial<Order> = {}): Order => ({
  ...{ id: `o${number}`, number, session_id: 's', table: 'H4', status: 'placed' as const, version: 1, lines },
  ...{ placed_at: `2026-11-21T19:0${number}:00Z`, estimated_ready_at: '2026-11-21T19:30:00Z' },
  placed_by: { guest_id: guest, name: guest },
  total: inr(lines.reduce((sum, { total }) => sum + total.minor, 0)),
  ...over,
});

const orders = [
  order(3, 'g1', [line('Idli', 1, 90)]),
  order(2, 'g2', [line('Naan', 4, 400)], { status: 'rejected', reason: 'the oven is cold' }),
  order(1, 'g1', [line('Dal', 2, 300), line('Vada', 1, 80, { voided: 2 }), line('Lassi', 0, 0, { voided: 1, status: 'cancelled' })]),
];

describe('the bill', () => {
  it('has the rounds in the order in which they were sent', () => {
    expect(rounds(orders).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('strikes out what was not accepted or taken off, and counts the rest', () => {
    const [first, second] = rounds(orders);
    expect(first && billLines(first).map(({ line, quantity, struck }) => [line.name, quantity, struck])).toEqual([
      ['Dal', 2, false],
      ['Vada', 1, false],
      ['Vada', 2, true],
      ['Lassi', 1, true],
    ]);
    expect(second && billLines(second).map(({ quantity, struck }) => [quantity, struck])).toEqual([[4, true]]);
    expect(sumOf('INR', orders)).toEqual(inr(470));
  });

  it('says who ordered what, and the shares come to the whole', () => {
    const found = shares('INR', orders);
    expect(found.map(({ guestId, orders }) => [guestId, orders.map(({ number }) => number)])).toEqual([
      ['g1', [1, 3]],
      ['g2', [2]],
    ]);
    expect(found.reduce((sum, { total }) => sum + total.minor, 0)).toBe(sumOf('INR', orders).minor);
  });

  it('says what each has added, whoever sent it, and the parts come to the whole', () => {
    const by = (guest_id: string) => ({ added_by: { guest_id, name: guest_id } });
    const sent = [order(1, 'g1', [line('Dal', 2, 300, by('g2')), line('Idli', 1, 90, by('g1'))]), order(2, 'g1', [line('Naan', 1, 100, by('g2'))], { status: 'rejected' }), order(3, 'g2', [line('Vada', 1, 80, by('g2'))])];
    const parts = partsOf('INR', sent, ({ added_by }) => added_by);
    expect(parts.map(({ guest, total }) => [guest.guest_id, total.minor])).toEqual([['g2', 380], ['g1', 90]]);
    expect(parts.reduce((sum, { total }) => sum + total.minor, 0)).toBe(sumOf('INR', sent).minor);
  });

  it('remembers the meal by what came to the table', () => {
    expect(eaten(orders)).toEqual([
      { name: 'Dal', quantity: 2 },
      { name: 'Vada', quantity: 1 },
      { name: 'Idli', quantity: 1 },
    ]);
  });
});

describe('names of guests', () => {
  it('are told apart when two have the same one', () => {
    const guest = (id: string, name: string, minute: number): Guest => ({
      ...{ id, name, version: 1 },
      joined_at: `2026-11-21T19:0${minute}:00Z`,
    });
    const names = namesOf([guest('c', 'asha ', 3), guest('b', 'Bela', 2), guest('a', 'Asha', 1)]);
    expect(Object.fromEntries(names)).toEqual({ a: 'Asha', b: 'Bela', c: 'asha (2)' });
  });
});
