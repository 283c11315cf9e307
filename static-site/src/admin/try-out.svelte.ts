import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { FloorTable, Staff, TableCard } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { admin as texts } from '$lib/text/admin';
import { errorText } from '$lib/text/errors';
import type { FirstSteps } from './first-steps.svelte';

const text = texts.try;

/** The owner as their own first guest: a table that is open, its code and PIN, and the order that comes of it. */
export class TryOut {
  /** The table that is open for it. */
  table = $state.raw<{ card: TableCard; pin: string } | null>(null);
  /** The number of the order that came in. */
  order = $state<number | null>(null);
  busy = $state(false);
  failure = $state<string | null>(null);

  constructor(
    readonly session: StaffSession,
    readonly me: Staff,
    readonly steps: FirstSteps,
  ) {}

  get #path(): { branch: string } {
    return { branch: this.steps.branchId };
  }

  /** Opens the first free table. One that is open already is taken, so that a lost answer opens no second. */
  async open(cards: readonly TableCard[]): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      const floor = await body(this.session.api.GET('/api/v1/branches/{branch}/floor', { params: { path: this.#path } }));
      const tables = floor.sections.flatMap((section) => section.tables);
      const table = tables.find(({ session }) => session) ?? tables.find(({ status }) => status === 'free');
      const card = cards.find(({ id }) => id === table?.id);
      if (table && card) this.table = { card, pin: await this.#pin(table) };
      else this.failure = text.none;
    } catch (error) {
      const lost = error instanceof ApiError && error.transient;
      this.failure = lost ? text.noAnswer : errorText(error, { table_not_free: text.noAnswer });
    } finally {
      this.busy = false;
    }
  }

  /** Whether the order came in; without an answer the next look tells. */
  async look(): Promise<void> {
    this.order ??= await this.steps.firstOrder().catch(() => null);
  }

  async #pin({ id, session }: FloorTable): Promise<string> {
    const { api } = this.session;
    if (session) {
      const params = { path: { ...this.#path, session: session.id } };
      return (await body(api.GET('/api/v1/branches/{branch}/sessions/{session}/pin', { params }))).pin;
    }
    const params = { path: { ...this.#path, table: id } };
    const how = { mode: 'family', party_size: 1, waiter_id: this.me.id } as const;
    return (await body(api.POST('/api/v1/branches/{branch}/tables/{table}/open', { params, body: how }))).pin;
  }
}
