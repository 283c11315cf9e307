import { describe, expect, it } from 'vitest';
import type { OrderLine } from '$api/types';
import { businessDay, byDay, rowOf } from './recent';
import { anOrder, inr, someFigures } from './testing';

function aLine(name: string, quantity: number, more: Partial<OrderLine> = {}): OrderLine {
  return {
    id: name, item_id: name, name, quantity, voided: 0, options: [], allergy: false, status: 'new',
    unit_price: inr(10_000), total: inr(10_000 * quantity), added_by: { guest_id: 'g', name: 'Ana' }, ...more,
  };
}

describe('what a row tells', () => {
  const crisp = [{ id: 'c', group_id: 'g', name: 'crisp', price: inr(0) }];

  it('is what is left, with its options', () => {
    const lines = [aLine('Masala Dosa', 2, { options: crisp }), aLine('Naan', 0, { voided: 1, reason: 'Run out' })];
    expect(rowOf(anOrder(1, 'accepted', { lines, total: inr(20_000) }))).toEqual({
      lines: [{ name: 'Masala Dosa', quantity: 2, options: ['crisp'] }],
      total: inr(20_000),
      lost: false,
      allergy: false,
      reason: null,
    });
  });

  it('is what had been ordered, and why not, once nothing is left', () => {
    const lines = [aLine('Masala Dosa', 0, { voided: 2, options: crisp }), aLine('Naan', 0, { voided: 1 })];
    expect(rowOf(anOrder(1, 'rejected', { lines, total: inr(0), reason: 'The kitchen has closed.' }))).toEqual({
      lines: [
        { name: 'Masala Dosa', quantity: 2, options: ['crisp'] },
        { name: 'Naan', quantity: 1, options: [] },
      ],
      total: inr(30_000),
      lost: true,
      allergy: false,
      reason: 'The kitchen has closed.',
    });
  });

  it.each([
    ['a dish, by the switch', { lines: [aLine('Naan', 1, { note: 'no nuts', allergy: true })] }],
    ['a dish, in words', { lines: [aLine('Naan', 1, { note: 'मूंगफली से एलर्जी' })] }],
    ['the order', { lines: [aLine('Naan', 1)], note: 'nut allergy' }],
  ])('says of an allergy that is told of %s, as orders are accepted from it', (_, more) => {
    expect(rowOf(anOrder(1, 'placed', more)).allergy).toBe(true);
    expect(rowOf(anOrder(1, 'placed', { ...more, lines: more.lines.map((line) => ({ ...line, quantity: 0, voided: 1 })) })).allergy).toBe(false);
  });

  it('finds the reason at a line when the order has none', () => {
    const lines = [aLine('Naan', 0, { voided: 1, reason: 'Run out' })];
    expect(rowOf(anOrder(1, 'cancelled', { lines, total: inr(0) })).reason).toBe('Run out');
  });
});

describe('the business day of an order', () => {
  const figures = someFigures();
  const placed = (placed_at: string) => businessDay({ placed_at }, figures);

  it('lasts over midnight until the first hour of the next', () => {
    expect(placed('2026-11-20T18:29:00Z')).toBe('2026-11-20');
    expect(placed('2026-11-20T18:31:00Z')).toBe('2026-11-20');
    expect(placed('2026-11-20T22:29:00Z')).toBe('2026-11-20');
    expect(placed('2026-11-20T22:30:00Z')).toBe('2026-11-21');
  });

  it('divides a list that is newest first', () => {
    const yesterday = anOrder(1, 'served', { placed_at: '2026-11-19T15:00:00Z' });
    const days = byDay([anOrder(3), anOrder(2), yesterday], figures);
    expect(days.map(({ day, orders }) => [day, ...orders.map(({ number }) => number)])).toEqual([
      ['2026-11-20', 3, 2],
      ['2026-11-19', 1],
    ]);
  });
});
