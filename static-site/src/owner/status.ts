import type { OrderStatus } from '$api/types';

/** How a status looks; its word always stands beside the colour. */
export function toneOf(status: OrderStatus): 'plain' | 'good' | 'bad' | 'info' {
  if (status === 'placed') return 'bad';
  if (status === 'ready') return 'good';
  return status === 'accepted' || status === 'preparing' ? 'info' : 'plain';
}
