import type { Check, CheckStatus, Order } from '$api/types';

/** The way of a delivery, step by step. */
const WAY: readonly CheckStatus[] = ['sent_to_kitchen', 'preparing', 'out_for_delivery', 'delivered'];

/** What a rider says of one. */
export type Goal = 'out_for_delivery' | 'delivered';

/** The step that comes next on the way to a goal: null when it is there or further, undefined where no step leads there. */
export function nextStep(now: CheckStatus, goal: Goal): CheckStatus | null | undefined {
  // It is billed while it is cooked.
  const [at, to] = [WAY.indexOf(now === 'billed' ? 'sent_to_kitchen' : now), WAY.indexOf(goal)];
  // Paid is beyond all of it.
  if (now === 'paid') return null;
  if (at < 0) return undefined;
  return at >= to ? null : WAY[at + 1];
}

/** How a delivery stands, for whoever brings it. */
export type Standing = 'cooking' | 'ready' | 'out' | 'delivered';

export function standingOf({ status }: Pick<Check, 'status'>, orders: readonly Order[] | undefined): Standing {
  if (status === 'out_for_delivery') return 'out';
  if (status === 'delivered' || status === 'paid') return 'delivered';
  const open = orders?.filter((order) => !['rejected', 'cancelled'].includes(order.status)) ?? [];
  const made = (order: Order) => ['ready', 'served', 'completed'].includes(order.status);
  return open.length > 0 && open.every(made) ? 'ready' : 'cooking';
}

/** A telephone number as a link: what people write between its digits is dropped. */
export function callLink(phone: string): string {
  const plus = phone.trim().startsWith('+') ? '+' : '';
  return `tel:${plus}${phone.normalize('NFKC').replace(/[^0-9*#]/g, '')}`;
}

/** An address on the phone's own map: Android asks which app, iPhones have theirs, all others look it up. */
export function mapLink(address: string, agent: string): string {
  const where = encodeURIComponent(address.replace(/\s*\n\s*/g, ', '));
  if (/android/i.test(agent)) return `geo:0,0?q=${where}`;
  if (/iphone|ipad/i.test(agent)) return `https://maps.apple.com/?q=${where}`;
  return `https://www.openstreetmap.org/search?query=${where}`;
}
