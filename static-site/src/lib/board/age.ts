import type { KitchenBoard } from '$api/types';

export type Urgency = 'normal' | 'urgent' | 'critical';
export type Thresholds = Pick<KitchenBoard['branch'], 'urgent_minutes' | 'critical_minutes'>;

/** How urgent an order of this age is, by the branch's two thresholds. */
export function urgencyOf(minutes: number, { urgent_minutes, critical_minutes }: Thresholds): Urgency {
  if (minutes >= critical_minutes) return 'critical';
  return minutes >= urgent_minutes ? 'urgent' : 'normal';
}
