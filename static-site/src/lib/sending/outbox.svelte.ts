import { ApiError } from '$api/error';
import { moment } from '$lib/clock';
import { randomId } from '$lib/id';
import { advance, type Intent, intentOf, type Sending, type SendingEvent } from './sending';

/** Where what is under way outlives a reload. */
export interface Keeps {
  read<T>(name: string): T | null;
  /** Keeps a value, or forgets it (`null`). Whether it outlives the page. */
  write(name: string, value: unknown): boolean;
}

/** What is sent, and who is told how it went. */
export interface Errand<C, R> {
  /** The name under which the intent is stored: one per session, guest and kind. */
  slot: string;
  /** Posts under the key; throws an `ApiError`. */
  post(key: string, content: C): Promise<R>;
  done(result: R): void;
  /** The server's time, in epoch milliseconds. */
  now(): number;
  failed(error: ApiError): void;
  /** Codes that end it although waiting would be possible. */
  final?: readonly string[];
}

/** Runs the machine of `sending.ts`: stores the intent, posts, waits, tries again. */
export class Outbox<C extends object, R> {
  now = $state.raw<Sending<C & Intent, R>>({ state: 'idle' });
  /** Something is under way and not decided. */
  readonly busy = $derived(intentOf(this.now) !== null);
  /** What is under way would be found again after a reload: the phone had room to keep it. */
  lasting = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly memory: Keeps,
    readonly errand: Errand<C, R>,
  ) {}

  /** Begins, unless something is still undecided. */
  send(content: C): void {
    this.#step({ type: 'send', intent: { ...content, key: randomId(), since: this.errand.now() } });
  }

  /** Takes up what an earlier life of this page could not decide; `age` says how it goes on. */
  restore(): void {
    const intent = this.memory.read<C & Intent>(this.errand.slot);
    if (intent) this.#step({ type: 'restore', intent });
  }

  /** The server's time is known by now: what is young goes on by itself, for the rest the guest is asked. */
  age(): void {
    const intent = intentOf(this.now);
    if (intent) this.#step({ type: 'aged', age: this.errand.now() - intent.since });
  }

  again(): void {
    this.#step({ type: 'again', since: this.errand.now() });
  }

  giveUp(): void {
    this.#step({ type: 'give-up' });
  }

  /** The guest has seen how it ended. */
  dismiss(): void {
    this.#step({ type: 'dismiss' });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #step(event: SendingEvent<C & Intent, R>): void {
    const before = this.now;
    const after = advance(before, event, moment(), Math.random());
    clearTimeout(this.#timer);
    // Also when nothing changed: a timer may ring a moment before its time.
    if (after.state === 'waiting' && after.retryAt !== null) {
      this.#timer = setTimeout(() => this.#step({ type: 'tick' }), Math.max(1, after.retryAt - moment()));
    }
    if (after === before) return;
    this.now = after;
    // Before the first try leaves: a reload must find the key that was used.
    this.lasting = this.memory.write(this.errand.slot, intentOf(after));
    if (after.state === 'sending') void this.#post(after.intent);
  }

  async #post({ key, since: _, ...content }: C & Intent): Promise<void> {
    const { errand } = this;
    let result: R;
    try {
      result = await errand.post(key, content as unknown as C);
    } catch (caught) {
      const error = caught instanceof ApiError ? caught : new ApiError('garbled', 0, undefined, undefined, caught);
      const { code, retryAfter, problem } = error;
      this.#step({
        type: 'failed',
        key,
        code,
        transient: error.transient && !errand.final?.includes(code),
        ...(retryAfter === undefined ? {} : { retryAfter }),
        ...(problem ? { problem } : {}),
      });
      return errand.failed(error);
    }
    this.#step({ type: 'answered', key, result });
    errand.done(result);
  }
}
