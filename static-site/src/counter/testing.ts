import type { Bill, BillLine, Order } from '$api/types';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const none = inr(0);

/** A line of a bill; without a line's ID a part of everything. */
export function lineOf(line: string | null, quantity: number | null): BillLine {
  return { discount: none, total: inr(100), ...(line ? { line_id: line, order_id: 'o', item_id: line, name: line, unit_price: inr(100) } : {}), ...(quantity ? { quantity } : {}) } as BillLine;
}

/** A bill for tests with so much due. */
export function billOf(id: string, due: number, more: Partial<Bill> = {}): Bill {
  return {
    ...{ id, version: 1, number: `2026-27/${id}`, status: 'open', lines: [lineOf('l1', 1)], prices_include_tax: false, taxes: [] },
    ...{ subtotal: inr(due), discount: none, discounts: [], service_charge: none, round_off: none, total: inr(due), paid: none, due: inr(due) },
    ...{ credit: none, tips: none, refunded: none, payments: [], refunds: [], issued_by: 's', issued_at: '2026-05-01T12:00:00Z' },
    ...more,
  } as Bill;
}

/** An order of lines: their IDs, how many pieces at 100, and whose they are. */
export function orderOf(id: string, lines: [line: string, quantity: number, guest: string][]): Order {
  return {
    id,
    status: 'served',
    lines: lines.map(([line, quantity, guest]) => ({
      id: line, name: line, quantity, options: [], unit_price: inr(100), total: inr(100 * quantity), added_by: { guest_id: guest, name: guest },
    })),
  } as unknown as Order;
}
