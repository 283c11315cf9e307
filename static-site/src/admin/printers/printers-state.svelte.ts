import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Station, Printer, PrinterList, PrinterSecret, PrinterWish } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { moment } from '$lib/clock';
import { Once, untilReload } from '$lib/sending/once';
import { errorText } from '$lib/text/errors';
import { printers as text } from '$lib/text/printers';
import { toast } from '$lib/ui/toast.svelte';
import { type Saved, savedBy } from '../saving';

/** A branch's printers. */
export class PrintersState {
  list = $state.raw<PrinterList | null>(null);
  /** The kitchen's stations; empty without a menu. */
  stations = $state.raw<readonly Station[]>([]);
  failed = $state(false);
  readonly #tasks = new OneAtATime();
  /** Test slips that nobody answered for: each is printed once. */
  readonly #once = new Once('', moment, untilReload);

  constructor(
    readonly api: Api,
    readonly branchId: string,
  ) {}

  get #params(): { path: { branch: string } } {
    return { path: { branch: this.branchId } };
  }

  #of(printer: string): { path: { branch: string; printer: string } } {
    return { path: { branch: this.branchId, printer } };
  }

  busy(what: string): boolean {
    return this.#tasks.has(what);
  }

  get(id: string): Printer | undefined {
    return this.list?.printers.find((printer) => printer.id === id);
  }

  /** Reads them anew; what is in sight stays when that fails. */
  async load(): Promise<void> {
    this.failed = false;
    try {
      this.list = await body(this.api.GET('/api/v1/branches/{branch}/printers', { params: this.#params }));
    } catch {
      this.failed = true;
    }
  }

  /** What a printer can print for; a branch without a menu has nothing to choose. */
  async loadStations(): Promise<void> {
    try {
      const menu = await body(this.api.GET('/api/v1/branches/{branch}/menu', { params: this.#params }));
      this.stations = menu.stations;
    } catch {
      this.stations = [];
    }
  }

  /** All of a printer at once; the same again is the same. What is to be typed in says of itself that a new one is saved. */
  async save(id: string, wish: PrinterWish, version: number): Promise<Saved> {
    const put = async () => {
      const path = '/api/v1/branches/{branch}/printers/{printer}';
      this.list = await body(this.api.PUT(path, { params: this.#of(id), body: { ...wish, version } }));
      if (wish.kind === 'browser' || this.get(id)?.has_secret) toast(text.form.saved, 'good');
    };
    return (await this.#tasks.run('save', () => savedBy(put, () => this.load()))) ?? 'failed';
  }

  /** What is typed into the printer. One whose answer got lost is good for nothing, and made again. */
  async issueSecret(id: string): Promise<PrinterSecret | null> {
    return this.#tasks.run('secret', async () => {
      try {
        const path = '/api/v1/branches/{branch}/printers/{printer}/secret';
        const secret = await body(this.api.POST(path, { params: this.#of(id) }));
        void this.load();
        return secret;
      } catch (error) {
        toast(errorText(error), 'bad');
        return null;
      }
    });
  }

  async test(printer: Printer): Promise<void> {
    await this.#tasks.run(`test ${printer.id}`, async () => {
      try {
        const params = { ...this.#of(printer.id), header: { 'Idempotency-Key': this.#once.of(printer.id, undefined).key } };
        await body(this.api.POST('/api/v1/branches/{branch}/printers/{printer}/test', { params }));
        this.#once.answered(printer.id);
        toast(printer.kind === 'browser' ? text.testHere : text.testing(printer.name), 'good');
      } catch (error) {
        if (!(error instanceof ApiError && error.transient)) this.#once.answered(printer.id);
        toast(errorText(error), 'bad');
      }
    });
  }

  async remove(printer: Printer): Promise<boolean> {
    const done = await this.#tasks.run('remove', async () => {
      try {
        const path = '/api/v1/branches/{branch}/printers/{printer}';
        this.list = await body(this.api.DELETE(path, { params: this.#of(printer.id) }));
        toast(text.removed(printer.name), 'good');
        return true;
      } catch (error) {
        toast(errorText(error), 'bad');
        await this.load();
        return false;
      }
    });
    return done ?? false;
  }
}
