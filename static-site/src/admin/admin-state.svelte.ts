import { body } from '$api/client';
import { ApiError, refusedFields } from '$api/error';
import type { BranchSettings, CardSheet, LooksWish, TableCard } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import type { StaffSession } from '$lib/staff/session.svelte';
import { toldApart } from '$lib/tables';
import { admin as text } from '$lib/text/admin';
import { errorText, textFor } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import { fileName } from './cards';
import { type Saved, savedBy } from './saving';
import { saveFile } from '$lib/save';

/** Wide enough for a poster. */
const PNG_WIDTH = 2048;

/** `unsure`: it may have been done; the same key asks again safely. */
export type Reissued = 'done' | 'unsure' | 'refused';

/** How one branch is set up, and what can be changed about it. */
export class AdminState {
  #answer = $state.raw<CardSheet | null>(null);
  /** The cards of the branch, each with a name that no other has. */
  readonly sheet: CardSheet | null = $derived(
    this.#answer && { ...this.#answer, cards: toldApart(this.#answer.cards, ({ section }) => section) },
  );
  /** The same, each under its own name. */
  readonly own: readonly TableCard[] = $derived(this.#answer?.cards ?? []);
  failed = $state(false);
  /** No address is known that cards could carry: its owner says which. */
  unaddressed = $state(false);
  readonly #tasks = new OneAtATime();

  constructor(
    readonly session: StaffSession,
    readonly branchId: string,
  ) {}

  get #path(): { branch: string } {
    return { branch: this.branchId };
  }

  busy(what: string): boolean {
    return this.#tasks.has(what);
  }

