import { expect, it } from 'vitest';
import type { OrderLine } from '$api/types';
import { billOf } from './bill';
import { anOrder, money } from './testing';

function aLine(name: string, quantity: number, price: number, options: string[] = []): OrderLine {
  return {
    id: name, item_id: name, name, quantity, voided: 0, status: 'served', unit_price: money(price), total: money(quantity * price),
    options: options.map((one) => ({ id: one, group: 'g', name: one, price: money(0) })), added_by: { guest_id: 'g', name: 'Ana' },
  } as unknown as OrderLine;
}

it('a bill has equal dishes of all orders in one line, and nothing that was not served for money', () => {
  const bill = billOf([
    anOrder(1, 's', 'served', 9, [aLine('Naan', 2, 50), aLine('Dosa', 1, 120, ['Large'])]),
    anOrder(2, 's', 'rejected', 8, [aLine('Naan', 9, 50)]),
    anOrder(3, 's', 'cancelled', 7, [aLine('Naan', 9, 50)]),
    anOrder(4, 's', 'placed', 6, [aLine('Naan', 1, 50), aLine('Naan', 1, 60), aLine('Dosa', 1, 120), aLine('Voided', 0, 10)]),
  ]);
  expect(bill.map(({ name, options, quantity, total }) => [name, options, quantity, total.minor])).toEqual([
    ['Naan', '', 3, 150], ['Dosa', 'Large', 1, 120], ['Naan', '', 1, 60], ['Dosa', '', 1, 120],
  ]);
});
