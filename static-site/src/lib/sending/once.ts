import { randomId } from '$lib/id';
import { deviceMemory } from './device-memory';
import type { Keeps } from './outbox.svelte';

/** How long a wish that nobody answered is the same one when it is made again. After that it is meant once more. */
const SAME_MS = 10 * 60_000;

/** Remembers nothing beyond the page, for a `Once` whose time is the page's own. */
export const untilReload: Keeps = { read: () => null, write: () => false };

interface Try<More> {
  key: string;
  /** What was sent with it at its first try, and is again. */
  more: More;
  /** When it was first tried. */
  since: number;
}

/**
 * One key for one wish, from its first try until it is answered, through a reload too: what was not answered is done
 * once when it is sent again. For what somebody repeats by hand; an `Outbox` repeats by itself.
 */
export class Once<More = undefined> {
  #tries: Record<string, Try<More>>;

  /** `slot`: under which name the device keeps them. `now`: in milliseconds; the server's time where they outlive the page. */
  constructor(
    readonly slot: string,
    readonly now: () => number,
    readonly memory: Keeps = deviceMemory,
  ) {
    this.#tries = memory.read<Record<string, Try<More>>>(slot) ?? {};
  }

  /** How this is sent: as it was before, if that is not answered, else anew with `more`. */
  of(wish: object | string, more: More): Try<More> {
    const since = this.now();
    this.#tries = Object.fromEntries(Object.entries(this.#tries).filter(([, before]) => Math.abs(since - before.since) < SAME_MS));
    const name = JSON.stringify(wish);
    const sent = this.#tries[name] ?? { key: randomId(), more, since };
    this.#tries[name] = sent;
    // Before the first try leaves: a reload must find the key that was used.
    this.#keep();
    return sent;
  }

  /** It is known what became of it: the same wish is another one from now on. */
  answered(wish: object | string): void {
    delete this.#tries[JSON.stringify(wish)];
    this.#keep();
  }

  #keep(): void {
    this.memory.write(this.slot, Object.keys(this.#tries).length > 0 ? this.#tries : null);
  }
}
