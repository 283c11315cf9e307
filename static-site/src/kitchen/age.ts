import type { KitchenBoard } from '$api/types';

export type Urgency = 'normal' | 'urgent' | 'critical';
export type Thresholds = Pick<KitchenBoard['branch'], 'urgent_minutes' | 'critical_minutes'>;

/** Whole minutes since an order was placed; `now` is the server's clock in epoch milliseconds. */
export function ageMinutes(placedAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(placedAt)) / 60_000));
}

/** How urgent an order of this age is, by the branch's two thresholds. */
export function urgencyOf(minutes: number, { urgent_minutes, critical_minutes }: Thresholds): Urgency {
  if (minutes >= critical_minutes) return 'critical';
  return minutes >= urgent_minutes ? 'urgent' : 'normal';
}
