import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { StatusScreen } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { errorText } from '$lib/text/errors';
import { status as text } from '$lib/text/status';
import { toast } from '$lib/ui/toast.svelte';

/** What a branch's status screens show, and by which link. */
export class ScreenState {
  screen = $state.raw<StatusScreen | null>(null);
  failed = $state(false);
  /** The link that was just made: it is told this once. */
  link = $state<string | null>(null);
  readonly #tasks = new OneAtATime();

  constructor(
    readonly api: Api,
    readonly branchId: string,
  ) {}

  get #params(): { path: { branch: string } } {
    return { path: { branch: this.branchId } };
  }

  get busy(): boolean {
    return this.#tasks.has('screen');
  }

  /** Reads it anew; what is in sight stays when that fails. */
  async load(): Promise<void> {
    this.failed = false;
    try {
      this.screen = await body(this.api.GET('/api/v1/branches/{branch}/status-screen', { params: this.#params }));
    } catch {
      this.failed = true;
    }
  }

  /** Shows at once what was tapped; what was refused goes back. */
  change(wish: { names: boolean } | { dine_in: boolean }): Promise<void> {
    const before = this.screen;
    if (!before) return Promise.resolve();
    this.screen = { ...before, ...wish };
    return this.#run(async () => {
      const path = '/api/v1/branches/{branch}/status-screen';
      this.screen = await body(this.api.PATCH(path, { params: this.#params, body: { ...wish, version: before.version } }));
      toast(text.manage.saved, 'good');
    }, before);
  }

  /** Another link in place of the one before. One whose answer got lost is good for nothing, and made again. */
  makeLink(): Promise<void> {
    return this.#run(async () => {
      const path = '/api/v1/branches/{branch}/status-screen/link';
      const made = await body(this.api.PUT(path, { params: this.#params }));
      this.screen = made.screen;
      this.link = made.link;
    });
  }

  removeLink(): Promise<void> {
    return this.#run(async () => {
      const path = '/api/v1/branches/{branch}/status-screen/link';
      this.screen = await body(this.api.DELETE(path, { params: this.#params }));
      this.link = null;
      toast(text.manage.removed, 'good');
    });
  }

  async #run(task: () => Promise<void>, before = this.screen): Promise<void> {
    const done = await this.#tasks.run('screen', async () => {
      try {
        await task();
      } catch (error) {
        const conflict = error instanceof ApiError && error.code === 'version_conflict';
        toast(conflict ? text.manage.conflict : errorText(error), conflict ? 'plain' : 'bad');
        this.screen = before;
        await this.load();
      }
      return true;
    });
    // Something was under way: the tap was not taken.
    if (!done) this.screen = before;
  }
}
