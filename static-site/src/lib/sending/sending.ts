/**
 * Sending something that must happen once, an order or a call, as a pure
 * state machine. One intent has one idempotency key from its first try to its
 * end, so whatever the network does, it is done once.
 */
import type { Problem } from '$api/types';
import type { Moment } from '$lib/clock';

/** How long the page retries by itself before it asks the guest. */
export const PATIENCE_MS = 120_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** What every intent has; stored before the first try and unchanged from then on. */
export interface Intent {
  key: string;
  /** The server's time, in epoch milliseconds, of the first try, or of the guest's last "try again". */
  since: number;
}

/**
 * `I` is what is sent, `R` what the server answers. `begun` and `retryAt` are moments of this page.
 * Waiting with no `retryAt`, an earlier page's intent stands by until the server's time tells its age.
 */
export type Sending<I extends Intent, R> =
  | { state: 'idle' }
  | { state: 'sending'; intent: I; tries: number; begun: Moment }
  | { state: 'waiting'; intent: I; tries: number; begun: Moment; retryAt: Moment | null; code: string }
  | { state: 'undecided'; intent: I }
  | { state: 'confirmed'; result: R }
  | { state: 'refused'; code: string; problem?: Problem };

export type SendingEvent<I extends Intent, R> =
  | { type: 'send' | 'restore'; intent: I }
  | { type: 'aged'; age: number }
  | { type: 'answered'; key: string; result: R }
  | { type: 'failed'; key: string; code: string; transient: boolean; retryAfter?: number; problem?: Problem }
  | { type: 'again'; since: number }
  | { type: 'tick' | 'give-up' | 'dismiss' };

/** One step at a moment; `random` in [0, 1). An event that does not fit the state changes nothing. */
export function advance<I extends Intent, R>(
  now: Sending<I, R>,
  event: SendingEvent<I, R>,
  at: Moment,
  random: number,
): Sending<I, R> {
  switch (event.type) {
    case 'send':
      return intentOf(now) ? now : { state: 'sending', intent: event.intent, tries: 1, begun: at };
    case 'restore':
      return now.state === 'idle'
        ? { state: 'waiting', intent: event.intent, tries: 0, begun: at, retryAt: null, code: 'network' }
        : now;
    case 'aged':
      if (now.state !== 'waiting' || now.retryAt !== null) return now;
      return event.age < PATIENCE_MS
        ? { state: 'sending', intent: now.intent, tries: 1, begun: at }
        : { state: 'undecided', intent: now.intent };
    case 'answered':
      return intentOf(now)?.key === event.key ? { state: 'confirmed', result: event.result } : now;
    case 'failed':
      return now.state === 'sending' && now.intent.key === event.key ? failed(now, event, at, random) : now;
    case 'tick':
      if (now.state !== 'waiting' || now.retryAt === null || at < now.retryAt) return now;
      return { state: 'sending', intent: now.intent, tries: now.tries + 1, begun: now.begun };
    case 'again':
      if (now.state === 'waiting') return { state: 'sending', intent: now.intent, tries: now.tries + 1, begun: now.begun };
      if (now.state !== 'undecided') return now;
      return { state: 'sending', intent: { ...now.intent, since: event.since }, tries: 1, begun: at };
    case 'give-up':
      return now.state === 'undecided' ? { state: 'idle' } : now;
    case 'dismiss':
      return intentOf(now) ? now : { state: 'idle' };
  }
}

type Failed = Extract<SendingEvent<Intent, never>, { type: 'failed' }>;
type Trying<I extends Intent> = Extract<Sending<I, never>, { state: 'sending' }>;

function failed<I extends Intent>(now: Trying<I>, event: Failed, at: Moment, random: number): Sending<I, never> {
  const { intent, tries, begun } = now;
  const { code } = event;
  // `in_progress`: an earlier try of the same key is still running.
  if (!event.transient && code !== 'in_progress') {
    return { state: 'refused', code, ...(event.problem ? { problem: event.problem } : {}) };
  }
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  const wait = Math.max((event.retryAfter ?? 0) * 1_000, grown * (0.5 + random / 2));
  const retryAt = at + wait;
  return retryAt - begun > PATIENCE_MS
    ? { state: 'undecided', intent }
    : { state: 'waiting', intent, tries, begun, retryAt, code };
}

/** The intent that is not decided yet; it must outlive a reload, and no other may begin. */
export function intentOf<I extends Intent>(now: Sending<I, unknown>): I | null {
  return 'intent' in now ? now.intent : null;
}
