/**
 * Sending an order, as a pure state machine. One intent has one idempotency
 * key from its first try to its end, so whatever the network does, the
 * kitchen gets it once.
 */
import type { Money, Order } from '$api/types';

/** How long the page retries by itself before it asks the guest. */
export const PATIENCE_MS = 120_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** What is to be ordered; stored before the first try and unchanged from then on. */
export interface Intent {
  key: string;
  cart_version: number;
  expected_total: Money;
  note?: string;
  /** Epoch milliseconds of the first try, or of the guest's last "try again". */
  since: number;
}

export type Placing =
  | { state: 'idle' }
  | { state: 'sending'; intent: Intent; tries: number }
  | { state: 'waiting'; intent: Intent; tries: number; retryAt: number }
  | { state: 'undecided'; intent: Intent }
  | { state: 'confirmed'; order: Order }
  | { state: 'changed'; what: 'cart' | 'prices'; total?: Money }
  | { state: 'refused'; code: string };

export type PlacingEvent =
  | { type: 'place' | 'restore'; intent: Intent }
  | { type: 'answered'; key: string; order: Order }
  | { type: 'failed'; key: string; code: string; transient: boolean; retryAfter?: number; total?: Money }
  | { type: 'tick' | 'again' | 'give-up' | 'dismiss' };

/** One step; `random` in [0, 1). An event that does not fit the state changes nothing. */
export function advance(placing: Placing, event: PlacingEvent, now: number, random: number): Placing {
  switch (event.type) {
    case 'place':
      return canPlace(placing) ? { state: 'sending', intent: event.intent, tries: 1 } : placing;
    case 'restore':
      if (placing.state !== 'idle') return placing;
      return now - event.intent.since < PATIENCE_MS
        ? { state: 'sending', intent: event.intent, tries: 1 }
        : { state: 'undecided', intent: event.intent };
    case 'answered':
      return intentOf(placing)?.key === event.key ? { state: 'confirmed', order: event.order } : placing;
    case 'failed':
      if (placing.state !== 'sending' || placing.intent.key !== event.key) return placing;
      return failed(placing, event, now, random);
    case 'tick':
      if (placing.state !== 'waiting' || now < placing.retryAt) return placing;
      return { state: 'sending', intent: placing.intent, tries: placing.tries + 1 };
    case 'again':
      if (placing.state === 'waiting') return { state: 'sending', intent: placing.intent, tries: placing.tries + 1 };
      if (placing.state !== 'undecided') return placing;
      return { state: 'sending', intent: { ...placing.intent, since: now }, tries: 1 };
    case 'give-up':
      return placing.state === 'undecided' ? { state: 'idle' } : placing;
    case 'dismiss':
      return intentOf(placing) ? placing : { state: 'idle' };
  }
}

type Failed = Extract<PlacingEvent, { type: 'failed' }>;

function failed(placing: Extract<Placing, { state: 'sending' }>, event: Failed, now: number, random: number): Placing {
  const { intent, tries } = placing;
  if (event.code === 'cart_changed' || event.code === 'cart_empty') return { state: 'changed', what: 'cart' };
  if (event.code === 'prices_changed') {
    return { state: 'changed', what: 'prices', ...(event.total ? { total: event.total } : {}) };
  }
  // `in_progress`: an earlier try of the same key is still running.
  if (!event.transient && event.code !== 'in_progress') return { state: 'refused', code: event.code };
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  const wait = Math.max((event.retryAfter ?? 0) * 1_000, grown * (0.5 + random / 2));
  const retryAt = now + wait;
  return retryAt - intent.since > PATIENCE_MS
    ? { state: 'undecided', intent }
    : { state: 'waiting', intent, tries, retryAt };
}

/** The intent that is not decided yet; it must outlive a reload. */
export function intentOf(placing: Placing): Intent | null {
  return 'intent' in placing ? placing.intent : null;
}

/** Whether a new order may begin. */
export function canPlace(placing: Placing): boolean {
  return intentOf(placing) === null;
}
