import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { CustomerMessage } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { errorText } from '$lib/text/errors';
import { messages as text } from '$lib/text/messages';
import { Throttle } from '$lib/throttle';
import { toast } from '$lib/ui/toast.svelte';
import { groupOf } from './list';

/** Messages of a busy evening come in bursts. */
const CALM_MS = 1_000;
const RETRY_MS = 15_000;
/** What only time changes is told by nobody: a message that waits too long. */
const LOOK_MS = 30_000;

export type Step = 'queued' | 'sent' | 'dismissed';

/** What a branch tells its customers, as its counter sees and moves it. */
export class MessagesState {
  messages = $state.raw<readonly CustomerMessage[] | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();
  readonly #look = new Throttle(() => this.#read(), CALM_MS, RETRY_MS);
  /** How many need somebody. */
  readonly waiting: number = $derived((this.messages ?? []).filter((message) => groupOf(message) === 'hand').length);

  constructor(
    readonly api: Api,
    readonly branch: string,
  ) {}

  /** Looks now, and again while something is under way. Stops when what is returned is called. */
  start(): () => void {
    this.look();
    const timer = setInterval(() => {
      if (this.messages?.some((message) => groupOf(message) === 'line')) this.look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }

  /** Something is told to have changed. */
  look(): void {
    this.#look.ask();
  }

  busy(message: CustomerMessage): boolean {
    return this.#tasks.has(message.id);
  }

  async #read(): Promise<boolean> {
    try {
      const params = { path: { branch: this.branch } };
      const { messages } = await body(this.api.GET('/api/v1/branches/{branch}/messages', { params }));
      this.messages = messages;
      this.failed = false;
      return true;
    } catch {
      this.failed = true;
      return false;
    }
  }

  /** Sends it again, dismisses it, or says that it was sent. */
  async move(message: CustomerMessage, status: Step, done: string): Promise<void> {
    await this.#tasks.run(message.id, async () => {
      try {
        const params = { path: { branch: this.branch, message: message.id } };
        const moved = await body(
          this.api.PATCH('/api/v1/branches/{branch}/messages/{message}', { params, body: { status, version: message.version } }),
        );
        this.messages = (this.messages ?? []).map((old) => (old.id === moved.id && old.version <= moved.version ? moved : old));
        toast(done, 'good');
      } catch (error) {
        const stale = error instanceof ApiError && ['version_conflict', 'illegal_transition'].includes(error.code ?? '');
        // What is so already may have been done here, and its answer lost.
        const isSo = stale && (await this.#read()) && this.messages?.find(({ id }) => id === message.id)?.status === status;
        if (isSo) return toast(done, 'good');
        toast(stale ? text.moved : errorText(error), 'bad');
        this.look();
      }
    });
  }
}
