import { expect, it } from 'vitest';
import type { OrderStatus } from '$api/types';
import { byAge, isOpen } from './orders';

it('orders come oldest first, and those of one moment always in the same order', () => {
  const at = (id: string, number: number, minute: number) => ({ id, number, placed_at: new Date(minute * 60_000).toISOString() });
  const orders = [at('c', 3, 5), at('b', 2, 7), at('a', 1, 7), at('e', 4, 9), at('d', 4, 9)];
  const ids = (all: typeof orders) => [...all].sort(byAge).map(({ id }) => id).join('');
  expect([ids(orders), ids([...orders].reverse())]).toEqual(['cabde', 'cabde']);
});

it('an order is open until it is on the table or over', () => {
  const all: OrderStatus[] = ['placed', 'accepted', 'preparing', 'ready', 'served', 'completed', 'rejected', 'cancelled'];
  expect(all.filter((status) => isOpen({ status }))).toEqual(['placed', 'accepted', 'preparing', 'ready']);
});
