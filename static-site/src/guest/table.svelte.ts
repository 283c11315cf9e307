import { type Api, body, createApi } from '$api/client';
import { ApiError } from '$api/error';
import type { Menu, MenuItem, Money, TableInfo } from '$api/types';
import { hasDecimals } from '$lib/money';
import { shownLanguage } from '$lib/text/language.svelte';
import type { Given } from './document/given';
import { wishes } from './fitting';
import type { Memory } from './storage';
import { inTongue, namesOf } from './tongue';

/** How long a page that was shown from memory waits before it looks again. */
const LOOK_AGAIN_MS = 5_000;

/** What anyone may see who has the table's code: where it is, and the menu. */
export class TableView {
  info = $state.raw<TableInfo | null>(null);
  /** As it was read. */
  #read = $state.raw<Menu | null>(null);
  /** Why there is nothing to show. */
  failure = $state<'unknown' | ApiError | null>(null);
  /** The server's time in epoch milliseconds, once this phone sits at the table. */
  serverTime: (() => number) | undefined;
  /** Items that turned out sold out before the menu said so. */
  #soldOut = $state.raw<ReadonlySet<string>>(new Set());

  /** In the guest's language, as far as it is written in that. */
  readonly #told: Menu | null = $derived.by(() => {
    // Another choice in memory comes with another language of the page, or the same anew.
    shownLanguage();
    return this.#read && inTongue(this.#read, wishes(this.#memory));
  });

  readonly items: ReadonlyMap<string, MenuItem> = $derived(
    new Map((this.menu?.categories ?? []).flatMap(({ items }) => items.map((item) => [item.id, item]))),
  );
  /** What the category of each dish is called, and which of them that is. */
  readonly places: ReadonlyMap<string, readonly [names: string, at: number]> = $derived(
    new Map((this.menu?.categories ?? []).flatMap((category, at) => category.items.map(({ id }) => [id, [namesOf(category), at]] as const))),
  );
  /** Some price has decimals, so all have: a list has one style. */
  readonly exact: boolean = $derived(hasDecimals(amountsIn(this.menu ?? {})));
  readonly #api: Api = createApi();

  readonly #memory: Memory | undefined;
  /** There was no network: what is shown is what this phone knew. */
  #fromMemory = false;

  constructor(
    readonly code: string,
    memory?: Memory,
    /** What came with the page. */
    readonly given: Given | null = null,
  ) {
    this.#memory = memory;
  }

  get menu(): Menu | null {
    return this.#told;
  }

  set menu(read: Menu | null) {
    this.#read = read;
  }

  async load(): Promise<void> {
    this.failure = null;
    this.#fromMemory = false;
    // Both at once, as the entry has asked for them (`main.ts`): each round trip is half a second on a slow phone.
    const menu = this.given
      ? Promise.reject(new Error('it is of a branch'))
      : body(this.#api.GET('/api/v1/tables/{code}/menu', { params: { path: { code: this.code } } }));
    menu.catch(() => {});
    try {
      await this.refreshInfo().catch((error: unknown) => this.#recall(error));
      if (this.given && this.given.branch === this.info?.branch.id) {
        this.menu = this.given.menu;
        if (this.#fromMemory) this.#lookAgain();
        else void this.refreshMenu(this.given.etag).catch(() => this.#lookAgain());
        return;
      }
      // A code that leads nowhere any more has no menu; the branch that was kept beside the seat has.
      // Meanwhile a newer one may have come, by an event.
      await menu.then((menu) => (this.menu ??= menu), () => this.refreshMenu());
      if (this.#fromMemory) this.#lookAgain();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Whether the table is open may have changed since the code was scanned. */
  async refreshInfo(): Promise<TableInfo> {
    const params = { path: { code: this.code } };
    const info = await body(this.#api.GET('/api/v1/tables/{code}', { params }));
    this.info = info;
    this.#memory?.write(`place.${this.code}`, info);
    return info;
  }

  /**
   * The table got a new code while this phone sat there: its seat is good all the same, and
   * whoever reloads the page finds it where it was. Without network the place is as it was, too.
   */
  #recall(error: unknown): void {
    const failure = failureOf(error);
    const usable = failure === 'unknown' ? this.#memory?.seat(this.code) : failure.transient;
    this.info = (usable && this.#memory?.read<TableInfo>(`place.${this.code}`)) || null;
    if (!this.info) throw error;
    this.#fromMemory = failure !== 'unknown';
  }

  /** What is shown may be old, the menu as well: the worker gives the one that was read last. */
  #lookAgain(): void {
    const look = async () => {
      clearTimeout(timer);
      removeEventListener('online', look);
      try {
        await this.refreshInfo();
        await this.refreshMenu();
        this.#fromMemory = false;
      } catch {
        this.#lookAgain();
      }
    };
    const timer = setTimeout(look, LOOK_AGAIN_MS);
    addEventListener('online', look);
  }

  /** `known` is what the menu that is here was read as: then nothing comes when it is still so. */
  async refreshMenu(known?: string): Promise<void> {
    const branch = this.info?.branch.id;
    if (!branch) return;
    // Somebody said that it changed: what was kept a moment ago is asked for again.
    const wish = { params: { path: { branch } }, cache: 'no-cache', headers: known ? { 'if-none-match': known } : {} } as const;
    const answer = await this.#api.GET('/api/v1/branches/{branch}/menu', wish);
    if (known && answer.response.status === 304) return;
    this.menu = await body(Promise.resolve(answer));
    this.#soldOut = new Set();
  }

  available(item: MenuItem): boolean {
    return item.available && !this.#soldOut.has(item.id);
  }

  markSoldOut(item: string): void {
    this.#soldOut = new Set(this.#soldOut).add(item);
  }
}

/** All amounts of a menu, wherever they stand. */
function amountsIn(what: object, found: Money[] = []): Money[] {
  if ('minor' in what) found.push(what as Money);
  else for (const one of Object.values(what)) if (Object(one) === one) amountsIn(one, found);
  return found;
}

function failureOf(error: unknown): 'unknown' | ApiError {
  if (!(error instanceof ApiError)) return new ApiError('garbled', 0, undefined, undefined, error);
  return error.status === 404 ? 'unknown' : error;
}
