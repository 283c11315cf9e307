import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { PrintJob, PrintQueue } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { Once } from '$lib/sending/once';
import { errorText } from '$lib/text/errors';
import { prints as text } from '$lib/text/prints';
import { Throttle } from '$lib/throttle';
import { toast } from '$lib/ui/toast.svelte';
import { isHere, type Row, rowsOf } from './queue';

/** Slips of a busy evening come in bursts. */
const CALM_MS = 1_000;
const RETRY_MS = 15_000;
/** What only time changes is told by nobody: a job that waits too long, a printer that falls silent. */
const LOOK_MS = 30_000;

/** What a branch prints, as its counter sees and moves it. */
export class PrintsState {
  queue = $state.raw<PrintQueue | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();
  readonly #look = new Throttle(() => this.#read(), CALM_MS, RETRY_MS);
  /** What was not answered is printed once when it is asked for again. */
  readonly #once: Once;

  readonly rows: readonly Row[] = $derived(this.queue ? rowsOf(this.queue) : []);
  /** How many need somebody. */
  readonly waiting: number = $derived(this.rows.filter(({ group }) => group === 'hand').length);

  /** `now`: the server's time in epoch milliseconds. */
  constructor(
    readonly api: Api,
    readonly branch: string,
    now: () => number,
  ) {
    this.#once = new Once(`print.${branch}`, now);
  }

  /** Looks now, and again while something is in line. Stops when what is returned is called. */
  start(): () => void {
    this.look();
    const timer = setInterval(() => {
      if (this.rows.some(({ group }) => group !== 'done')) this.look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }

  /** Something is told to have changed. */
  look(): void {
    this.#look.ask();
  }

  /** Something is under way with a job, or with the print of a bill. */
  busy({ id }: { id: string }): boolean {
    return this.#tasks.has(id);
  }

  async #read(): Promise<boolean> {
    try {
      const params = { path: { branch: this.branch } };
      this.queue = await body(this.api.GET('/api/v1/branches/{branch}/print-jobs', { params }));
      this.failed = false;
      return true;
    } catch {
      this.failed = true;
      return false;
    }
  }

  #of(job: PrintJob): { path: { branch: string; job: string } } {
    return { path: { branch: this.branch, job: job.id } };
  }

  #learn(job: PrintJob): void {
    if (!this.queue) return;
    const known = this.queue.jobs.some(({ id }) => id === job.id);
    const jobs = this.queue.jobs.map((old) => (old.id === job.id && old.version <= job.version ? job : old));
    this.queue = { ...this.queue, jobs: known ? jobs : [job, ...jobs] };
  }

  /** Releases it, dismisses it, says that it came out, or gives it to another printer. */
  async move(job: PrintJob, wish: { status: 'queued' | 'printed' | 'dismissed' } | { printer_id: string }, done: string): Promise<void> {
    await this.#tasks.run(job.id, async () => {
      try {
        const path = '/api/v1/branches/{branch}/print-jobs/{job}';
        this.#learn(await body(this.api.PATCH(path, { params: this.#of(job), body: { ...wish, version: job.version } })));
        toast(done, 'good');
      } catch (error) {
        this.#refused(error);
      }
    });
  }

  /** Prints it once more, marked as a duplicate; on this device where it was printed here. */
  async again(job: PrintJob, here: boolean): Promise<void> {
    const again = await this.#tasks.run(job.id, async () => {
      const { key } = this.#once.of(job.id, undefined);
      try {
        const params = { ...this.#of(job), header: { 'Idempotency-Key': key } };
        const path = '/api/v1/branches/{branch}/print-jobs/{job}/reprint';
        const made = await body(this.api.POST(path, { params, body: {} }));
        this.#once.answered(job.id);
        this.#learn(made);
        if (!here) toast(text.reprinted, 'good');
        return made;
      } catch (error) {
        if (!(error instanceof ApiError && error.transient)) this.#once.answered(job.id);
        this.#refused(error);
        return null;
      }
    });
    if (again && here) await this.here(again);
    else this.look();
  }

  /** Whether there is a printer for bills and reports; without one, pages print them themselves. */
  readonly forBills: boolean = $derived(this.queue?.printers.some(({ prints_bills }) => prints_bills) ?? false);

  /** Gives a bill to its printer, or prints it on this device where there is none. */
  async bill(id: string): Promise<void> {
    const path = '/api/v1/branches/{branch}/bills/{bill}/print';
    await this.#give(id, (header) => this.api.POST(path, { params: { path: { branch: this.branch, bill: id }, header }, body: {} }));
  }

  /** Gives a business day to the printer for bills. */
  async day(day: string): Promise<void> {
    const path = '/api/v1/branches/{branch}/days/{day}/print';
    await this.#give(day, (header) => this.api.POST(path, { params: { path: { branch: this.branch, day }, header }, body: {} }));
  }

  async #give(id: string, ask: (header: { 'Idempotency-Key': string }) => Promise<{ data?: PrintJob; response: Response }>): Promise<void> {
    const made = await this.#tasks.run(id, async () => {
      const { key } = this.#once.of(id, undefined);
      try {
        const job = await body(ask({ 'Idempotency-Key': key }));
        this.#once.answered(id);
        return job;
      } catch (error) {
        if (!(error instanceof ApiError && error.transient)) this.#once.answered(id);
        this.#refused(error);
        return null;
      }
    });
    if (made) await this.given(made);
  }

  /** A job that was just made here is on its way. */
  async given(job: PrintJob): Promise<void> {
    const printer = this.queue?.printers.find((one) => one.id === job.printer_id);
    if (printer) toast(text.sent(printer.name), 'good');
    await this.made([job]);
  }

  /** Somebody here has asked for these: those that no printer prints are printed on this device at once. */
  async made(jobs: readonly PrintJob[]): Promise<void> {
    const printers = this.queue?.printers ?? [];
    for (const job of jobs) if (isHere(printers, job.printer_id)) await this.here(job);
    this.look();
  }

  /** Prints it on what this device prints on. Whether it came out nobody tells, so it counts as printed. */
  async here(job: PrintJob): Promise<void> {
    await this.#tasks.run(job.id, async () => {
      try {
        await printHere(this.api, this.branch, job.id);
      } catch (error) {
        this.#refused(error);
      }
    });
    this.look();
  }

  #refused(error: unknown): void {
    const moved = error instanceof ApiError && ['version_conflict', 'illegal_transition'].includes(error.code ?? '');
    toast(moved ? text.moveFailed : errorText(error), 'bad');
    this.look();
  }
}

/**
 * Prints a job on what this device prints on, and notes that it was printed: for whoever has just
 * made one whose `printer_id` is `page`. Whether paper came out a browser does not say.
 */
export async function printHere(api: Api, branch: string, job: string): Promise<void> {
  const params = { path: { branch, job } };
  const { lines } = await body(api.GET('/api/v1/branches/{branch}/print-jobs/{job}', { params }));
  const { printSlip } = await import('./paper');
  await printSlip(lines);
  await body(api.PATCH('/api/v1/branches/{branch}/print-jobs/{job}', { params, body: { status: 'printed' } }));
}
