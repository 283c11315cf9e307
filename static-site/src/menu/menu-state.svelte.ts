import { untrack } from 'svelte';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Draft, DraftChanges, DraftCommand, DraftItem, MenuVersions, Staff } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { randomId } from '$lib/id';
import { LiveStore } from '$lib/live/store.svelte';
import { saveFile } from '$lib/save';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { StockState } from '$lib/stock/stock-state.svelte';
import { errorText } from '$lib/text/errors';
import { menuEditor as text } from '$lib/text/menu-editor';
import { menuFile } from '$lib/text/menu-file';
import { toast } from '$lib/ui/toast.svelte';
import { areGone } from './gone';

/** So long after an edit its editor counts as one who is editing. */
const EDITING_MS = 5 * 60_000;

/** What became of an edit: `conflict` holds what stands in the fields that somebody else changed. */
export type Edited = { done: true } | { done: false; conflict?: Record<string, unknown> | undefined };

/**
 * The menu in the making. It is fetched whole with every snapshot and whenever it is heard that it
 * changed; each edit is sent as a command of its own, so what others do meanwhile stays.
 */
export class MenuState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly stock: StockState;
  draft = $state.raw<Draft | null>(null);
  /** Languages that nothing is written in yet, and that fields are wanted for. */
  #begun = $state.raw<readonly string[]>([]);
  /** The languages besides the menu's own that it is written in, or shall be. */
  readonly languages: readonly string[] = $derived.by(() => {
    const { language, languages = [] } = this.draft ?? {};
    return [...new Set([...languages, ...this.#begun])].filter((tag) => tag !== language);
  });
  readonly #tasks = new OneAtATime();
  #reading: Promise<Draft> | null = null;

  constructor(
    readonly session: StaffSession,
    readonly me: Staff,
    readonly branch: string,
  ) {
    this.stock = new StockState(session.api, branch);
    // The menu in the making is the brand's, so its editors may be at any branch.
    const topics = [`branch:${branch}:owner`, `brand:${me.brand}:menu`];
    this.live = new LiveStore({
      kinds: [],
      ticket: () => body(session.api.POST('/api/v1/realtime/tickets', { body: { branch, topics, batches: true } })),
      snapshot: async () => ({ topics: (await this.#read()).topics, entities: [] }),
      event: ({ type }) => {
        if (type === 'draft.changed' || type === 'menu.changed') void this.look();
        if (type === 'menu.changed' || type === 'stock.changed') this.stock.heard();
      },
      ended: recoverer(session, () => this.live),
    });
    this.link = new LinkWatch(this.live);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => untrack(() => this.live.start()));
    this.link.watch();
    this.stock.watch();
  }

  /** Who else has edited in the last minutes. */
  get other(): string | null {
    const { edited, server_time } = this.draft ?? {};
    if (!edited || !server_time || edited.by === this.me.id) return null;
    return Date.parse(server_time) - Date.parse(edited.at) < EDITING_MS ? edited.name : null;
  }

  busy(what = 'edit'): boolean {
    return this.#tasks.has(what);
  }

  /** Wants fields for a language; the menu has it once something is written in it. */
  writeIn(tag: string): void {
    this.#begun = [...this.#begun, tag];
  }

  item(id: string): DraftItem | null {
    return this.draft?.categories.flatMap(({ items }) => items).find((item) => item.id === id) ?? null;
  }

  /** Looks again; what is in sight stays when that fails. */
  async look(): Promise<void> {
    await this.#read(true).catch(() => {});
  }

  /** Sends commands as one edit. Moves may follow each other faster than answers come, so they wait in a row. */
  async edit(commands: readonly DraftCommand[]): Promise<Edited> {
    const done = await this.#tasks.run('edit', async (): Promise<Edited> => {
      try {
        const params = { path: { branch: this.branch }, header: { 'Idempotency-Key': randomId() } };
        const path = '/api/v1/branches/{branch}/menu/draft/commands';
        await body(this.session.api.POST(path, { params, body: { commands: [...commands] } }));
        await this.look();
        return { done: true };
      } catch (error) {
        if (await this.#nothingLeftOf(commands)) return { done: true };
        return await this.#notDone(error);
      }
    });
    return done ?? { done: false };
  }

  async changes(): Promise<DraftChanges | null> {
    try {
      const params = { path: { branch: this.branch } };
      return await body(this.session.api.GET('/api/v1/branches/{branch}/menu/draft/changes', { params }));
    } catch (error) {
      toast(errorText(error), 'bad');
      return null;
    }
  }

  /** The tax classes that the branch says something of; none where they cannot be read, as all else goes on without. */
  async taxClasses(): Promise<string[]> {
    try {
      const params = { path: { branch: this.branch } };
      const { rules } = await body(this.session.api.GET('/api/v1/branches/{branch}/taxes', { params }));
      return rules.flatMap(({ classes }) => classes.map(({ class: name }) => name));
    } catch {
      return [];
    }
  }

  /** Says what the brand asks of its menu; the draft's problems follow from it. */
  async rule(rules: Draft['rules']): Promise<void> {
    await this.#tasks.run('rules', async () => {
      try {
        const params = { path: { branch: this.branch } };
        await body(this.session.api.PUT('/api/v1/branches/{branch}/menu/rules', { params, body: rules }));
      } catch (error) {
        toast(errorText(error, text.error), 'bad');
      }
      await this.look();
    });
  }

  /** True when guests see the draft of that version now. */
  async publish(version: number): Promise<boolean> {
    return await this.#turn('publish', async () => {
      const path = '/api/v1/branches/{branch}/menu/publish';
      const params = { path: { branch: this.branch } };
      const menu = await body(this.session.api.POST(path, { params, body: { draft_version: version } }));
      return text.review.published(menu.version);
    });
  }

  /** The last published versions, or those before one of them. */
  async versions(before?: number): Promise<MenuVersions | null> {
    try {
      const params = { path: { branch: this.branch }, query: before === undefined ? {} : { before: String(before) } };
      return await body(this.session.api.GET('/api/v1/branches/{branch}/menu/versions', { params }));
    } catch (error) {
      toast(errorText(error), 'bad');
      return null;
    }
  }

  /** The draft as a file on this device. */
  async download(format: 'csv' | 'json'): Promise<void> {
    await this.#tasks.run(format, async () => {
      try {
        const params = { path: { branch: this.branch }, query: { format } };
        const path = '/api/v1/branches/{branch}/menu/export';
        const { data } = await this.session.api.GET(path, { params, parseAs: 'blob' });
        saveFile(data as unknown as Blob, `menu.${format}`);
      } catch (error) {
        toast(errorText(error, { garbled: menuFile.out.failed }), 'bad');
      }
    });
  }

  /** True when guests see that menu again. */
  async rollBack(version: number): Promise<boolean> {
    return await this.#turn('rollback', async () => {
      const path = '/api/v1/branches/{branch}/menu/rollback';
      const params = { path: { branch: this.branch } };
      await body(this.session.api.POST(path, { params, body: { version } }));
      return text.versions.done(version);
    });
  }

  async #turn(what: string, work: () => Promise<string>): Promise<boolean> {
    const done = await this.#tasks.run(what, async () => {
      try {
        const words = await work();
        await this.look();
        toast(words, 'good');
        return true;
      } catch (error) {
        await this.#notDone(error);
        return false;
      }
    });
    return done ?? false;
  }

  /** Whether all that was to be removed is gone: by an edit whose answer was lost, or by somebody else. */
  async #nothingLeftOf(commands: readonly DraftCommand[]): Promise<boolean> {
    if (!commands.every(({ do: what }) => what.startsWith('remove_'))) return false;
    await this.look();
    return this.draft !== null && areGone(commands, this.draft);
  }

  /** A refusal shows what is there now; without an answer nobody knows, so this looks too. */
  async #notDone(error: unknown): Promise<Edited> {
    const answered = error instanceof ApiError && error.status !== 0;
    const conflict = error instanceof ApiError && error.code === 'draft_field_changed';
    if (!conflict) toast(answered ? errorText(error, text.error) : text.error.noAnswer, 'bad');
    await this.look();
    return { done: false, conflict: conflict ? (error.problem?.now as Record<string, unknown>) : undefined };
  }

  /** One reading at a time; `again` wants one that began after now. */
  async #read(again = false): Promise<Draft> {
    if (again && this.#reading) await this.#reading.catch(() => {});
    this.#reading ??= this.#fetch().finally(() => (this.#reading = null));
    return await this.#reading;
  }

  async #fetch(): Promise<Draft> {
    const params = { path: { branch: this.branch } };
    const draft = await body(this.session.api.GET('/api/v1/branches/{branch}/menu/draft', { params }));
    if (draft.version >= (this.draft?.version ?? 0)) this.draft = draft;
    return draft;
  }
}
