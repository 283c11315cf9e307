import { untrack } from 'svelte';
import { type Api, body } from '$api/client';
import type { ItemStock, Ordering, SetOrdering, SetStock, Stock } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { endsWhen, opensWhen } from '$lib/opens';
import { ServerTime } from '$lib/server-time';
import { errorText } from '$lib/text/errors';
import { stock as text } from '$lib/text/stock';
import { clockTime } from '$lib/time';
import { toast } from '$lib/ui/toast.svelte';

/** Orders that count a dish down come in bursts: one look is enough for those of a moment. */
const CALM_MS = 400;
/** A little after an end, so that the server's clock is past it as well. */
const PAST_MS = 500;
/** The longest that a timer waits: longer ones run over. */
const MAX_WAIT_MS = 24 * 3600_000;

/** What is to be had at a branch, as its staff see and say it. */
export class StockState {
  view = $state.raw<Stock | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();
  readonly #time = new ServerTime();
  #soon: ReturnType<typeof setTimeout> | undefined;

  readonly items: readonly ItemStock[] = $derived(this.view?.items ?? []);
  /** Sold out or counted. */
  readonly limited: readonly ItemStock[] = $derived(this.items.filter(isLimited));
  readonly soldOut: number = $derived(this.items.filter(({ available }) => !available).length);
  readonly ordering: Ordering | null = $derived(this.view?.ordering ?? null);

  constructor(
    readonly api: Api,
    readonly branch: string,
  ) {}

  /** Reads it, and again when something of it ends by itself. To be called once while a component is set up. */
  watch(): void {
    $effect(() => {
      untrack(() => void this.look());
      return () => clearTimeout(this.#soon);
    });
    $effect(() => {
      const at = this.view?.changes_at;
      if (!at) return;
      const wait = Math.max(0, Date.parse(at) - this.#time.now()) + PAST_MS;
      const timer = setTimeout(() => void this.look(), Math.min(wait, MAX_WAIT_MS));
      return () => clearTimeout(timer);
    });
  }

  item(id: string): ItemStock | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** The server's time in epoch milliseconds; not reactive. */
  now(): number {
    return this.#time.now();
  }

  busy(what: string): boolean {
    return this.#tasks.has(what);
  }

  /** A time so many minutes from now, by the server's clock. */
  inMinutes(minutes: number): string {
    return new Date(this.#time.now() + minutes * 60_000).toISOString();
  }

  /** It has changed: looks again in a moment. */
  heard(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.look(), CALM_MS);
  }

  /** Looks again; what is in sight stays when that fails. */
  async look(): Promise<void> {
    try {
      const params = { path: { branch: this.branch } };
      const view = await body(this.api.GET('/api/v1/branches/{branch}/stock', { params }));
      this.#time.sync(view.server_time);
      if (view.version >= (this.view?.version ?? 0)) this.view = view;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  /** True when it is so. */
  async set({ id, name }: Pick<ItemStock, 'id' | 'name'>, wish: SetStock, words = said): Promise<boolean> {
    return await this.#say(id, async () => {
      const params = { path: { branch: this.branch, item: id } };
      const item = await body(this.api.PUT('/api/v1/branches/{branch}/stock/{item}', { params, body: wish }));
      if (this.view) this.view = { ...this.view, items: this.items.map((old) => (old.id === id ? item : old)) };
      return words(name, item);
    });
  }

  /** True when it is so. */
  async setOrdering(wish: SetOrdering): Promise<boolean> {
    return await this.#say('ordering', async () => {
      const params = { path: { branch: this.branch } };
      const ordering = await body(this.api.PUT('/api/v1/branches/{branch}/ordering', { params, body: wish }));
      if (this.view) this.view = { ...this.view, ordering };
      if (ordering.opens_at) return text.ordering.stillShut;
      return ordering.open ? text.ordering.resumed : text.ordering.paused;
    });
  }

  async #say(what: string, work: () => Promise<string>): Promise<boolean> {
    const done = await this.#tasks.run(what, async () => {
      try {
        toast(await work(), 'good');
        return true;
      } catch (error) {
        toast(errorText(error, text.error), 'bad');
        return false;
      } finally {
        this.heard();
      }
    });
    return done ?? false;
  }
}

/** Why guests may not order, and until when; the time of a branch elsewhere by its own clock. */
export function whyNot({ until, opens_at }: Ordering, now: number, timeZone?: string): string {
  const words = text.ordering;
  if (opens_at) return words.shut(opensWhen(words.opens, opens_at, now, timeZone));
  return until ? words.closedUntil(endsWhen(words.opens, until, now, timeZone)) : words.closed;
}

export function isLimited({ available, count }: ItemStock): boolean {
  return !available || typeof count === 'number';
}

/** How much there is, in a word or two; '' when nobody counts. */
export function stateOf({ available, until, count }: ItemStock): string {
  if (until) return text.until(clockTime(until));
  if (!available) return text.soldOut;
  return typeof count === 'number' ? text.left(count) : '';
}

function said(dish: string, { available, until, count }: ItemStock): string {
  if (until) return text.did.until(dish, clockTime(until));
  if (!available) return text.did.soldOut(dish);
  return typeof count === 'number' ? text.did.left(dish, count) : text.did.back(dish);
}
