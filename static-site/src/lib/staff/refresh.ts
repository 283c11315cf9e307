/** How long before its end a token is renewed, at the least. */
const MARGIN_MS = 60_000;
const SPREAD_MS = 30_000;
const LEAST_MS = 1_000;
const RETRY_MS = 1_000;
const RETRY_CAP_MS = 30_000;
/** How long one try for a new token may take; its answer is small and quick. */
export const REFRESH_TRY_MS = 3_000;

/**
 * Milliseconds until a token of `expiresIn` seconds should be renewed: a good
 * minute before it ends, spread so that the tablets of a restaurant do not
 * come together, and at half its life when it is short. `random` in [0, 1).
 */
export function renewIn(expiresIn: number, random: number): number {
  const life = expiresIn * 1000;
  return Math.max(LEAST_MS, Math.max(life / 2, life - MARGIN_MS - random * SPREAD_MS));
}

/**
 * Milliseconds until the next try after `failures` tries without an answer. There is no hurry: an answer
 * that was lost has not used the cookie up, however long the network stays away.
 */
export function retryIn(failures: number, random: number): number {
  const most = Math.min(RETRY_CAP_MS, RETRY_MS * 2 ** failures);
  return most / 2 + (random * most) / 2;
}
