import { body, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { tillShapes } from '$api/shapes/till';
import type { CloseDay, Day, DayRow, Money } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { saveFile } from '$lib/save';
import { Once } from '$lib/sending/once';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText } from '$lib/text/errors';
import { till as text } from '$lib/text/till';
import { toast } from '$lib/ui/toast.svelte';

/** How cash moves that is of no bill. */
export type Move = { kind: 'float'; amount: Money } | { kind: 'in' | 'out'; amount: Money; reason: string };

/** The till of a branch: its running day, and those before it. */
export class DayState {
  today = $state.raw<Day | null>(null);
  /** Another day that is looked at. */
  other = $state.raw<Day | null>(null);
  /** Earlier days, the newest first. */
  days = $state.raw<DayRow[]>([]);
  next = $state<string | null>(null);
  failed = $state(false);
  readonly shown: Day | null = $derived(this.other ?? this.today);
  readonly #asking = new OneAtATime();
  /** What was not answered is entered once when it is sent again. */
  readonly #once: Once;

  /** `now`: the server's time in epoch milliseconds. */
  constructor(
    readonly session: StaffSession,
    readonly branch: string,
    now: () => number,
  ) {
    knowShapes(tillShapes);
    this.#once = new Once(`day.${branch}`, now);
  }

  busy(what: string): boolean {
    return this.#asking.has(what);
  }

  /** Looks at today and at the days before it. */
  async look(): Promise<void> {
    await this.#asking.run('look', async () => {
      try {
        const params = { path: { branch: this.branch } };
        const [today, list] = await Promise.all([
          body(this.session.api.GET('/api/v1/branches/{branch}/day', { params })),
          body(this.session.api.GET('/api/v1/branches/{branch}/days', { params })),
        ]);
        this.today = today;
        this.days = list.days.filter(({ day }) => day !== today.day);
        this.next = list.next ?? null;
        this.failed = false;
      } catch {
        this.failed = true;
      }
    });
  }

  async more(): Promise<void> {
    const next = this.next;
    if (next === null) return;
    await this.#asking.run('more', async () => {
      try {
        const params = { path: { branch: this.branch }, query: { next } };
        const list = await body(this.session.api.GET('/api/v1/branches/{branch}/days', { params }));
        this.days = [...this.days, ...list.days];
        this.next = list.next ?? null;
      } catch (error) {
        toast(errorText(error, text.codes), 'bad');
      }
    });
  }

  /** Shows an earlier day, or today again. */
  async show(day: string | null): Promise<void> {
    if (day === null) {
      this.other = null;
      return;
    }
    await this.#asking.run('show', async () => {
      try {
        const params = { path: { branch: this.branch, day } };
        this.other = await body(this.session.api.GET('/api/v1/branches/{branch}/days/{day}', { params }));
      } catch (error) {
        toast(errorText(error, text.codes), 'bad');
      }
    });
  }

  /** Reads the day that is shown again, such as before it is closed. Null when nobody answered. */
  async again(): Promise<Day | null> {
    const { other } = this;
    if (other) await this.show(other.day);
    else await this.look();
    return this.shown;
  }

  /** Enters cash. Whether it is done. */
  async move(move: Move): Promise<boolean> {
    const done = await this.#asking.run('move', async () => {
      const params = { path: { branch: this.branch }, header: { 'Idempotency-Key': this.#once.of(move, undefined).key } };
      try {
        if (move.kind === 'float') {
          await body(this.session.api.POST('/api/v1/branches/{branch}/day/open', { params, body: { float: move.amount } }));
        } else {
          const { kind: direction, amount, reason } = move;
          await body(this.session.api.POST('/api/v1/branches/{branch}/day/cash', { params, body: { direction, amount, reason } }));
        }
        this.#once.answered(move);
        return true;
      } catch (error) {
        this.#refused(move, error);
        return false;
      }
    });
    // Without an answer too: what is behind the sheet says whether it is entered.
    if (done !== null) await this.look();
    return done ?? false;
  }

  /** Closes a day. Its report; null when it is not closed, and why was said. */
  async close(wish: CloseDay): Promise<Day | null> {
    return this.#asking.run('close', async () => {
      const params = { path: { branch: this.branch }, header: { 'Idempotency-Key': this.#once.of(wish, undefined).key } };
      try {
        const closed = await body(this.session.api.POST('/api/v1/branches/{branch}/day/close', { params, body: wish }));
        this.#once.answered(wish);
        if (this.other) this.other = closed;
        void this.look();
        return closed;
      } catch (error) {
        this.#refused(wish, error);
        return null;
      }
    });
  }

  /** Saves the day that is shown as a file. */
  async save(): Promise<void> {
    const day = this.shown?.day;
    if (!day) return;
    await this.#asking.run('save', async () => {
      try {
        const params = { path: { branch: this.branch, day } };
        const { data } = await this.session.api.GET('/api/v1/branches/{branch}/days/{day}/csv', { params, parseAs: 'blob' });
        saveFile(data as unknown as Blob, `day-${day}.csv`);
      } catch (error) {
        toast(errorText(error, text.codes), 'bad');
      }
    });
  }

  #refused(wish: Move | CloseDay, error: unknown): void {
    const unsure = error instanceof ApiError && error.status === 0;
    if (!(error instanceof ApiError && error.transient)) this.#once.answered(wish);
    toast(unsure ? text.moves.noAnswer : errorText(error, text.codes), 'bad');
  }
}
