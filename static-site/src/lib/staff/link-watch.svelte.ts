import type { LiveStore } from '$lib/live/store.svelte';

/** Without a live link for this long the page says so across its whole width. */
export const PATIENCE_MS = 10_000;

/** Watches a live store's link for what people must be told about it. */
export class LinkWatch {
  /** While not live: when the page was last up to date, in epoch milliseconds; null if it never was. */
  lastUpdate = $state<number | null>(null);
  /** The link has been gone for too long to keep quiet about it. */
  overdue = $state(false);

  constructor(
    readonly live: Pick<LiveStore, 'status' | 'lostAt' | 'loaded'>,
    /** The page is live again; `overdue` tells whether people had been told of the cut. */
    readonly back: (overdue: boolean) => void = () => {},
  ) {}

  get connected(): boolean {
    return this.live.status === 'live';
  }

  /** To be called once while a component is set up. */
  watch(): void {
    $effect(() => {
      if (this.live.status === 'live') return this.#found();
      return this.#lost(this.live.lostAt);
    });
  }

  #found(): undefined {
    const told = this.overdue;
    const first = this.lastUpdate === null;
    this.lastUpdate = Date.now();
    this.overdue = false;
    if (!first) this.back(told);
  }

  /** A frozen link shows late: the silence before it was noticed counts as well. */
  #lost(lostAt: number | null): () => void {
    if (this.live.loaded) this.lastUpdate = lostAt ?? this.lastUpdate ?? Date.now();
    const since = lostAt ?? Date.now();
    const timer = setTimeout(() => (this.overdue = true), Math.max(0, since + PATIENCE_MS - Date.now()));
    return () => clearTimeout(timer);
  }
}
