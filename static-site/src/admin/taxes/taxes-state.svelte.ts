import { body, type Api } from '$api/client';
import { ApiError } from '$api/error';
import type { TaxesView, TaxesWish } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { admin } from '$lib/text/admin';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import type { Saved } from '../admin-state.svelte';

/** How one branch's sales are taxed. */
export class TaxesState {
  taxes = $state.raw<TaxesView | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();

  constructor(
    readonly api: Api,
    readonly branchId: string,
  ) {}

  get #params(): { path: { branch: string } } {
    return { path: { branch: this.branchId } };
  }

  get busy(): boolean {
    return this.#tasks.has('taxes');
  }

  /** Reads them anew; what is in sight stays when that fails. */
  async load(): Promise<void> {
    this.failed = false;
    try {
      this.taxes = await body(this.api.GET('/api/v1/branches/{branch}/taxes', { params: this.#params }));
    } catch {
      this.failed = true;
    }
  }

  /** All of it at once; the same again is the same. */
  async save(wish: TaxesWish, version: number, done: string): Promise<Saved> {
    const saved = await this.#tasks.run('taxes', async (): Promise<Saved> => {
      try {
        const path = '/api/v1/branches/{branch}/taxes';
        this.taxes = await body(this.api.PUT(path, { params: this.#params, body: { ...wish, version } }));
        toast(done, 'good');
        return 'saved';
      } catch (error) {
        const conflict = error instanceof ApiError && error.code === 'version_conflict';
        // Without an answer nobody knows, so this looks.
        const unsure = error instanceof ApiError && error.status === 0;
        if (!conflict) toast(unsure ? admin.noAnswer : errorText(error), 'bad');
        if (conflict || unsure) await this.load();
        return conflict ? 'conflict' : 'failed';
      }
    });
    return saved ?? 'failed';
  }
}
