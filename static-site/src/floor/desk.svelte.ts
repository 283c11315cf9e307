import { SvelteSet } from 'svelte/reactivity';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Floor, FloorTable, Order, OrderStatus, SessionMode } from '$api/types';
import type { LiveEvent } from '$lib/live/replica';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { ServerClock } from '$lib/staff/clock.svelte';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { floor as text } from '$lib/text/en/floor';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import { type Row, rowOf } from './tables';

interface Section {
  id: string;
  name: string;
  rows: Row[];
}

/** The floor of one branch as this screen shows it, and what can be done on it. */
export class FloorDesk {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly clock = new ServerClock();
  /** Branch and order of sections and tables; null until the first answer is in. */
  #plan = $state.raw<Pick<Floor, 'branch' | 'sections'> | null>(null);
  /** Sessions, tables and orders with a call under way. */
  readonly #busy = new SvelteSet<string>();

  readonly sections: Section[] = $derived.by(() => {
    const orders = this.live.all<Order>('order');
    return (this.#plan?.sections ?? []).map(({ id, name, tables }) => ({
      id,
      name,
      rows: tables.map((known) => rowOf(this.live.get<FloorTable>('table', known.id) ?? known, orders, this.clock.now)),
    }));
  });
  readonly rows: Row[] = $derived(this.sections.flatMap(({ rows }) => rows));

  constructor(
    readonly session: StaffSession,
    readonly branchId: string,
  ) {
    this.live = new LiveStore({
      kinds: ['table', 'order'],
      settles: true,
      ticket: () =>
        body(session.api.POST('/api/v1/realtime/tickets', { body: { topics: [`branch:${branchId}:floor`] } })),
      snapshot: async () => {
        const floor = await body(session.api.GET('/api/v1/branches/{branch}/floor', { params: { path: this.#path } }));
        this.#plan = floor;
        this.clock.sync(floor.server_time);
        const tables = floor.sections.flatMap((section) => section.tables.map((table) => entity('table', table)));
        return { topics: floor.topics, entities: [...tables, ...floor.orders.map((order) => entity('order', order))] };
      },
      event: (event) => this.#announce(event),
      ended: recoverer(session, () => this.live),
    });
    this.link = new LinkWatch(this.live);
  }

  get branch(): Floor['branch'] | null {
    return this.#plan?.branch ?? null;
  }

  get #path(): { branch: string } {
    return { branch: this.branchId };
  }

  busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => this.clock.start());
    this.link.watch();
  }

  /** Seats a party. Gives the session and its PIN, or null when it was refused, which was said. */
  open(table: FloorTable, mode: SessionMode, party_size: number): Promise<{ session: string; pin: string } | null> {
    return this.#run(table.id, { table_not_free: text.open.taken }, async () => {
      const params = { path: { ...this.#path, table: table.id } };
      const { session, pin } = await body(
        this.session.api.POST('/api/v1/branches/{branch}/tables/{table}/open', { params, body: { mode, party_size } }),
      );
      toast(text.open.opened(table.name), 'good');
      return { session: session.id, pin };
    });
  }

  /** Throws when it cannot be read. */
  async pin(session: string): Promise<string> {
    const params = { path: { ...this.#path, session } };
    return (await body(this.session.api.GET('/api/v1/branches/{branch}/sessions/{session}/pin', { params }))).pin;
  }

  rotate(session: string): Promise<string | null> {
    return this.#run(session, { session_closed: text.close.already }, async () => {
      const params = { path: { ...this.#path, session } };
      const path = '/api/v1/branches/{branch}/sessions/{session}/pin/rotate';
      const { pin } = await body(this.session.api.POST(path, { params }));
      toast(text.pin.rotated, 'good');
      return pin;
    });
  }

  /** True when the table's session is over. */
  async close(table: FloorTable): Promise<boolean> {
    const session = table.session?.id;
    if (!session) return true;
    const closed = await this.#run(session, { session_closed: text.close.already }, async () => {
      const params = { path: { ...this.#path, session } };
      await body(this.session.api.POST('/api/v1/branches/{branch}/sessions/{session}/close', { params }));
      toast(text.close.closed(table.name), 'good');
      return true;
    });
    return closed ?? false;
  }

  accept(order: Order): Promise<boolean> {
    return this.#move(order, 'accepted', text.order.accepted(order.number));
  }

  serve(order: Order): Promise<boolean> {
    return this.#move(order, 'served', text.order.served(order.number));
  }

  reject(order: Order, reason: string): Promise<boolean> {
    return this.#move(order, 'rejected', text.order.rejected(order.number), reason);
  }

  async #move(order: Order, status: OrderStatus, done: string, reason?: string): Promise<boolean> {
    const changed = text.order.changed(order.number);
    const moved = await this.#run(order.id, { illegal_transition: changed, version_conflict: changed }, async () => {
      const params = { path: { ...this.#path, order: order.id } };
      const answer = await body(
        this.session.api.PATCH('/api/v1/branches/{branch}/orders/{order}', {
          params,
          body: { status, ...(reason ? { reason } : {}) },
        }),
      );
      if ('placed_by' in answer) this.live.learn('order', answer);
      toast(done, 'good');
      return true;
    });
    return moved ?? false;
  }

  /** One call at a time for a thing; a refusal is said and gives null. */
  async #run<T>(id: string, words: Partial<Record<string, string>>, call: () => Promise<T>): Promise<T | null> {
    if (this.#busy.has(id)) return null;
    this.#busy.add(id);
    try {
      return await call();
    } catch (error) {
      const unsure = error instanceof ApiError && error.status === 0;
      toast(unsure ? text.noAnswer : errorText(error, words), 'bad');
      return null;
    } finally {
      this.#busy.delete(id);
    }
  }

  /** Says what a waiter wants to hear without looking. */
  #announce({ type, data }: LiveEvent): void {
    if (type !== 'order.changed' || !data) return;
    const order = data as Order;
    if (order.status === 'placed') toast(text.news.placed(order.table, order.number));
    if (order.status === 'ready') toast(text.news.ready(order.table, order.number), 'good');
  }
}
