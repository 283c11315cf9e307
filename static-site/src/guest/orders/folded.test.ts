import { describe, expect, it } from 'vitest';
import type { Order, OrderLine } from '$api/types';
import { billLines } from '../bill/bill';
import { comboAgain, folded, partsOf } from './folded';

const inr = (minor: number) => ({ minor, currency: 'INR' as const });
const combo = (part: string) => ({ line_id: 'l1', item_id: 'thali', name: 'Thali', part_id: part, part });

function line(id: string, more: Partial<OrderLine> = {}): OrderLine {
  return {
    id,
    item_id: id,
    name: id,
    quantity: 2,
    voided: 0,
    options: [],
    allergy: false,
    unit_price: inr(100),
    total: inr(200),
    status: 'new',
    added_by: { guest_id: 'g1', name: 'Asha' },
    ...more,
  };
}

const order = (lines: OrderLine[]) => ({ status: 'accepted', lines }) as unknown as Order;

describe('an order as guests see it', () => {
  it('has each combo as one line at its price', () => {
    const main = line('l1_1', { combo: combo('Main'), unit_price: inr(272), total: inr(544), status: 'cooking' });
    const drink = line('l1_2', { combo: combo('Drink'), unit_price: inr(68), total: inr(136), status: 'ready' });
    const { lines } = folded(order([line('l0'), main, drink]));
    expect(lines.map(({ id, name, total }) => [id, name, total.minor])).toEqual([
      ['l0', 'l0', 200],
      ['l1', 'Thali', 680],
    ]);
    const [, whole] = lines;
    expect(whole).toMatchObject({ item_id: 'thali', quantity: 2, voided: 0, unit_price: inr(340), status: 'cooking', options: [] });
    expect(whole && partsOf(whole).map(({ id }) => id)).toEqual(['l1_1', 'l1_2']);
    expect(lines[0] && partsOf(lines[0])).toEqual([]);
  });

  it('without any is what it was', () => {
    const plain = order([line('l0')]);
    expect(folded(plain)).toBe(plain);
  });

  it('counts a combo of which one part was taken off at what is left of it', () => {
    const main = line('l1_1', { combo: combo('Main'), total: inr(544) });
    const drink = line('l1_2', { combo: combo('Drink'), quantity: 0, voided: 2, total: inr(0), status: 'cancelled', reason: 'None left' });
    const whole = folded(order([main, drink]));
    expect(billLines(whole)).toMatchObject([{ quantity: 2, struck: false, line: { name: 'Thali', total: inr(544) } }]);
    expect(whole.lines[0]?.reason).toBeUndefined();
    const none = folded(order([{ ...drink, id: 'l1_1' }, drink]));
    expect(billLines(none)).toMatchObject([{ quantity: 2, struck: true, line: { status: 'cancelled', reason: 'None left' } }]);
  });

  it('can be picked again as it was', () => {
    const options = [{ id: 'large', group_id: 'size', name: 'Large', price: inr(40) }];
    const main = line('l1_1', { combo: combo('Main'), item_id: 'dosa', name: 'Dosa', options });
    const [whole] = folded(order([main])).lines;
    expect(whole && comboAgain(whole)).toEqual({
      unit_price: inr(100),
      parts: [{ part_id: 'Main', part: 'Main', item_id: 'dosa', name: 'Dosa', options }],
    });
    expect(comboAgain(line('l0'))).toBeUndefined();
  });
});
