import { untrack } from 'svelte';
import { type Api, body } from '$api/client';
import type { Channel, Menu, MenuCategory, MenuItem } from '$api/types';
import { MenuIndex } from '$lib/menu/menu-search';
import type { ServerClock } from '$lib/staff/clock.svelte';
import { orderWords as text } from '$lib/text/order-words';
import { search as words } from '$lib/text/search';

/** Orders count dishes down in bursts: one look is enough for those of a moment. */
const CALM_MS = 400;
/** A little after it changes by itself, so that the server's clock is past it as well. */
const PAST_MS = 500;
const MAX_WAIT_MS = 24 * 3600_000;
/** The category of what is sold most; no category of the menu has this ID. */
export const POPULAR = '';

/** The menu of a branch, with what is to be had now, for whoever takes orders there. */
export class StaffMenu {
  menu = $state.raw<Menu | null>(null);
  failed = $state(false);
  /** Whose prices it has: each way of ordering may have its own. */
  #channel: Channel = 'dine_in';
  readonly #kept = new Map<Channel, Menu>();
  #soon: ReturnType<typeof setTimeout> | undefined;

  readonly items: ReadonlyMap<string, MenuItem> = $derived(
    new Map((this.menu?.categories ?? []).flatMap(({ items }) => items.map((item) => [item.id, item] as const))),
  );
  /** As it is shown: what is sold most stands first. */
  readonly categories: readonly Pick<MenuCategory, 'id' | 'name' | 'items'>[] = $derived.by(() => {
    const all = (this.menu?.categories ?? []).filter(({ items }) => items.length > 0);
    const popular = (this.menu?.popular ?? []).flatMap((id) => this.items.get(id) ?? []);
    return popular.length > 0 ? [{ id: POPULAR, name: text.popular, items: popular }, ...all] : all;
  });
  readonly #index = $derived(new MenuIndex(this.menu?.categories ?? [], words));

  constructor(
    readonly api: Api,
    readonly branch: string,
    /** By which it changes: a device's own may be hours off. */
    readonly clock: Pick<ServerClock, 'exact'>,
  ) {}

  /** The dishes that fit what was typed, the likeliest first. */
  find(typed: string): readonly MenuItem[] {
    return this.#index.search(typed).items;
  }

  /** Reads it, and again when something of it changes by itself. To be called once while a component is set up. */
  watch(): void {
    $effect(() => {
      untrack(() => void this.load());
      return () => clearTimeout(this.#soon);
    });
    $effect(() => {
      const at = this.menu?.changes_at;
      if (!at) return;
      const wait = Math.min(Math.max(0, Date.parse(at) - this.clock.exact) + PAST_MS, MAX_WAIT_MS);
      const timer = setTimeout(() => void this.load(), wait);
      return () => clearTimeout(timer);
    });
  }

  /** Something of it has changed: looks again in a moment. */
  heard(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.load(), CALM_MS);
  }

  /** Has the prices of orders that are taken so, from now on. */
  use(channel: Channel): void {
    if (channel === this.#channel) return;
    this.#channel = channel;
    this.failed = false;
    // Prices of another way of ordering are never shown in their place.
    this.menu = this.#kept.get(channel) ?? null;
    void this.load();
  }

  /** What is in sight stays when that fails. */
  async load(): Promise<void> {
    const channel = this.#channel;
    // Without it the address is that of the guests' menu, which they have in their cache.
    const query = channel === 'dine_in' ? {} : { channel };
    try {
      const wish = { params: { path: { branch: this.branch }, query }, cache: 'no-cache' } as const;
      const menu = await body(this.api.GET('/api/v1/branches/{branch}/menu', wish));
      this.#kept.set(channel, menu);
      // The next check may be of another kind by now.
      if (channel !== this.#channel) return;
      this.menu = menu;
      this.failed = false;
    } catch {
      this.failed = channel === this.#channel;
    }
  }
}
