import { body, knowShapes } from '$api/client';
import { ApiError, refusedFields } from '$api/error';
import { branchShapes } from '$api/shapes/branches';
import type { OwnChange, OwnMenu } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText } from '$lib/text/errors';
import { ownMenu as text } from '$lib/text/own-menu';
import { toast } from '$lib/ui/toast.svelte';

/** What a branch says otherwise of its brand's menu. */
export class OwnState {
  view = $state.raw<OwnMenu | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();

  constructor(
    readonly session: StaffSession,
    readonly branch: string,
  ) {
    knowShapes(branchShapes);
  }

  busy(): boolean {
    return this.#tasks.has('say');
  }

  /** Looks again; what is in sight stays when that fails. */
  async look(): Promise<void> {
    try {
      const params = { path: { branch: this.branch } };
      this.#take(await body(this.session.api.GET('/api/v1/branches/{branch}/menu/own', { params })));
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  /** True when it is so. `shown` takes the fields that were refused; true when it says so itself. */
  async say(changes: readonly OwnChange[], shown?: (fields: readonly string[]) => boolean): Promise<boolean> {
    const done = await this.#tasks.run('say', async () => {
      try {
        const params = { path: { branch: this.branch } };
        const asked = this.session.api.PATCH('/api/v1/branches/{branch}/menu/own', {
          params,
          body: { changes: [...changes] },
        });
        this.#take(await body(asked));
        toast(text.saved, 'good');
        return true;
      } catch (error) {
        if (shown?.(refusedFields(error))) return false;
        const answered = error instanceof ApiError && error.status !== 0;
        toast(answered ? errorText(error, text.error) : text.error.noAnswer, 'bad');
        await this.look();
        return false;
      }
    });
    return done ?? false;
  }

  /** An answer that was overtaken says nothing. */
  #take(view: OwnMenu): void {
    const { version = 0, menu_version = 0 } = this.view ?? {};
    if (view.version > version || (view.version === version && view.menu_version !== menu_version) || !this.view) this.view = view;
  }
}
