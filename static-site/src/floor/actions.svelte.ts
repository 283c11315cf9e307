import { SvelteSet } from 'svelte/reactivity';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Call, FloorTable, Order, OrderStatus, Party, SessionMode } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import type { StaffSession } from '$lib/staff/session.svelte';
import { floor as text } from '$lib/text/en/floor';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';

export interface Seating {
  mode: SessionMode;
  party_size: number;
  waiter_id: string;
}

/** What can be done on the floor of one branch. Each thing takes one tap at a time; a refusal is said. */
export class FloorActions {
  /** What was done last, for screen readers: the page itself shows it. */
  said = $state('');
  /** Sessions, tables, orders and calls with a request under way. */
  readonly #busy = new SvelteSet<string>();

  constructor(
    readonly session: Pick<StaffSession, 'api'>,
    readonly branch: string,
    readonly live: Pick<LiveStore, 'learn'>,
  ) {}

  busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** Seats a party. Gives the session and its PIN, or null when it was refused. */
  open(table: FloorTable, how: Seating): Promise<{ session: string; pin: string } | null> {
    return this.#run(table.id, { table_not_free: text.open.taken }, async () => {
      const params = { path: { branch: this.branch, table: table.id } };
      const path = '/api/v1/branches/{branch}/tables/{table}/open';
      const { session, pin } = await body(this.session.api.POST(path, { params, body: how }));
      this.said = text.open.opened(table.name);
      return { session: session.id, pin };
    });
  }

  /** Keeps a free table for a party, or frees one where nobody sits. */
  async moveTable(table: FloorTable, status: 'free' | 'booked'): Promise<boolean> {
    const moved = await this.#run(table.id, { illegal_transition: text.book.changed }, async () => {
      const params = { path: { branch: this.branch, table: table.id } };
      const path = '/api/v1/branches/{branch}/tables/{table}';
      this.live.learn('table', await body(this.session.api.PATCH(path, { params, body: { status } })));
      this.said = text.book.done[status](table.name);
      return true;
    });
    return moved ?? false;
  }

  /** All of a party; throws when it cannot be read. */
  party(session: string): Promise<Party> {
    const params = { path: { branch: this.branch, session } };
    return body(this.session.api.GET('/api/v1/branches/{branch}/sessions/{session}', { params }));
  }

  /** Another waiter, another number of people. The table's event brings it to the screen. */
  async change(table: FloorTable, to: { party_size?: number; waiter_id?: string }): Promise<boolean> {
    const session = table.session?.id;
    if (!session) return false;
    const changed = await this.#run(`${session} party`, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
      const path = '/api/v1/branches/{branch}/sessions/{session}';
      const now = await body(this.session.api.PATCH(path, { params, body: to }));
      // A table's version is its own and its party's; the party's has moved by what the answer says.
      const version = table.version + now.version - (table.session?.version ?? now.version);
      this.live.learn('table', { ...table, session: now, version } as FloorTable);
      this.said = text.parties.changed;
      return true;
    });
    return changed ?? false;
  }

  /** Throws when it cannot be read. */
  async pin(session: string): Promise<string> {
    const params = { path: { branch: this.branch, session } };
    return (await body(this.session.api.GET('/api/v1/branches/{branch}/sessions/{session}/pin', { params }))).pin;
  }

  rotate(session: string): Promise<string | null> {
    return this.#run(session, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
      const path = '/api/v1/branches/{branch}/sessions/{session}/pin/rotate';
      const { pin } = await body(this.session.api.POST(path, { params }));
      this.said = text.pin.rotated;
      return pin;
    });
  }

  /** True when the table's session is over. */
  async close(table: FloorTable): Promise<boolean> {
    const session = table.session?.id;
    if (!session) return true;
    const closed = await this.#run(session, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
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

  /** "I'm on it", or done. */
  async answer(call: Call, status: 'acknowledged' | 'resolved'): Promise<boolean> {
    const moved = await this.#run(call.id, { illegal_transition: text.call.changed }, async () => {
      const params = { path: { branch: this.branch, call: call.id } };
      const path = '/api/v1/branches/{branch}/calls/{call}';
      this.live.learn('call', await body(this.session.api.PATCH(path, { params, body: { status } })));
      this.said = text.call.said[status](call.table);
      return true;
    });
    return moved ?? false;
  }

  async #move(order: Order, status: OrderStatus, done: string, reason?: string): Promise<boolean> {
    const changed = text.order.changed(order.number);
    const moved = await this.#run(order.id, { illegal_transition: changed, version_conflict: changed }, async () => {
      const params = { path: { branch: this.branch, order: order.id } };
      const answer = await body(
        this.session.api.PATCH('/api/v1/branches/{branch}/orders/{order}', {
          params,
          body: { status, ...(reason ? { reason } : {}) },
        }),
      );
      if ('placed_by' in answer) this.live.learn('order', answer);
      this.said = done;
      return true;
    });
    return moved ?? false;
  }

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
}
