import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteSignedIn } from './signed-in';
import { sessionWith, signedIn } from './testing';

let stop = () => {};

/** As a page does it: in an effect. Counts what else follows from who is signed in. */
function started(...answers: Response[]) {
  const { session, calls } = sessionWith(...answers);
  const seen: string[] = [];
  stop = $effect.root(() => {
    $effect(() => session.start());
    $effect(() => {
      if (session.staff) seen.push(session.staff.name);
    });
  });
  flushSync();
  return { session, calls, seen };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
  localStorage.clear();
});

it('asks for tokens once when a page starts', async () => {
  noteSignedIn(true);
  const { session, calls, seen } = started(signedIn('a'), signedIn('b'));
  await vi.advanceTimersByTimeAsync(1_000);
  flushSync();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([session.standing, calls, seen]).toEqual(['in', ['refresh'], ['Asha']]);
});

it('goes on once when somebody signs in', async () => {
  const { session, calls, seen } = started(signedIn('a'), signedIn('b'));
  await session.signIn('asha', 'secret');
  flushSync();
  await vi.advanceTimersByTimeAsync(1_000);
  flushSync();
  expect([calls, seen]).toEqual([['sign-in', 'refresh'], ['Asha']]);
});
