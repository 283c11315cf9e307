import { SvelteSet } from 'svelte/reactivity';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Figures, Order, OrderStatus } from '$api/types';
import type { LiveEvent } from '$lib/live/replica';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { owner as text } from '$lib/text/owner';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import { newest, type Standing, standing } from './figures';
import { Throttle } from './throttle';

/** A busy evening changes the figures several times a second; nobody reads that fast. */
const EVERY_MS = 1_000;
const RETRY_MS = 5_000;

/**
 * A branch as its owner watches it. Open orders are live, by the floor's topic;
 * figures are fetched again when the owner's topic says that they changed, and
 * with every snapshot, so that a lost "changed" is made good as well.
 */
export class OwnerDesk {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  figures = $state.raw<Figures | null>(null);
  /** The figures in sight are not the newest, and those could not be read. */
  stale = $state(false);
  /** What the figures and calls told of orders; the live store knows only open ones for long. */
  #known = $state.raw<readonly Order[]>([]);
  readonly #busy = new SvelteSet<string>();
  readonly #throttle: Throttle;

  readonly recent: Order[] = $derived.by(() => newest(this.#known, this.live.all<Order>('order')));
  readonly now: Standing = $derived.by(() => standing(this.live.all<Order>('order')));

  constructor(
    readonly session: StaffSession,
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
  }

  get #path(): { branch: string } {
    return { branch: this.branchId };
  }

  get #topics(): string[] {
    return [`branch:${this.branchId}:floor`, `branch:${this.branchId}:owner`];
  }

  busy(order: Order): boolean {
    return this.#busy.has(order.id);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => () => this.#throttle.stop());
    this.link.watch();
  }

  /** True when the order is there now, by this or by an earlier try. */
  async move(order: Order, status: OrderStatus, reason?: string): Promise<boolean> {
    if (this.#busy.has(order.id)) return false;
    this.#busy.add(order.id);
    try {
      const params = { path: { ...this.#path, order: order.id } };
      // Ending an order is decided on what was in sight; a step names the status it wants.
      const more = reason === undefined ? {} : { reason, version: order.version };
      const answer = await body(
        this.session.api.PATCH('/api/v1/branches/{branch}/orders/{order}', { params, body: { status, ...more } }),
      );
      if ('placed_by' in answer) this.#learn(answer);
      toast(text.order.moved(order.number, status), 'good');
      return true;
    } catch (error) {
      this.#refused(error, order);
      return false;
    } finally {
      this.#busy.delete(order.id);
    }
  }

  #refused(error: unknown, order: Order): void {
    const changed = text.order.changed(order.number);
    const unsure = error instanceof ApiError && error.status === 0;
    const words = { illegal_transition: changed, version_conflict: changed };
    toast(unsure ? text.order.noAnswer : errorText(error, words), 'bad');
    // So that the order shows how it stands.
    this.#throttle.ask();
  }

  #learn(order: Order): void {
    this.live.learn('order', order);
    this.#known = newest([order], this.#known);
  }

  #hear({ type, data }: LiveEvent): void {
    if (type === 'stats.changed') this.#throttle.ask();
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
