import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recoverer } from './recover';
import { maybeSignedIn, noteSignedIn } from './signed-in';
import { json, lost, refused, sessionWith, signedIn, signedOut } from './testing';

beforeEach(() => {
  vi.useFakeTimers();
  noteSignedIn(true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe('StaffSession', () => {
  it('signs in by the cookie and renews before the token ends', async () => {
    const { session, calls } = sessionWith(signedIn('a'), signedIn('b'));
    const stop = session.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(session.standing).toBe('in');
    await vi.advanceTimersByTimeAsync(509_000);
    expect(calls).toEqual(['refresh']);
    await vi.advanceTimersByTimeAsync(32_000);
    expect(calls).toEqual(['refresh', 'refresh']);
    stop();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(calls).toHaveLength(2);
  });

  it('is out when the cookie is refused, and the next page need not ask', async () => {
    const { session } = sessionWith(refused());
    expect(await session.renew()).toBe('out');
    expect(session.staff).toBeNull();
    expect(maybeSignedIn()).toBe(false);
  });

  it('does not ask on a device that was never signed in, until somebody is', async () => {
    localStorage.clear();
    const { session, calls } = sessionWith(signedIn('a'));
    const stop = session.start();
    window.dispatchEvent(new Event('online'));
    expect([session.standing, calls]).toEqual(['out', []]);
    // In another tab, say.
    noteSignedIn(true);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect([session.standing, calls]).toEqual(['in', ['refresh']]);
    stop();
  });

  it.each(['getItem', 'setItem'] as const)('asks where the device keeps no notes (%s is refused)', async (method) => {
    localStorage.clear();
    const forbidden = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, clear: () => {}, [method]: forbidden });
    const { session, calls } = sessionWith(signedIn('a'));
    const stop = session.start();
    await vi.advanceTimersByTimeAsync(0);
    expect([session.standing, calls]).toEqual(['in', ['refresh']]);
    stop();
  });

  it('keeps whoever is in while there is no answer', async () => {
    const { session, calls } = sessionWith(signedIn('a'), new Error('cut'), new Error('cut'), signedIn('b'));
    await session.renew();
    expect(await session.renew()).toBe('unreachable');
    expect(session.standing).toBe('in');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(calls).toHaveLength(4);
  });

  it('asks again at once when an answer is lost', async () => {
    const { session, calls } = sessionWith(lost(), signedIn('a'));
    const renewal = session.renew();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
    expect(await renewal).toBe('in');
  });

  it('is in again after an answer was lost and the network stayed away for five minutes', async () => {
    const away = Array.from({ length: 40 }, () => new Error('cut'));
    const { session, calls } = sessionWith(lost(), ...away, signedIn('a'));
    const stop = session.start();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(session.standing).toBe('unreachable');
    const asked = calls.length;
    expect(asked).toBeLessThan(41);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(session.standing).toBe('in');
    stop();
  });

  it('names the branch that is open, so that pages at two branches do not change each other', async () => {
    const { session, bodies } = sessionWith(signedIn('a'), signedIn('b'));
    await session.renew();
    await session.renew();
    expect(bodies).toEqual([{}, { branch: 'lake-road' }]);
  });

  it('does not wait when the network is back', async () => {
    const { session, calls } = sessionWith(new Error('cut'), new Error('cut'), signedIn('a'));
    const stop = session.start();
    await vi.advanceTimersByTimeAsync(0);
    expect([session.standing, calls.length]).toEqual(['unreachable', 2]);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(session.standing).toBe('in');
    stop();
  });

  it('does not ask again at once when the server has answered', async () => {
    const { session, calls } = sessionWith(json({ code: 'unavailable', status: 503 }, 503));
    expect(await session.renew()).toBe('unreachable');
    expect(calls).toHaveLength(1);
  });

  it('asks once for several renewals at the same time', async () => {
    const { session, calls } = sessionWith(signedIn('a'));
    expect(await Promise.all([session.renew(), session.renew(), session.renew()])).toEqual(['in', 'in', 'in']);
    expect(calls).toHaveLength(1);
  });

  it('is not thrown out by the refusal of the cookie from before', async () => {
    let answer: (late: Response) => void = () => {};
    const late = new Promise<Response>((resolve) => (answer = resolve));
    const { session } = sessionWith(late, signedIn('a'), signedIn('b'));
    const renewal = session.renew();
    await session.signIn('cook1', 'secret');
    answer(refused());
    expect(await renewal).toBe('in');
    expect(session.staff?.name).toBe('Asha');
  });

  it('says so when the cookie of a sign-in is not kept, and is in only when it is', async () => {
    const blocked = sessionWith(signedIn('a'), refused());
    await expect(blocked.session.signIn('cook1', 'secret')).rejects.toMatchObject({ code: 'not_kept' });
    expect([blocked.calls, blocked.session.staff, maybeSignedIn()]).toEqual([['sign-in', 'refresh'], null, true]);
    const { session, calls } = sessionWith(signedIn('a'), signedIn('b'));
    await session.signIn('cook1', 'secret');
    expect([calls, session.standing]).toEqual([['sign-in', 'refresh'], 'in']);
  });

  it('believes a sign-in whose cookie could not be tried', async () => {
    const { session } = sessionWith(signedIn('a'), new Error('cut'), new Error('cut'));
    await session.signIn('cook1', 'secret');
    expect(session.standing).toBe('in');
  });

  it('stays in when signing out did not reach the server', async () => {
    const { session } = sessionWith(signedIn('a'), new Error('cut'), signedOut());
    await session.renew();
    await expect(session.signOut()).rejects.toThrow();
    expect(session.standing).toBe('in');
    await session.signOut();
    expect(session.standing).toBe('out');
  });
});

describe('recoverer', () => {
  function world(...standings: ('in' | 'out' | 'unreachable')[]) {
    const waits: number[] = [];
    const restart = vi.fn();
    let now = 0;
    const recover = recoverer({ renew: async () => standings.shift() ?? 'in' }, () => ({ restart }), {
      now: () => now,
      wait: async (ms) => void waits.push(ms),
      random: () => 1,
    });
    return { waits, restart, recover, later: (ms: number) => (now += ms) };
  }

  it('renews and connects again at once', async () => {
    const { recover, restart, waits } = world('in');
    await recover();
    expect(restart).toHaveBeenCalledTimes(1);
    expect(waits).toEqual([]);
  });

  it('waits for an answer, and leaves a refusal alone', async () => {
    const { recover, restart, waits } = world('unreachable', 'unreachable', 'out');
    await recover();
    expect(restart).not.toHaveBeenCalled();
    expect(waits).toEqual([1_000, 2_000]);
  });

  it('slows down when the link is refused again and again', async () => {
    const { recover, waits, later } = world();
    for (let i = 0; i < 4; i += 1) await recover();
    expect(waits).toEqual([2_000, 4_000, 8_000]);
    later(61_000);
    await recover();
    expect(waits).toHaveLength(3);
  });
});
