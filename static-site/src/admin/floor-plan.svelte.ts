import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { TableCard } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { randomId } from '$lib/id';
import { admin as text } from '$lib/text/admin';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import type { AdminState } from './admin-state.svelte';

/**
 * What became of a change of the plan: done, refused because of one of its fields, or neither.
 * `unsure`: it may have been done; the same again is safe.
 */
export type Planned = 'done' | 'unsure' | 'failed' | { field: string };

/** What can be done to the tables of a branch. Whatever comes of it, the cards are read anew. */
export class FloorPlan {
  readonly #tasks = new OneAtATime();
  /** Of one wish for tables: kept while there is no answer and the wish is the same. */
  #intent = { wish: '', key: '' };

  constructor(readonly admin: AdminState) {}

  get busy(): boolean {
    return this.#tasks.has('plan');
  }

  add(wish: { section: string; count: number; seats: number; prefix?: string }): Promise<Planned> {
    const words = JSON.stringify(wish);
    if (this.#intent.wish !== words) this.#intent = { wish: words, key: randomId() };
    const header = { 'Idempotency-Key': this.#intent.key };
    return this.#do(async () => {
      const params = { path: this.#branch, header };
      const path = '/api/v1/branches/{branch}/tables';
      const { tables } = await body(this.admin.session.api.POST(path, { params, body: wish }));
      this.#intent = { wish: '', key: '' };
      return text.add.done(tables.length);
    });
  }

  change(card: TableCard, to: { name?: string; seats?: number; section?: string }): Promise<Planned> {
    return this.#do(async () => {
      const params = { path: { ...this.#branch, table: card.id } };
      const path = '/api/v1/branches/{branch}/tables/{table}/plan';
      const { name } = await body(this.admin.session.api.PATCH(path, { params, body: to }));
      return text.change.done(name);
    });
  }

  remove(card: TableCard): Promise<Planned> {
    return this.#do(async () => {
      const params = { path: { ...this.#branch, table: card.id } };
      try {
        await this.admin.session.api.DELETE('/api/v1/branches/{branch}/tables/{table}', { params });
      } catch (error) {
        // It is gone already, as it should be.
        if (!(error instanceof ApiError) || error.code !== 'not_found') throw error;
      }
      return text.remove.done(card.name);
    });
  }

  rename(section: string, name: string): Promise<Planned> {
    return this.#do(async () => {
      const params = { path: { ...this.#branch, section } };
      const path = '/api/v1/branches/{branch}/sections/{section}';
      await body(this.admin.session.api.PATCH(path, { params, body: { name } }));
      return text.section.done(name);
    });
  }

  get #branch(): { branch: string } {
    return { branch: this.admin.branchId };
  }

  async #do(work: () => Promise<string>): Promise<Planned> {
    const planned = await this.#tasks.run('plan', async (): Promise<Planned> => {
      try {
        const words = await work();
        await this.admin.load();
        toast(words, 'good');
        return 'done';
      } catch (error) {
        return await this.#notDone(error);
      }
    });
    return planned ?? 'failed';
  }

  async #notDone(error: unknown): Promise<Planned> {
    if (!(error instanceof ApiError)) throw error;
    if (error.transient) return 'unsure';
    const field = error.problem?.errors?.[0]?.field;
    if (field) return { field };
    toast(errorText(error, { table_not_free: text.remove.taken }), 'bad');
    await this.admin.load();
    return 'failed';
  }
}
