import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Call, FloorTable, Order, OrderLine, Party, SessionMode } from '$api/types';
import { dropped } from '$lib/board/drop';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import type { Taps } from '$lib/board/taps.svelte';
import type { LiveStore } from '$lib/live/store.svelte';
import { tableOf } from '$lib/tables';
import { board as boardText } from '$lib/text/board';
import { floor as text } from '$lib/text/floor';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import type { Bringing } from './todo';

export interface Seating {
  mode: SessionMode;
  party_size: number;
  waiter_id: string;
}

/**
 * What can be done on the floor of one branch. What names a state is a tap, and kept until it is done; what brings
 * something back, such as a PIN, or needs another look, such as closing, is asked at once or not at all.
 */
export class FloorActions {
  /** What was done last, for screen readers: the page itself shows it. */
  said = $state('');
  readonly #asking = new OneAtATime();

  constructor(
    readonly api: Api,
    readonly branch: string,
    readonly live: Pick<LiveStore, 'learn'>,
    readonly taps: Taps,
  ) {}

  busy(id: string): boolean {
    return this.#asking.has(id) || this.taps.busy(id);
  }

  /** Seats a party. Gives the session and its PIN, or null when it was refused. */
  open(table: FloorTable, how: Seating): Promise<{ session: string; pin: string } | null> {
    return this.#ask(table.id, { table_not_free: text.open.taken }, async () => {
      const params = { path: { branch: this.branch, table: table.id } };
      const path = '/api/v1/branches/{branch}/tables/{table}/open';
      const { session, pin } = await body(this.api.POST(path, { params, body: how }));
      this.said = text.open.opened(table.name);
      return { session: session.id, pin };
    });
  }

  /** Keeps a free table for a party, or frees one where nobody sits. */
  async moveTable({ id, name, status, version }: FloorTable, to: 'free' | 'booked'): Promise<boolean> {
    const what = to === 'booked' ? text.book.book : status === 'cleaning' ? text.book.clean : text.book.free;
    const steps = [{ of: 'table', from: status, to }] as const;
    const done = await this.taps.take({ kind: 'table', about: id, name: text.sheet(name), what, steps, version });
    if (done) this.said = text.book.done[to](name);
    return done;
  }

  /** All of a party; throws when it cannot be read. */
  party(session: string): Promise<Party> {
    const params = { path: { branch: this.branch, session } };
    return body(this.api.GET('/api/v1/branches/{branch}/sessions/{session}', { params }));
  }

  /** Another waiter, another number of people. The table's event brings it to the screen. */
  async change(table: FloorTable, to: { party_size?: number; waiter_id?: string }): Promise<boolean> {
    const session = table.session?.id;
    if (!session) return false;
    const changed = await this.#ask(`${session} party`, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
      const path = '/api/v1/branches/{branch}/sessions/{session}';
      const now = await body(this.api.PATCH(path, { params, body: to }));
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
    return (await body(this.api.GET('/api/v1/branches/{branch}/sessions/{session}/pin', { params }))).pin;
  }

  rotate(session: string): Promise<string | null> {
    return this.#ask(session, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
      const path = '/api/v1/branches/{branch}/sessions/{session}/pin/rotate';
      const { pin } = await body(this.api.POST(path, { params }));
      this.said = text.pin.rotated;
      return pin;
    });
  }

  /** True when the table's session is over. */
  async close(table: FloorTable): Promise<boolean> {
    const session = table.session?.id;
    if (!session) return true;
    const closed = await this.#ask(session, { session_closed: text.close.already }, async () => {
      const params = { path: { branch: this.branch, session } };
      await body(this.api.POST('/api/v1/branches/{branch}/sessions/{session}/close', { params }));
      toast(text.close.closed(table.name), 'good');
      return true;
    });
    return closed ?? false;
  }

  accept(order: Order): Promise<boolean> {
    return this.#move(order, text.order.accept, text.order.accepted(order.number), 'accepted');
  }

  /** The whole order is on the table. */
  serve(order: Order): Promise<boolean> {
    return this.#move(order, text.order.serve, text.order.served(order.number), 'served');
  }

  /** Some dishes are on the table while the kitchen still makes the others. */
  async serveLines({ id, number, version }: Order, lines: readonly OrderLine[]): Promise<boolean> {
    const steps = lines.map((line) => ({ of: 'line', line: line.id, from: line.status, to: 'served' }) as const);
    const name = boardText.tap.order(number);
    const done = await this.taps.take({ kind: 'order', about: id, name, what: text.order.serveSome, steps, version });
    if (done) this.said = text.order.linesServed(number, lines.map((line) => line.name));
    return done;
  }

  /** All that is ready for a table, in one go. */
  bring(parts: readonly Bringing[]): void {
    for (const { order, lines, whole } of parts) void (whole ? this.serve(order) : this.serveLines(order, lines));
  }

  /** Nobody waits for it any more, as its party has left. What is on a table stays on the bill; the rest is cancelled. */
  async drop(order: Order): Promise<boolean> {
    const { id, number, version } = order;
    const name = boardText.tap.order(number);
    const drop = dropped(order, text.left.reason);
    const done = await this.taps.take({ kind: 'order', about: id, name, what: text.left.tap, version, ...drop });
    if (done) this.said = text.left.dropped(number);
    return done;
  }

  /** What the waiter read is what is rejected: an order that has changed since is not. */
  reject(order: Order, reason: string): Promise<boolean> {
    return this.#move(order, text.order.reject, text.order.rejected(order.number), 'rejected', reason);
  }

  /** "I'm on it", or done. */
  async answer(call: Call, to: 'acknowledged' | 'resolved'): Promise<boolean> {
    const { id, reason, status, version } = call;
    const table = tableOf(call);
    const name = text.call.name(reason, table);
    const what = to === 'resolved' ? text.call.resolve : text.call.acknowledge;
    const steps = [{ of: 'call', from: status, to }] as const;
    const done = await this.taps.take({ kind: 'call', about: id, name, what, steps, version });
    if (done) this.said = text.call.said[to](table);
    return done;
  }

  async #move(
    { id, number, status, version }: Order,
    what: string,
    said: string,
    to: 'accepted' | 'served' | 'rejected',
    reason?: string,
  ): Promise<boolean> {
    const step = { of: 'order', from: status, to, ...(reason === undefined ? {} : { reason }) } as const;
    const name = boardText.tap.order(number);
    const exact = to === 'rejected';
    const done = await this.taps.take({ kind: 'order', about: id, name, what, steps: [step], version, exact });
    if (done) this.said = said;
    return done;
  }

  /** `words`: what to say to a refusal, by its code. */
  #ask<T>(id: string, words: Partial<Record<string, string>>, call: () => Promise<T>): Promise<T | null> {
    return this.#asking.run(id, async () => {
      try {
        return await call();
      } catch (error) {
        const unsure = error instanceof ApiError && error.status === 0;
        toast(unsure ? text.noAnswer : errorText(error, words), 'bad');
        return null;
      }
    });
  }
}
