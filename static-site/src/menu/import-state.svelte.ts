import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { MenuImport } from '$api/types';
import { errorText, textFor } from '$lib/text/errors';
import { menuFile as text } from '$lib/text/menu-file';
import { answers, dishesOf, rowsOf } from './import-rows';
import type { Uploads } from '$lib/upload/upload';

/** Bytes that the API takes. */
export const MOST_BYTES = 4_000_000;

interface Chosen {
  name: string;
  bytes: ArrayBuffer;
}

/**
 * A file on its way into the draft: looked at, asked about, put there. Its bytes are read once, so
 * that what was looked at is what is put there, whatever becomes of the file on the device.
 */
export class ImportState {
  file = $state.raw<Chosen | null>(null);
  report = $state.raw<MenuImport | null>(null);
  /** Why it goes no further. */
  fault = $state<string | null>(null);
  /** Whether the same file may go further with another try. */
  again = $state(false);
  working = $state<'reading' | 'putting' | null>(null);
  /** How much of the file is sent, from 0 to 1. */
  sent = $state(0);
  /** How many dishes were put into the draft. */
  done = $state<number | null>(null);
  /** Whether the reading of a row that is asked about is meant. */
  readonly said = new SvelteMap<number, boolean>();
  /** The rows whose reading was meant when the file was looked at last. */
  readonly taken = new SvelteSet<number>();
  #ending: AbortController | null = null;

  constructor(
    readonly uploads: Uploads,
    readonly branch: string,
  ) {}

  async choose(file: File): Promise<void> {
    this.forget();
    if (file.size > MOST_BYTES || file.size === 0) {
      this.fault = file.size === 0 ? text.fault.empty : text.fault.large;
      return;
    }
    try {
      this.file = { name: file.name, bytes: await file.arrayBuffer() };
    } catch {
      this.fault = text.fault.unread;
      return;
    }
    await this.look();
  }

  /** As if none was chosen. */
  forget(): void {
    this.cancel();
    this.file = this.report = this.fault = this.done = null;
    this.said.clear();
    this.taken.clear();
  }

  /** Says what the file would do. Changes nothing. */
  async look(): Promise<void> {
    const report = await this.#send('reading', true);
    if (report) this.#show(report);
  }

  /** Looks again with the answers that were given. */
  async answer(): Promise<void> {
    for (const [row, meant] of this.said) if (meant) this.taken.add(row);
    await this.look();
  }

  /** Takes all answers back. */
  async askAgain(): Promise<void> {
    this.taken.clear();
    await this.look();
  }

  sayAll(): void {
    if (this.report) for (const { row } of rowsOf(this.report, 'asked')) this.said.set(row, true);
  }

  /** All that was looked at goes into the draft, or nothing of it. */
  async put(): Promise<void> {
    const report = await this.#send('putting', false);
    if (report) this.done = dishesOf(report);
  }

  cancel(): void {
    this.#ending?.abort();
  }

  #show(report: MenuImport): void {
    this.report = report;
    this.said.clear();
  }

  /** Null when it was refused, cancelled or got no answer; `fault` says why. */
  async #send(what: 'reading' | 'putting', dry: boolean): Promise<MenuImport | null> {
    const { file } = this;
    if (!file || this.working) return null;
    const ending = new AbortController();
    this.#ending = ending;
    this.working = what;
    this.sent = 0;
    this.fault = null;
    try {
      const api = this.uploads({ signal: ending.signal, onsent: (part) => (this.sent = part) });
      const take = answers(this.taken);
      const query = { dry_run: dry ? ('true' as const) : ('false' as const), ...(take ? { take } : {}) };
      const params = { path: { branch: this.branch }, query };
      return await body(
        api.POST('/api/v1/branches/{branch}/menu/imports', {
          params,
          body: file.bytes,
          // Letters of another encoding would be lost where it is handed over as text.
          headers: { 'content-type': /\.json$/i.test(file.name) ? 'application/json' : 'application/octet-stream' },
          bodySerializer: (bytes: unknown) => bytes as ArrayBuffer,
        }),
      );
    } catch (error) {
      if (this.file === file) this.#refused(error, dry, ending.signal.aborted);
      return null;
    } finally {
      if (this.#ending === ending) {
        this.working = null;
        this.#ending = null;
      }
    }
  }

  #refused(error: unknown, dry: boolean, cancelled: boolean): void {
    const known = error instanceof ApiError ? error : null;
    this.again = cancelled || (known?.transient ?? true);
    if (cancelled) this.fault = dry ? text.fault.cancelled : text.fault.cancelledPut;
    else if (known?.problem?.import) {
      this.#show(known.problem.import);
      this.fault = text.fault.moved;
    } else if (known?.code === 'body_too_large') this.fault = text.fault.large;
    else if (known?.code === 'validation') this.fault = faultOf(known) ?? errorText(error);
    else if (known?.transient) this.fault = dry ? text.fault.noAnswer : text.fault.unsure;
    else this.fault = errorText(error);
    // Whether it is in the draft is known only by looking again.
    if (!dry && (cancelled || known?.transient)) this.report = null;
  }
}

/** What is wrong with the file as a whole, or with the menu that it would make. */
function faultOf({ problem }: ApiError): string | null {
  const [fault] = problem?.errors ?? [];
  if (fault?.field === 'file') return text.fault.file(fault.message);
  return fault ? (textFor(text.fault.room, fault.field) ?? null) : null;
}
