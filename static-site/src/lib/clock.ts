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

/** The server's clock, as its answers tell it. Before the first of them the device's is the best guess. */
export class ServerTime {
  /** Epoch milliseconds less the moment. */
  #offset = Date.now() - moment();
  #heard = false;

  /** The server has told its time. */
  get known(): boolean {
    return this.#heard;
  }

  /** Takes the time from an answer or an event that has just come; RFC 3339, or as HTTP writes it. */
  sync(time: string): void {
    const told = Date.parse(time);
    if (Number.isNaN(told)) return;
    this.#offset = told - moment();
    this.#heard = true;
  }

  /** Epoch milliseconds. */
  now(): number {
    return moment() + this.#offset;
  }
}
