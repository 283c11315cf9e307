/** How often ages are looked at again. */
const TICK_MS = 5_000;

/** The server's clock: tablets' own are often wrong by minutes. */
export class ServerClock {
  /** The server's time in epoch milliseconds; moves on every few seconds. */
  now = $state(Date.now());
  #offset = 0;

  /** Takes the server's time from an answer that has just come. */
  sync(serverTime: string): void {
    this.#offset = Date.parse(serverTime) - Date.now();
    this.#tick();
  }

  /** The server's time of this very moment; not reactive. */
  get exact(): number {
    return Date.now() + this.#offset;
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
