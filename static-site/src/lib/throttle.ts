/** What the throttle needs of the world; tests bring their own. */
export interface Timing {
  now(): number;
  /** Returns how to cancel. */
  after(ms: number, run: () => void): () => void;
}

const real: Timing = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Runs a task soon after it was asked for, at most once in `everyMs` and never
 * twice at a time. Whatever was asked for while it ran, or too soon after it,
 * is done by one more run. A run that fails (gives false) is repeated after `retryMs`.
 */
export class Throttle {
  #last = Number.NEGATIVE_INFINITY;
  #running = false;
  #wanted = false;
  #stopped = false;
  #cancel: (() => void) | null = null;

  constructor(
    readonly task: () => Promise<boolean>,
    readonly everyMs: number,
    readonly retryMs: number,
    readonly timing: Timing = real,
  ) {}

  ask(): void {
    this.#stopped = false;
    if (this.#running) this.#wanted = true;
    else if (!this.#cancel) this.#plan(this.#last + this.everyMs - this.timing.now());
  }

  stop(): void {
    this.#stopped = true;
    this.#wanted = false;
    this.#cancel?.();
    this.#cancel = null;
  }

  #plan(ms: number): void {
    this.#cancel = this.timing.after(Math.max(0, ms), () => {
      this.#cancel = null;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#last = this.timing.now();
    this.#running = true;
    this.#wanted = false;
    const done = await this.task().catch(() => false);
    this.#running = false;
    if (this.#stopped) return;
    if (!done) this.#plan(this.retryMs);
    else if (this.#wanted) this.ask();
  }
}
