import type { Money, Order } from '$api/types';

/** What stands on a bill, however many orders it came in. */
export interface BillLine {
  key: string;
  quantity: number;
  name: string;
  options: string;
  total: Money;
}

/** Equal dishes in one line, in the order in which they were first ordered. The sums are the server's lines added up. */
export function billOf(orders: readonly Order[]): BillLine[] {
  const lines = new Map<string, BillLine>();
  for (const { status, lines: ordered } of orders) {
    if (status === 'rejected' || status === 'cancelled') continue;
    for (const { name, options, quantity, unit_price, total } of ordered) {
      if (quantity === 0) continue;
      const chosen = options.map((option) => option.name).join(', ');
      const key = JSON.stringify([name, chosen, unit_price.minor]);
      const known = lines.get(key);
      if (known) {
        known.quantity += quantity;
        known.total = { ...known.total, minor: known.total.minor + total.minor };
      } else {
        lines.set(key, { key, quantity, name, options: chosen, total });
      }
    }
  }
  return [...lines.values()];
}
