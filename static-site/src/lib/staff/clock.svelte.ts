import { ServerTime } from '$lib/server-time';

/** How often ages are looked at again. */
const TICK_MS = 5_000;

/** The server's clock for what is on a screen. */
export class ServerClock {
  readonly #time = new ServerTime();
  /** The server's time in epoch milliseconds; moves on every few seconds. */
  now = $state(this.#time.now());

  /** Takes the server's time from an answer that has just come. */
  sync(serverTime: string): void {
    this.#time.sync(serverTime);
    this.#tick();
  }

  /** The server's time of this very moment; not reactive. */
  get exact(): number {
    return this.#time.now();
  }

  /** Keeps `now` moving. Returns how to stop; fits `$effect`. */
  start(): () => void {
    const timer = setInterval(() => this.#tick(), TICK_MS);
    return () => clearInterval(timer);
  }

  #tick(): void {
    this.now = this.exact;
  }
}
