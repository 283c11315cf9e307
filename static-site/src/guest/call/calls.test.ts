import { describe, expect, it } from 'vitest';
import type { Call } from '$api/types';
import { type CallSending, foremost, paymentOf, shownCall } from './calls';

const idle = { state: 'idle' } as CallSending;
const AT = Date.parse('2026-11-21T19:00:00Z');
const after = (seconds: number) => new Date(AT + seconds * 1_000).toISOString();
const call = (over: Partial<Call> = {}): Call => ({
  id: 'c1',
  session_id: 's',
  table: 'H4',
  reason: 'water',
  status: 'open',
  called_by: { guest_id: 'g1', name: 'Asha' },
  opened_at: after(0),
  version: 1,
  ...over,
});
const shown = (calls: Call[], seconds: number, sending = idle, coolUntil = 0) =>
  shownCall('water', calls, sending, coolUntil, AT + seconds * 1_000);

describe('a call as the guest sees it', () => {
  it('is sent, seen and done as the staff move it, and then may be made again', () => {
    expect(shown([call()], 10)).toMatchObject({ state: 'sent', wait: 50 });
    expect(shown([call({ status: 'acknowledged' })], 20)).toMatchObject({ state: 'seen', wait: 40 });
    const resolved = call({ status: 'resolved', resolved_at: after(30) });
    expect(shown([resolved], 40)).toMatchObject({ state: 'done', wait: 20 });
    expect(shown([resolved], 151)).toEqual({ state: 'idle', offer: 'ask', call: null, wait: 0 });
  });

  it('is about the newest one that is open, of this reason only', () => {
    const second = call({ id: 'c2', opened_at: after(70) });
    expect(shown([call({ status: 'acknowledged' }), second], 80)).toMatchObject({ state: 'sent', call: { id: 'c2' }, wait: 50 });
    const bill = call({ reason: 'bill' });
    expect(shown([bill], 10)).toEqual({ state: 'idle', offer: 'ask', call: null, wait: 0 });
  });

  it.each(['open', 'acknowledged'] as const)('is not asked for twice while it is %s, and after 5 minutes staff may be reminded', (status) => {
    const state = status === 'open' ? 'sent' : 'seen';
    for (const seconds of [10, 61, 299]) expect(shown([call({ status })], seconds)).toMatchObject({ state, offer: 'none' });
    expect(shown([call({ status })], 300)).toMatchObject({ state, offer: 'remind', wait: 0 });
    // The reminder is a call of its own, and gets its own five minutes.
    const reminder = call({ id: 'c2', opened_at: after(310) });
    expect(shown([call({ status }), reminder], 400)).toMatchObject({ state: 'sent', offer: 'none', call: { id: 'c2' } });
    // What is done stands in nobody's way, nor does another reason.
    expect(shown([call({ status: 'resolved', resolved_at: after(30) })], 61)).toMatchObject({ state: 'done', offer: 'ask' });
    expect(shown([call({ status, reason: 'bill' })], 10).offer).toBe('ask');
    // Nor is what was refused to this phone while a friend's call is in hand.
    const refused: CallSending = { state: 'refused', code: 'invalid' };
    expect(shown([call({ status })], 61, refused)).toMatchObject({ state, offer: 'none' });
    expect(shown([call({ status })], 301, refused)).toMatchObject({ state: 'refused', offer: 'remind' });
  });

  it('keeps to the wait that the server names, and never counts more than the cool-down', () => {
    expect(shown([], 0, idle, AT + 17_000)).toEqual({ state: 'idle', offer: 'ask', call: null, wait: 17 });
    // A phone's clock that is minutes behind must not lock the button for minutes.
    expect(shown([call()], -300).wait).toBe(60);
  });

  it('says first what this phone could not send', () => {
    const intent = { key: 'k', since: 0, reason: 'water' as const };
    const waiting: CallSending = { state: 'waiting', intent, tries: 1, begun: 0, retryAt: 1, code: 'network' };
    expect(shown([call()], 61, waiting).state).toBe('unsent');
    expect(shown([], 0, { state: 'undecided', intent }).state).toBe('undecided');
    expect(shown([], 0, { state: 'refused', code: 'invalid' }).state).toBe('refused');
  });

  it('knows how a guest wants to pay by the note that the staff read', () => {
    expect([paymentOf('Card'), paymentOf('UPI'), paymentOf(''), paymentOf('no hurry'), paymentOf(undefined)]).toEqual(['card', 'upi', null, null, null]);
  });

  it('shows trouble before what goes well', () => {
    expect(foremost(['idle', 'seen', 'sent', 'unsent'])).toBe('unsent');
    expect(foremost(['seen', 'sent'])).toBe('sent');
    expect(foremost(['idle', 'done'])).toBe('idle');
  });
});
