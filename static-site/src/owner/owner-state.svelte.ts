import { untrack } from 'svelte';
import { body } from '$api/client';
import type { Figures, Order, OrderStatus, Staff } from '$api/types';
import { Taps } from '$lib/board/taps.svelte';
import type { LiveEvent } from '$lib/live/replica';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { board as boardText } from '$lib/text/board';
import { owner as text } from '$lib/text/owner';
import { toast } from '$lib/ui/toast.svelte';
import { newest, type Standing, standing, stepsOf } from './figures';
import { Throttle } from '$lib/throttle';

/** A busy evening changes the figures several times a second; nobody reads that fast. */
const EVERY_MS = 1_000;
const RETRY_MS = 5_000;

/**
 * A branch as its owner watches it. Open orders are live, by the floor's topic;
 * figures are fetched again when the owner's topic says that they changed, or the
 * floor's that a bill did, and
 * with every snapshot, so that a lost "changed" is made good as well.
 */
export class OwnerState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly taps: Taps;
  figures = $state.raw<Figures | null>(null);
  /** The figures in sight are not the newest, and those could not be read. */
  stale = $state(false);
  /** What the figures and calls told of orders; the live store knows only open ones for long. */
  #known = $state.raw<readonly Order[]>([]);
  readonly #throttle: Throttle;

  readonly recent: Order[] = $derived.by(() => newest(this.#known, this.live.all<Order>('order')));
  readonly now: Standing = $derived.by(() => standing(this.live.all<Order>('order')));

  constructor(
    readonly session: StaffSession,
    me: Staff,
    readonly branchId: string,
  ) {
    this.#throttle = new Throttle(() => this.#load().then(() => true), EVERY_MS, RETRY_MS);
    this.live = new LiveStore({
      kinds: ['order'],
      settles: true,
      ticket: () =>
        body(
          session.api.POST('/api/v1/realtime/tickets', { body: { branch: branchId, topics: this.#topics, batches: true } }),
        ),
      snapshot: async () => {
        const [floor, figures] = await Promise.all([this.#floor(), this.#load()]);
        return {
          topics: { ...figures.topics, ...floor.topics },
          entities: floor.orders.map((order) => entity('order', order)),
        };
      },
      event: (event) => this.#hear(event),
      ended: recoverer(session, () => this.live),
    });
    this.link = new LinkWatch(this.live);
    this.taps = new Taps({
      api: session.api,
      branch: branchId,
      person: me.id,
      // Most of what stands in the list is over, and not in the live store any more.
      live: {
        get: <T>(_: string, id: string) => this.recent.find((order) => order.id === id) as T | undefined,
        learn: (_, data) => this.#learn(data as Order),
      },
      order: (moved) => ('placed_by' in moved ? moved : null),
      lookAgain: () => this.#lookAgain(),
    });
  }

  get #path(): { branch: string } {
    return { branch: this.branchId };
  }

  get #topics(): string[] {
    return [`branch:${this.branchId}:floor`, `branch:${this.branchId}:owner`];
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => () => this.#throttle.stop());
    this.link.watch();
    $effect(() => (this.live.loaded ? untrack(() => this.taps.start()) : undefined));
    $effect(() => {
      if (this.link.connected) untrack(() => this.taps.wake());
    });
  }

  /** True when the order is there. Ending one is decided on what was in sight, and holds for nothing else. */
  async move(order: Order, to: OrderStatus, reason?: string): Promise<boolean> {
    const { id, number, status, version } = order;
    const step = { of: 'order', from: status, to, ...(reason === undefined ? {} : { reason }) } as const;
    const name = boardText.tap.order(number);
    const what = stepsOf(order).back === to ? text.order.back[to] : text.order.to[to];
    const exact = reason !== undefined;
    const moved = await this.taps.take({ kind: 'order', about: id, name, what, steps: [step], version, exact });
    if (moved) toast(text.order.moved(number, to), 'good');
    return moved;
  }

  async #lookAgain(): Promise<void> {
    const [floor] = await Promise.all([this.#floor(), this.#load()]);
    for (const order of floor.orders) this.#learn(order);
  }

  #learn(order: Order): void {
    this.live.learn('order', order);
    this.#known = newest([order], this.#known);
  }

  #hear({ type, data }: LiveEvent): void {
    if (type === 'stats.changed' || type === 'bill.changed' || type === 'dues.changed') this.#throttle.ask();
    // The store forgets what is over; the list of recent orders does not.
    if (type === 'order.changed' && data) this.#known = newest([data as Order], this.#known);
  }

  #floor() {
    return body(this.session.api.GET('/api/v1/branches/{branch}/floor', { params: { path: this.#path } }));
  }

  async #load(): Promise<Figures> {
    try {
      const params = { path: this.#path };
      const figures = await body(this.session.api.GET('/api/v1/branches/{branch}/figures', { params }));
      // Answers may overtake each other.
      const since = Date.parse(this.figures?.server_time ?? '1970-01-01');
      if (Date.parse(figures.server_time) >= since) this.figures = figures;
      this.#known = newest(figures.recent, this.#known);
      this.stale = false;
      return figures;
    } catch (error) {
      this.stale = true;
      throw error;
    }
  }
}
