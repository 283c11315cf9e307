import { type Api, body, createApi, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { screenShapes } from '$api/shapes/screen';
import type { CalledNumber, StatusBoard } from '$api/types';
import type { LiveEvent } from '$lib/live/replica';
import { LiveStore } from '$lib/live/store.svelte';
import { ServerClock } from '$lib/staff/clock.svelte';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { retryIn } from '$lib/staff/refresh';
import { Throttle } from '$lib/throttle';
import { keyOf, news, readyAt } from './called';

/** A burst of orders is one look. */
const EVERY_MS = 700;
const RETRY_MS = 5_000;
/** The index that the board is read from runs behind by less than this: one more look after it. */
const LAG_MS = 2_500;
/** How long a number that is called stands out. */
export const CALLED_MS = 20_000;

/** The numbers of one branch as this screen shows them; nobody is signed in at it. */
export class StatusState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly clock = new ServerClock();
  board = $state.raw<StatusBoard | null>(null);
  /** The link was taken back, or never was one. */
  over = $state(false);
  /** What has just become ready, and stands out. */
  called = $state.raw<readonly CalledNumber[]>([]);
  readonly preparing: readonly CalledNumber[] = $derived(this.board?.preparing ?? []);
  readonly ready: readonly CalledNumber[] = $derived(this.board ? readyAt(this.board, this.clock.now) : []);
  readonly #api: Api;
  readonly #throttle: Throttle;
  #again: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly branch: string,
    token: string,
    readonly ring: () => void,
  ) {
    knowShapes(screenShapes);
    this.#api = createApi({ token: () => token });
    this.#throttle = new Throttle(() => this.#look().then(() => true), EVERY_MS, RETRY_MS);
    this.live = new LiveStore({
      // The whole board is one look; it says itself when it was taken.
      kinds: [],
      settles: true,
      ticket: () => body(this.#api.POST('/api/v1/realtime/tickets', { body: { batches: true } })),
      snapshot: async () => ({ topics: (await this.#look()).topics, entities: [] }),
      event: (event) => this.#hear(event),
      ended: () => this.#ended(),
    });
    this.link = new LinkWatch(this.live);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => this.clock.start());
    $effect(() => () => {
      this.#throttle.stop();
      clearTimeout(this.#again);
      clearTimeout(this.#quiet);
    });
    this.link.watch();
  }

  isCalled(one: CalledNumber): boolean {
    return this.called.some((other) => keyOf(other) === keyOf(one));
  }

  #hear({ type, entity }: LiveEvent): void {
    if (type !== 'board.changed' || (entity?.id === 'tables' && !this.board?.dine_in)) return;
    this.#throttle.ask();
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#throttle.ask(), LAG_MS);
  }

  async #look(): Promise<StatusBoard> {
    const params = { path: { branch: this.branch } };
    const board = await body(this.#api.GET('/api/v1/branches/{branch}/status-board', { params }));
    // Answers may overtake each other.
    if (Date.parse(board.server_time) < Date.parse(this.board?.server_time ?? '1970-01-01')) return board;
    const fresh = news(this.board, board);
    this.clock.sync(board.server_time);
    this.board = board;
    if (fresh.length > 0) this.#call(fresh);
    return board;
  }

  #call(fresh: readonly CalledNumber[]): void {
    this.called = fresh;
    this.ring();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => (this.called = []), CALLED_MS);
  }

  /** A connection's time may be over, or the link: only a refusal of the board itself says that it is the link. */
  async #ended(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      await new Promise((resolve) => setTimeout(resolve, retryIn(failures, Math.random())));
      try {
        await this.#look();
        return this.live.restart();
      } catch (error) {
        const refused = error instanceof ApiError && [401, 403, 404].includes(error.status);
        if (refused) return void (this.over = true);
      }
    }
  }
}
