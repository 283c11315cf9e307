import { untrack } from 'svelte';
import { type Moment, moment } from '$lib/clock';
import type { LiveStore } from '$lib/live/store.svelte';

/** Without a live link for this long the page says so across its whole width. */
export const PATIENCE_MS = 10_000;

/** Watches a live store's link for what people must be told about it. */
export class LinkWatch {
  /** While not live: when the page was last up to date; null if it never was. */
  lastUpdate = $state<Moment | null>(null);
  /** The link has been gone for too long to keep quiet about it. */
  overdue = $state(false);
  #since: Moment | null = null;

  constructor(
    readonly live: Pick<LiveStore, 'status' | 'lostAt' | 'loaded'>,
    /** The page is live again; `overdue` tells whether people had been told of the cut. */
    readonly back: (overdue: boolean) => void = () => {},
  ) {}

  /** The link was lost and `back` has not been called since. */
  get away(): boolean {
    return this.#since !== null;
  }

  get connected(): boolean {
    return this.live.status === 'live';
  }

  /** To be called once while a component is set up. */
  watch(): void {
    $effect(() => {
      const { status, lostAt } = this.live;
      return untrack(() => (status === 'live' ? this.#found() : this.#lost(lostAt)));
    });
  }

  #found(): undefined {
    const told = this.overdue;
    const first = this.lastUpdate === null;
    this.lastUpdate = moment();
    this.overdue = false;
    this.#since = null;
    if (!first) this.back(told);
  }

  /** Called for every step of the way back; the silence before a cut was noticed counts as well. */
  #lost(lostAt: Moment | null): () => void {
    this.#since ??= lostAt ?? moment();
    if (this.live.loaded) this.lastUpdate = lostAt ?? this.#since;
    const left = Math.max(0, this.#since + PATIENCE_MS - moment());
    const timer = setTimeout(() => (this.overdue = true), left);
    return () => clearTimeout(timer);
  }
}