  /** Reads everything anew; what is in sight stays when that fails, which is told unless something was told already. */
  async load(told = false): Promise<void> {
    this.failed = false;
    try {
      const params = { path: this.#path };
      this.#answer = await body(this.session.api.GET('/api/v1/branches/{branch}/cards', { params }));
      this.unaddressed = false;
    } catch (error) {
      if (this.sheet && !told) toast(errorText(error), 'bad');
      this.unaddressed = error instanceof ApiError && error.code === 'site_address_missing';
      this.failed = true;
    }
  }

  /** What the server found wrong with the settings that were sent last, by their names. */
  faults = $state.raw<Partial<Record<string, string>>>({});

  async save(changes: Partial<BranchSettings>, version: number): Promise<Saved> {
    this.faults = {};
    const saved = await this.#tasks.run('settings', async (): Promise<Saved> => {
      try {
        const params = { path: this.#path };
        this.#settle(
          await body(this.session.api.PATCH('/api/v1/branches/{branch}', { params, body: { ...changes, version } })),
        );
        toast(text.settings.saved, 'good');
        // Printed cards carry the old one.
        if (changes.name !== undefined) await this.load();
        return 'saved';
      } catch (error) {
        return this.#notSaved(error);
      }
    });
    return saved ?? 'failed';
  }

  /** How the brand looks, all of it; the same again is the same. */
  saveLooks(looks: Omit<LooksWish, 'version'>, version: number): Promise<Saved> {
    return this.#saveBrand('looks', text.looks.saved, async () => {
      const params = { path: this.#path };
      const now = await body(this.session.api.PUT('/api/v1/branches/{branch}/looks', { params, body: { ...looks, version } }));
      if (this.#answer) this.#answer = { ...this.#answer, looks: now };
    });
  }

  /** What the brand is called at each of its branches; the same again is the same. Each card says it. */
  async renameBrand(name: string, version: number): Promise<Saved> {
    const saved = await this.#saveBrand('brand', text.brand.saved, async () => {
      const params = { path: this.#path };
      await body(this.session.api.PATCH('/api/v1/branches/{branch}/brand', { params, body: { name, version } }));
    });
    if (saved === 'saved') await this.load();
    return saved;
  }

  /** The address that cards carry; the same again is the same. Every link and code follows from it. */
  async saveSite(origin: string, version: number): Promise<Saved> {
    const saved = await this.#saveBrand('site', text.address.saved, async () => {
      const params = { path: this.#path };
      await body(this.session.api.PUT('/api/v1/branches/{branch}/site', { params, body: { origin, version } }));
    });
    if (saved === 'saved') await this.load();
    return saved;
  }

  /** Saves something of the brand; where somebody else was faster, theirs is fetched. */
  async #saveBrand(task: string, done: string, put: () => Promise<void>): Promise<Saved> {
    const whole = async () => {
      await put();
      toast(done, 'good');
    };
    return (await this.#tasks.run(task, () => savedBy(whole, (unsure) => this.load(unsure)))) ?? 'failed';
  }

  /** Notes that these cards lie on their tables, with the address that they carry. The same again is the same. */
  async confirmCards(cards: readonly TableCard[], origin: string): Promise<boolean> {
    const done = await this.#tasks.run('printed', async () => {
      try {
        const params = { path: this.#path };
        const marks = cards.map(({ id, mark }) => ({ id, mark }));
        const path = '/api/v1/branches/{branch}/cards/printed';
        const { cards: states } = await body(this.session.api.PUT(path, { params, body: { origin, cards: marks } }));
        const printed = new Map(states.map((state) => [state.id, state.printed]));
        if (this.#answer) {
          const known = this.#answer.cards.map((card) => ({ ...card, printed: printed.get(card.id) ?? card.printed }));
          this.#answer = { ...this.#answer, cards: known };
        }
        toast(text.stale.noted, 'good');
        return true;
      } catch (error) {
        toast(errorText(error), 'bad');
        return false;
      }
    });
    return done ?? false;
  }

  /** A new code for a table. `key` was made before the first try and stays for further ones. */
  async reissue(card: TableCard, key: string): Promise<Reissued> {
    const done = await this.#tasks.run(card.id, async (): Promise<Reissued> => {
      try {
        const params = { path: { ...this.#path, table: card.id }, header: { 'Idempotency-Key': key } };
        const path = '/api/v1/branches/{branch}/tables/{table}/code';
        this.#replace(await body(this.session.api.POST(path, { params })));
        toast(text.reissue.done(card.name), 'good');
        return 'done';
      } catch (error) {
        if (error instanceof ApiError && error.transient) return 'unsure';
        toast(errorText(error), 'bad');
        return 'refused';
      }
    });
    return done ?? 'refused';
  }

  async download(card: TableCard, format: 'svg' | 'png'): Promise<void> {
    await this.#tasks.run(`${card.id} ${format}`, async () => {
      try {
        const params = {
          path: { ...this.#path, table: card.id },
          query: format === 'png' ? { format, width: PNG_WIDTH } : { format },
        };
        const { data } = await this.session.api.GET('/api/v1/branches/{branch}/tables/{table}/qr', {
          params,
          parseAs: 'blob',
        });
        saveFile(data as unknown as Blob, `${text.card.file(fileName(card.name))}.${format}`);
      } catch (error) {
        toast(errorText(error, { garbled: text.card.downloadFailed }), 'bad');
      }
    });
  }

  /** A conflict shows what the others saved; without an answer nobody knows, so this looks. */
  async #notSaved(error: unknown): Promise<Saved> {
    const conflict = error instanceof ApiError && error.code === 'version_conflict';
    const unsure = error instanceof ApiError && error.status === 0;
    this.faults = faultsIn(error);
    if (Object.keys(this.faults).length > 0) return 'failed';
    if (!conflict) toast(unsure ? text.noAnswer : errorText(error), 'bad');
    if (!conflict && !unsure) return 'failed';
    try {
      this.#settle(await body(this.session.api.GET('/api/v1/branches/{branch}', { params: { path: this.#path } })));
    } catch (second) {
      if (conflict) toast(errorText(second), 'bad');
      return 'failed';
    }
    return conflict ? 'conflict' : 'failed';
  }

  #settle(branch: BranchSettings): void {
    const answer = this.#answer;
    if (answer && branch.version >= answer.branch.version) this.#answer = { ...answer, branch };
  }

  #replace(card: TableCard): void {
    if (!this.#answer) return;
    const cards = this.#answer.cards.map((old) => (old.id === card.id && old.version <= card.version ? card : old));
    this.#answer = { ...this.#answer, cards };
  }
}

/** Words for what was refused, as far as the form has a place for it. */
function faultsIn(error: unknown): Partial<Record<string, string>> {
  const told = refusedFields(error).map((field) => [field, textFor(text.settings.fields, field)] as const);
  return Object.fromEntries(told.filter(([, words]) => words !== undefined));
}
