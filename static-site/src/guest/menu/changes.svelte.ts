import { moment, onDevice } from '$lib/clock';
import type { TableView } from '../table.svelte';

/** A little after an end, so that the server's clock is past it as well. */
const PAST_MS = 1_000;
/** How often the clock is looked at: what "tomorrow" was is today by then, and the server's time may be known. */
const TICK_MS = 60_000;
/** How long it waits when an end had not come yet: the device's clock is ahead, or there is no network. */
const AGAIN_MS = 15_000;

const known = new WeakMap<TableView, MenuChanges>();

/** One for each table: the menu and the cart both need it, either may be here first, and the menu is fetched once. */
export function changesOf(table: TableView): MenuChanges {
  const changes = known.get(table) ?? new MenuChanges(table);
  known.set(table, changes);
  return changes;
}

/** What is sold out, paused or closed until a time ends by itself: nobody tells, so the menu is fetched then. */
export class MenuChanges {
  readonly #table: TableView;
  /** Epoch milliseconds: the server's time where it is known, no older than a minute while somebody watches. */
  now: number;
  #looks = $state(0);
  /** The end for which the menu was fetched last. */
  #asked: string | undefined;
  #watchers = 0;
  #stop = () => {};

  constructor(table: TableView) {
    this.#table = table;
    this.now = $state(this.#clock());
  }

  /** Watches while at least one part of the page does. Returns how to stop; fits `$effect`. */
  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) {
      // Of nobody's own: whoever began it may go while others still watch.
      this.#stop = $effect.root(() => {
        $effect(() => this.#wait());
      });
    }
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#stop();
    };
  }

  #wait(): () => void {
    this.#looks;
    const at = this.#table.menu?.changes_at;
    this.now = this.#clock();
    const wait = at ? Math.max(this.#asked === at ? AGAIN_MS : 0, this.#left(at)) : TICK_MS;
    const timer = setTimeout(() => void this.#look(at), Math.min(wait, TICK_MS));
    return () => clearTimeout(timer);
  }

  async #look(at: string | null | undefined): Promise<void> {
    if (at && this.#left(at) <= 0) {
      this.#asked = at;
      await this.#table.refreshMenu().catch(() => {});
    }
    this.#looks += 1;
  }

  #left(at: string): number {
    return Date.parse(at) + PAST_MS - this.#clock();
  }

  #clock(): number {
    return this.#table.serverTime?.() ?? onDevice(moment());
  }
}
