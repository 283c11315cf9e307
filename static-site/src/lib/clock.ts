/**
 * Time for programs. A device's own clock may be hours off, and somebody may
 * put it right at any moment, so nothing counts or expires by it: what lasts is
 * measured from moments, and what has a date is held against the server's time.
 * `clock.test.ts` keeps other uses of the device's clock out.
 */

/** Milliseconds that only grow, at one pace, for as long as the page lives. */
export type Moment = number;

export function moment(): Moment {
  return performance.now();
}

/** What the device's clock shows for a moment: only to be shown to who looks at that clock. */
export function onDevice(at: Moment): number {
  return Date.now() - (moment() - at);
}
