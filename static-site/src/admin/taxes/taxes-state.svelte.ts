import { body, type Api } from '$api/client';
import type { TaxesView, TaxesWish } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { toast } from '$lib/ui/toast.svelte';
import { type Saved, savedBy } from '../saving';

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
    const put = async () => {
      const path = '/api/v1/branches/{branch}/taxes';
      this.taxes = await body(this.api.PUT(path, { params: this.#params, body: { ...wish, version } }));
      toast(done, 'good');
    };
    return (await this.#tasks.run('taxes', () => savedBy(put, () => this.load()))) ?? 'failed';
  }
}
