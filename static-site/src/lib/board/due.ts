import type { KitchenLine, KitchenOrder } from '$api/types';
import { minutesBetween } from '$lib/time';
import { isLive } from './orders';

type Timed = Pick<KitchenOrder, 'status' | 'placed_at' | 'accepted_at' | 'ready_at'> & {
  lines: readonly Pick<KitchenLine, 'status' | 'prep_minutes'>[];
};

/** How an order stands against the clock. */
export interface Due {
  /** Whole minutes: since it was placed, once accepted since then, at the pass since it is ready. */
  minutes: number;
  /** What its longest dish takes. */
  longest: number;
  /** Minutes beyond that; 0 while it is in time, and for what is ready or not accepted. */
  over: number;
}

/** The clock of an order starts when the branch takes it on: before that nobody has promised anything. */
export function dueOf({ status, placed_at, accepted_at, ready_at, lines }: Timed, now: number): Due {
  const from = status === 'placed' ? placed_at : status === 'ready' ? (ready_at ?? accepted_at) : accepted_at;
  const minutes = minutesBetween(from ?? placed_at, now);
  const longest = Math.max(0, ...lines.filter(isLive).map(({ prep_minutes }) => prep_minutes));
  const cooks = status === 'accepted' || status === 'preparing';
  return { minutes, longest, over: cooks && longest > 0 ? Math.max(0, minutes - longest) : 0 };
}
