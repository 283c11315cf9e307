import type { components } from '$api/schema';
import type { Menu } from '$api/types';
import type { BackOffice } from './back-office';

type Bill = components['schemas']['BillView'];
type Discount = components['schemas']['DiscountRequest'];

/** What happens once, over plain HTTP. */
async function once<T>(office: BackOffice, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${office.stack.url}/api/v1/branches/${office.stack.ready.branch}/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${office.token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Made {
  id: string;
}

/** A pickup on which one dish without choices was ordered. */
export async function pickup(office: BackOffice): Promise<Made> {
  const menu = await office.read<Menu>('menu');
  const items = menu.categories.flatMap(({ items }) => items);
  const dish = items.find(({ price, option_groups, variants, name }) => name.includes('Roti') && price && !option_groups.length && !variants?.length);
  if (!dish) throw new Error('there is no such dish');
  const check = await once<Made>(office, 'checks', { kind: 'pickup' });
  await once(office, `checks/${check.id}/orders`, { action: 'kot', lines: [{ id: 'a', item_id: dish.id, quantity: 2, options: [] }] });
  return check;
}

/** A tenth off for a guest who comes often, and one of the two pieces of `pickup` on the house. */
export const OFF: Discount[] = [
  { kind: 'percent', rate_bp: 1_000, reason: 'Regular guest' },
  { kind: 'comp', line_id: 'a', quantity: 1, reason: 'Waited too long' },
];

/** The same, billed and paid. What it came to, in minor units. */
export async function paid(office: BackOffice, method: 'cash' | 'card' | 'upi', tip = 0, discounts: Discount[] = []): Promise<number> {
  const { id } = await pickup(office);
  const { bills } = await once<{ bills: Bill[] }>(office, `checks/${id}/bills`, { discounts });
  const [bill] = bills;
  if (!bill) throw new Error('there is no bill');
  const { currency } = bill.total;
  await once(office, `bills/${bill.id}/payments`, { method, amount: bill.total, ...(tip ? { tip: { minor: tip, currency } } : {}) });
  return bill.total.minor;
}
