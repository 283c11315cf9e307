import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Money, Order } from '$api/types';
import { randomId } from '$lib/id';
import { advance, canPlace, type Intent, intentOf, type Placing, type PlacingEvent } from './placing';
import type { Memory } from './storage';

interface Told {
  placed(order: Order): void;
  failed(error: ApiError): void;
}

/** Runs the machine of `placing.ts`: stores the intent, posts, waits, tries again. */
export class OrderDesk {
  placing = $state.raw<Placing>({ state: 'idle' });
  /** An order is under way and the cart must rest. */
  readonly busy = $derived(intentOf(this.placing) !== null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly api: Api,
    readonly memory: Memory,
    /** The name under which the intent is stored: one per session and guest. */
    readonly slot: string,
    readonly told: Told,
  ) {}

  /** Begins an order, unless one is still undecided. */
  place(order: { cart_version: number; expected_total: Money; note?: string }): void {
    if (!canPlace(this.placing)) return;
    this.#step({ type: 'place', intent: { ...order, key: randomId(), since: Date.now() } });
  }

  /** Goes on with what an earlier life of this page could not decide. */
  restore(): void {
    const intent = this.memory.read<Intent>(this.slot);
    if (intent) this.#step({ type: 'restore', intent });
  }

  again(): void {
    this.#step({ type: 'again' });
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

  #step(event: PlacingEvent): void {
    const before = this.placing;
    const after = advance(before, event, Date.now(), Math.random());
    clearTimeout(this.#timer);
    // Also when nothing changed: a timer may ring a moment before its time.
    if (after.state === 'waiting') {
      this.#timer = setTimeout(() => this.#step({ type: 'tick' }), Math.max(1, after.retryAt - Date.now()));
    }
    if (after === before) return;
    this.placing = after;
    // Before the first try leaves: a reload must find the key that was used.
    this.memory.write(this.slot, intentOf(after));
    if (after.state === 'sending') void this.#send(after.intent);
  }

  async #send({ key, since: _, ...order }: Intent): Promise<void> {
    try {
      const placed = await body(
        this.api.POST('/api/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body: order }),
      );
      this.told.placed(placed);
      this.#step({ type: 'answered', key, order: placed });
    } catch (caught) {
      const error = caught instanceof ApiError ? caught : new ApiError('garbled', 0, undefined, undefined, caught);
      this.told.failed(error);
      const { code, transient, retryAfter, problem } = error;
      this.#step({
        type: 'failed',
        key,
        code,
        transient,
        ...(retryAfter === undefined ? {} : { retryAfter }),
        ...(problem?.total ? { total: problem.total } : {}),
      });
    }
  }
}
