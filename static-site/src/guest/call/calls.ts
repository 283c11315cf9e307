import type { Call, CallReason, PaymentMethod } from '$api/types';
import { toStaff } from '$lib/text/to-staff';
import type { Intent, Sending } from '$lib/sending/sending';

/** Seconds for which a table cannot ask for the same again; the server says the same with a 429. */
export const COOL_DOWN_SECONDS = 60;
/** How long staff have for a call before its table may remind them of it. */
const REMIND_MS = 300_000;
/** How long "done" stays in sight. */
const DONE_MS = 120_000;

/** In the order in which they are offered. */
export const REASONS = ['waiter', 'bill', 'water', 'other'] as const satisfies readonly CallReason[];

export interface CallContent {
  reason: CallReason;
  note?: string;
}

export type CallSending = Sending<CallContent & Intent, Call>;

/** How far asking for one thing is, as the guest is told. */
export type CallState = 'idle' | 'sending' | 'unsent' | 'undecided' | 'refused' | 'sent' | 'seen' | 'done';

/** What a guest may do about it: ask, remind staff of a call that has been open for long, or only wait for them. */
export type CallOffer = 'ask' | 'remind' | 'none';

/** What the table asked for one reason. */
export interface ShownCall {
  state: CallState;
  offer: CallOffer;
  /** The call that the state is about, once the server has it. */
  call: Call | null;
  /** Whole seconds until what is offered may be done; 0 when it may. */
  wait: number;
}

/**
 * One reason as the guest sees it. What this phone still tries to send comes
 * first, then the newest call that is open, then what was done a moment ago.
 * While staff have a call in hand, a second one beside it is not offered.
 * `now` and `coolUntil` are epoch milliseconds of the server's clock.
 */
export function shownCall(
  reason: CallReason,
  calls: readonly Call[],
  sending: CallSending,
  coolUntil: number,
  now: number,
): ShownCall {
  const own = calls.filter((call) => call.reason === reason).sort((a, b) => b.opened_at.localeCompare(a.opened_at));
  const newest = own[0];
  const until = Math.max(coolUntil, newest ? Date.parse(newest.opened_at) + COOL_DOWN_SECONDS * 1_000 : 0);
  const wait = Math.min(COOL_DOWN_SECONDS, Math.max(0, Math.ceil((until - now) / 1_000)));
  const open = own.find(({ status }) => status !== 'resolved');
  const offer = !open ? 'ask' : now - Date.parse(open.opened_at) < REMIND_MS ? 'none' : 'remind';
  const trying = stateOfSending[sending.state];
  // "Please try again" would be wrong while somebody's call is in hand.
  const moot = trying === 'refused' && offer === 'none';
  if (trying && !moot) return { state: trying, offer, call: null, wait };
  if (open) return { state: open.status === 'open' ? 'sent' : 'seen', offer, call: open, wait };
  const done = newest?.resolved_at && now - Date.parse(newest.resolved_at) < DONE_MS;
  return done ? { state: 'done', offer, call: newest, wait } : { state: 'idle', offer, call: null, wait };
}

const stateOfSending: Partial<Record<CallSending['state'], CallState>> = {
  sending: 'sending',
  waiting: 'unsent',
  undecided: 'undecided',
  refused: 'refused',
};

/** How a guest wants to pay, by the note that went to the staff with the call for the bill. */
export function paymentOf(note: string | null | undefined): PaymentMethod | null {
  const found = Object.entries(toStaff.payment).find(([, words]) => words && words === note);
  return (found?.[0] as PaymentMethod | undefined) ?? null;
}

/** What matters most of several: trouble first, then what nobody has seen. */
const URGENCY: readonly CallState[] = ['undecided', 'unsent', 'refused', 'sending', 'sent', 'seen'];

/** The state that the one button for all calls shows. */
export function foremost(states: readonly CallState[]): CallState {
  return URGENCY.find((state) => states.includes(state)) ?? 'idle';
}
