import { SvelteSet } from 'svelte/reactivity';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Call, FloorTable, MovedOrder, Order, OrderLine, OrderStatus, Party, SessionMode } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import type { StaffSession } from '$lib/staff/session.svelte';
import { floor as text } from '$lib/text/floor';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';

export interface Seating {
  mode: SessionMode;
  party_size: number;
  waiter_id: string;
}

/** What to say to a refusal, by its code. */
type Words = Partial<Record<string, string | (() => Promise<string>)>>;

/** What can be done on the floor of one branch. Each thing takes one tap at a time; a refusal is said. */
export class FloorActions {
  /** What was done last, for screen readers: the page itself shows it. */
  said = $state('');
  /** Sessions, tables, orders and calls with a request under way. */
  readonly #busy = new SvelteSet<string>();

  constructor(
    readonly session: Pick<StaffSession, 'api'>,
    readonly branch: string,
    readonly live: Pick<LiveStore, 'learn' | 'get'>,
    /** Fetches how things stand, after an answer that did not fit what is shown. */
    readonly lookAgain: () => Promise<void>,
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

  /** The whole order is on the table. */
  serve(order: Order): Promise<boolean> {
    return this.#move(order, 'served', text.order.served(order.number));
  }

  /** Some dishes are on the table while the kitchen still makes the others. */
  async serveLines(order: Order, lines: readonly OrderLine[]): Promise<boolean> {
    const path = '/api/v1/branches/{branch}/orders/{order}/lines/{line}';
    const moved = await this.#run(order.id, this.#changed(order), async () => {
      for (const { id: line } of lines) {
        const params = { path: { branch: this.branch, order: order.id, line } };
        try {
          this.#learn(await body(this.session.api.PATCH(path, { params, body: { status: 'served' } })));
        } catch (error) {
          // A colleague carried it: that is what was wanted.
          if (!(error instanceof ApiError && error.code === 'illegal_transition' && error.problem?.current === 'served')) throw error;
        }
      }
      this.said = text.order.linesServed(order.number, lines.map(({ name }) => name));
      return true;
    });
    return moved ?? false;
  }

  /** What the waiter read is what is rejected: an order that has moved since is not. */
  reject(order: Order, reason: string): Promise<boolean> {
    return this.#move(order, 'rejected', text.order.rejected(order.number), { reason, version: order.version });
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

  async #move(order: Order, status: OrderStatus, done: string, more: { reason?: string; version?: number } = {}): Promise<boolean> {
    const moved = await this.#run(order.id, this.#changed(order), async () => {
      const params = { path: { branch: this.branch, order: order.id } };
      const path = '/api/v1/branches/{branch}/orders/{order}';
      this.#learn(await body(this.session.api.PATCH(path, { params, body: { status, ...more } })));
      this.said = done;
      return true;
    });
    return moved ?? false;
  }

  #learn(answer: MovedOrder): void {
    if ('placed_by' in answer) this.live.learn('order', answer);
  }

  /** What to say when somebody else was faster: how the order stands now, which is shown from then on too. */
  #changed({ id, number }: Order): Words {
    const now = async () => {
      await this.lookAgain().catch(() => {});
      const known = this.live.get<Order>('order', id);
      return text.order.changed(number, known ? text.order.status[known.status] : null);
    };
    return { illegal_transition: now, version_conflict: now };
  }

  async #run<T>(id: string, words: Words, call: () => Promise<T>): Promise<T | null> {
    if (this.#busy.has(id)) return null;
    this.#busy.add(id);
    try {
      return await call();
    } catch (error) {
      const unsure = error instanceof ApiError && error.status === 0;
      const word = error instanceof ApiError ? words[error.code] : undefined;
      const told = typeof word === 'function' ? await word() : (word ?? errorText(error));
      toast(unsure ? text.noAnswer : told, 'bad');
      return null;
    } finally {
      this.#busy.delete(id);
    }
  }
}
