import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import type { Order, OrderLine } from '$api/types';
import { seat as text } from '$lib/text/seat';
import { folded } from './folded';
import Parts from './Parts.svelte';

let mounted: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
});

const inr = { minor: 100, currency: 'INR' as const };
const part = (name: string, more: Partial<OrderLine>): OrderLine => ({
  id: name,
  item_id: name,
  name,
  quantity: 2,
  voided: 0,
  options: [],
  allergy: false,
  unit_price: inr,
  total: inr,
  status: 'cooking',
  added_by: { guest_id: 'g', name: 'Asha' },
  combo: { line_id: 'l', item_id: 'thali', name: 'Thali', part_id: name, part: `Part ${name}` },
  ...more,
});

/** What is said of each part of the only combo of an order. */
function told(...parts: OrderLine[]): (string | undefined)[] {
  const order = folded({ status: 'preparing', lines: parts } as unknown as Order);
  const [line] = order.lines;
  if (!line) throw new Error('no combo');
  mounted = mount(Parts, { target: document.body, props: { line, order } });
  flushSync();
  return [...document.querySelectorAll('small')].map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
}

const cooking = text.orders.line.cooking;

it('says of each part what was picked and how far it is, and what does not come', () => {
  const gone = { quantity: 0, voided: 2, status: 'cancelled', reason: 'None left' } as const;
  const options = [{ id: 'o', group_id: 'g', name: 'Large', price: inr }];
  expect(told(part('Dosa', { options }), part('Chai', { quantity: 1, voided: 1 }), part('Water', gone))).toEqual([
    `Part Dosa: Dosa · Large ${cooking}`,
    `Part Chai: Chai ${text.orders.partGone(1)} ${cooking}`,
    `Part Water: Water ${text.orders.partGone(2)} ${text.orders.reason('None left')}`,
  ]);
  expect(document.querySelector('del')?.textContent).toBe('Water');
});

it('of a combo that does not come at all says no more than what it was', () => {
  const gone = { quantity: 0, voided: 2, status: 'cancelled', reason: 'None left' } as const;
  expect(told(part('Dosa', gone), part('Water', gone))).toEqual(['Part Dosa: Dosa', 'Part Water: Water']);
});
