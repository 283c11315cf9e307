import { moment } from '$lib/clock';
import type { LiveStore } from '$lib/live/store.svelte';
import { retryIn } from './refresh';
import type { StaffSession } from './session.svelte';

/** Ends closer together than this are one trouble, and the tries grow further apart. */
const CALM_MS = 60_000;

interface World {
  now(): number;
  wait(ms: number): Promise<void>;
  random(): number;
}

const real: World = {
  now: moment,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/**
 * The `ended` of a staff page's live store. The socket's identity is over (by
 * signing out, when the person is disabled, or after 30 days; an access token's
 * end leaves it alone), or a ticket or snapshot was refused. Another page of
 * this device may have signed in since, so this renews the sign-in and connects
 * again; only a refusal leaves the page to the sign-in.
 */
export function recoverer(
  session: Pick<StaffSession, 'renew'>,
  live: () => Pick<LiveStore, 'restart'>,
  world: World = real,
): () => Promise<void> {
  let endedAt = Number.NEGATIVE_INFINITY;
  let tries = 0;
  return async () => {
    tries = world.now() - endedAt < CALM_MS ? tries + 1 : 0;
    endedAt = world.now();
    if (tries > 0) await world.wait(retryIn(tries, world.random()));
    let standing = await session.renew();
    for (let failures = 0; standing === 'unreachable'; failures += 1) {
      await world.wait(retryIn(failures, world.random()));
      standing = await session.renew();
    }
    endedAt = world.now();
    if (standing === 'in') live().restart();
  };
}
