import type { Money, Order, Session, Snapshot } from '$api/types';
import { type Foot, toPay } from '$lib/foot';
import type { LiveStore } from '$lib/live/store.svelte';
import { sumMoney } from '$lib/money';
import { counts } from '../orders/order-view';

/** How long more changes may come before the total is asked for. */
const PAUSE_MS = 400;

/** The account as the server told it, at a version of the session. */
interface Bill extends Foot {
  id: string;
  version: number;
}

/** What the party is to pay so far, with taxes. Events tell of orders, not of what they come to: that is asked for. */
export class Account {
  readonly #bill = $derived.by(() => this.live.get<Bill>('bill', this.session));
  readonly #orders = $derived.by(() => this.live.all<Order>('order'));
  /** The server's total is not of today's orders yet. */
  readonly pending = $derived.by(
    () => (this.live.get<Session>('session', this.session)?.version ?? 0) > (this.#bill?.version ?? 0),
  );
  /** The server's word, or a guess while that is pending; null before there is any. */
  readonly total: Money | null = $derived.by(() => {
    if (!this.#bill) return null;
    // Each order is rounded by itself there, so the sum may be off by a little.
    const orders = () => this.#orders.filter(counts).map(toPay);
    return this.pending ? sumMoney(this.#bill.total.currency, orders()) : toPay(this.#bill);
  });
  /** How that is made up; null while it is a guess. */
  readonly foot: Foot | null = $derived.by(() => (this.pending ? null : (this.#bill ?? null)));
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last version of the session that was not its end, which changes no total. */
  #openVersion = 0;

  constructor(
    readonly live: LiveStore,
    readonly session: string,
    readonly fetch: () => Promise<Snapshot>,
  ) {}

  /** The session moved on to `version`; its total may have. */
  moved(version: number): void {
    this.#openVersion = version;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      const snapshot = await this.fetch().catch(() => null);
      if (snapshot) this.live.learn('bill', billOf(snapshot));
    }, PAUSE_MS);
  }

  /** The total when the session has ended; null when the last change of it was not learnt. */
  get final(): Money | null {
    return this.#bill && this.#bill.version >= this.#openVersion ? toPay(this.#bill) : null;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The account is part of the session's item, so it has that version. */
export function billOf({ session, check }: Snapshot): Bill {
  return { ...check, id: session.id, version: session.version };
}
