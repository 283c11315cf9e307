import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Call, FloorTable, MovedOrder } from '$api/types';
import { randomId } from '$lib/id';
import type { LiveStore } from '$lib/live/store.svelte';
import { retryIn } from '$lib/staff/refresh';
import { board as text } from '$lib/text/board';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import { restOf } from './drop';
import { Kept } from './kept';
import { type BoardOrder, isOpen } from './orders';
import { statusNow } from './status-now';
import { isOver, judge, type Kind, type Step, type Tap } from './tap';

/** Digits of a tap's number in its ID, in base 36. */
const DIGITS = 7;

/** How often a step is judged and sent anew before it waits like one without an answer. */
const ROUNDS = 6;

/** What a page brings to its taps. */
export interface Ground {
  api: Api;
  branch: string;
  /** Whose taps these are. */
  person: string;
  live: Pick<LiveStore, 'get' | 'learn'>;
  /** Makes of the answer of a move what the page's store holds of an order; null where it says too little. */
  order: (moved: MovedOrder) => BoardOrder | null;
  /** Fetches how things stand, into the store. */
  lookAgain: () => Promise<void>;
}

/** What is tapped, before it is an operation. */
export type Wish = Pick<Tap, 'kind' | 'about' | 'name' | 'what' | 'steps' | 'version'> & Partial<Pick<Tap, 'key' | 'exact' | 'rest'>>;

/** What a move answers. */
type Answer = MovedOrder | Call | FloorTable;

type Verdict = 'done' | 'unsure' | { refused: string };

interface Pending {
  tap: Tap;
  /** No answer came: it is sent again, for as long as that takes. */
  waiting: boolean;
  /** This device holds it through a reload. */
  kept: boolean;
}

/**
 * Every change that staff make by a tap. A tap is kept on the device before it
 * is sent, sent until an answer comes, and applied once: it names the version
 * that it was decided on, and where that has moved on, how the thing stands
 * decides whether the tap is done, still fits, or is refused by name. Nothing
 * is shown as done before the server has said so.
 */
export class Taps {
  #pending = $state.raw<readonly Pending[]>([]);
  /** What could not be applied and nobody has read yet. */
  refused = $state.raw<readonly Tap[]>([]);
  readonly #kept: Kept;
  /** One call at a time for a thing, in the order of the taps: each step changes the version. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #wakers: (() => void)[] = [];
  #stopped = false;

  /** How many taps there were, of those that this device still knows. */
  #taken = 0;

  constructor(readonly ground: Ground) {
    this.#kept = new Kept(ground.person, ground.branch);
    const all = this.#kept.all();
    this.#taken = Math.max(0, ...all.map(({ id }) => numberOf(id)));
    this.refused = all.filter(({ refused }) => refused !== undefined);
    this.#pending = all
      .filter(({ refused }) => refused === undefined)
      .map((tap) => ({ tap, waiting: true, kept: true }));
  }

  /** A tap on this thing or line is under way or waits. */
  busy(id: string): boolean {
    return this.#pending.some(({ tap }) => tap.key === id);
  }

  /** The taps about a thing that wait for the network. */
  waiting(about: string): readonly Tap[] {
    return this.#waiting.filter(({ tap }) => tap.about === about).map(({ tap }) => tap);
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Some of those that wait would not outlive a reload. */
  get fragile(): boolean {
    return this.#waiting.some(({ kept }) => !kept);
  }

  get #waiting(): readonly Pending[] {
    return this.#pending.filter(({ waiting }) => waiting);
  }

  /**
   * Takes a tap. True once it is applied, which may be long after; false when
   * it was refused, which was said, or when an earlier tap is under way.
   */
  async take(wish: Wish): Promise<boolean> {
    const tap: Tap = { key: wish.about, exact: false, ...wish, id: operationId((this.#taken += 1)) };
    if (this.busy(tap.key) || this.busy(tap.about)) return false;
    const kept = this.#kept.put(tap);
    this.#pending = [...this.#pending, { tap, waiting: false, kept }];
    return this.#work(tap.id);
  }

  /**
   * Sends what an earlier life of this page has left; to be called once, when it is known how things stand.
   * Returns how to stop, which leaves on the device what waits: the page may be at another branch then.
   */
  start(): () => void {
    const wake = () => this.wake();
    window.addEventListener('online', wake);
    for (const { tap, waiting } of this.#pending) if (waiting) void this.#work(tap.id);
    return () => {
      window.removeEventListener('online', wake);
      this.#stopped = true;
      this.wake();
    };
  }

  /** The network is back: no reason to wait. */
  wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }

  /** Settles when nothing is under way or waits any more. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  /** Somebody has read that it was refused. */
  dismiss(id: string): void {
    this.#kept.drop(id);
    this.refused = this.refused.filter((tap) => tap.id !== id);
  }

  #work(id: string): Promise<boolean> {
    const about = this.#find(id).tap.about;
    const before = this.#queues.get(about) ?? Promise.resolve();
    const work = before.then(() => this.#send(id));
    this.#queues.set(about, work);
    const end = () => this.#queues.get(about) === work && this.#queues.delete(about);
    void work.then(end, end);
    return work;
  }

  async #send(id: string): Promise<boolean> {
    for (let failures = 0; ; failures += 1) {
      const verdict = await this.#try(id).catch((error: unknown) => this.#blame(id, error));
      if (this.#stopped) return false;
      const { tap, waiting } = this.#find(id);
      if (verdict === 'unsure') {
        this.#change(id, { waiting: true });
        await this.#pause(retryIn(failures, Math.random()));
        if (this.#stopped) return false;
        continue;
      }
      this.#pending = this.#pending.filter((one) => one.tap.id !== id);
      if (verdict === 'done') this.#kept.drop(id);
      else this.#refuse(tap, verdict.refused, waiting);
      return verdict === 'done';
    }
  }

  /** Who still looks at the ticket reads a toast; who has gone on since finds it said until it is read, as long as the page lives or the device keeps it. */
  #refuse(tap: Tap, words: string, waited: boolean): void {
    if (!waited) {
      this.#kept.drop(tap.id);
      return void toast(words, 'bad');
    }
    const refused = { ...tap, refused: words };
    this.#kept.put(refused);
    this.refused = [...this.refused, refused];
  }

  async #try(id: string): Promise<Verdict> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { tap } = this.#find(id);
      const [step] = tap.steps;
      if (!step) return 'done';
      const known = this.ground.live.get<Known>(tap.kind, tap.about);
      if (known && known.version >= tap.version && isShown(tap, step, known)) {
        const verdict = await this.#weigh(tap, step, known.version, statusOf(step, known));
        if (verdict) return verdict;
        continue;
      }
      const verdict = await this.#call(tap, step, Math.max(tap.version, known?.version ?? 0));
      if (verdict) return verdict;
    }
    return 'unsure';
  }

  /** Judges a step by how the thing stands, and sends it where it fits. Null: the tap has moved on. */
  async #weigh(tap: Tap, step: Step, version: number, status: string): Promise<Verdict | null> {
    const judged = judge(step, status, tap.rest !== undefined);
    if (judged === 'done') return this.#stepDone(tap, version);
    if (judged === 'lost') return { refused: why(tap, step, status) };
    if (tap.exact && version !== tap.version) return { refused: text.tap.lost(tap.name, tap.what, text.tap.changed) };
    return this.#call(tap, step, version);
  }

  async #call(tap: Tap, step: Step, version: number): Promise<Verdict | null> {
    try {
      const answer = await this.#ask(tap, step, version);
      // What is not about this thing is no answer of ours, whatever stands in the way sent it.
      if (answer?.id !== tap.about || typeof answer.version !== 'number') return 'unsure';
      this.#learn(tap.kind, answer);
      return this.#stepDone(tap, answer.version, answer);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'version_conflict') return this.#catchUp(tap, step, Number(error.problem?.version ?? 0));
      if (error.code !== 'illegal_transition') throw error;
      const now = String(error.problem?.current ?? '');
      if (judge(step, now, tap.rest !== undefined) === 'done') return this.#stepDone(tap, version);
      if (await this.#isPartlyServed(tap, step, now)) return this.#dropRest(tap);
      await this.#lookAgain();
      return { refused: why(tap, step, now) };
    }
  }

  /** One dish on a table keeps its order from being cancelled: the refusal then says how that dish stands, not the order. */
  async #isPartlyServed(tap: Tap, step: Step, now: string): Promise<boolean> {
    if (step.of !== 'order' || step.to !== 'cancelled' || now !== 'served') return false;
    return isOpen({ status: await statusNow(this.ground.api, this.ground.branch, tap.about) });
  }

  /** What is not on a table is dropped line by line. Null: that follows. */
  async #dropRest(tap: Tap): Promise<Verdict | null> {
    const partly = { refused: text.tap.lost(tap.name, tap.what, text.tap.partly) };
    await this.ground.lookAgain();
    const known = this.ground.live.get<BoardOrder>('order', tap.about);
    if (tap.rest === undefined || !known) return partly;
    const steps = restOf(known.lines, tap.rest);
    if (steps.length === 0) return partly;
    this.#keep({ ...tap, version: known.version, steps });
    return null;
  }

  /** The thing has moved on to `version`: finds out how it stands. */
  async #catchUp(tap: Tap, step: Step, version: number): Promise<Verdict | null> {
    const known = () => this.ground.live.get<Known>(tap.kind, tap.about);
    if ((known()?.version ?? 0) < version) await this.ground.lookAgain();
    if ((known()?.version ?? 0) >= version) return null;
    // It has left the board, or the board's index runs behind.
    const status = await statusNow(this.ground.api, this.ground.branch, tap.about);
    if (isOver(status)) this.#forget(tap, status, version);
    if (step.of === 'order') return this.#weigh(tap, step, version, status);
    return isOver(status) ? { refused: why(tap, step, status) } : 'unsure';
  }

  /** Null: the next step follows, on the version that this one made. `answer`: the thing after it, where the server has told. */
  #stepDone(tap: Tap, version: number, answer?: Answer): Verdict | null {
    const left = tap.steps.slice(1);
    // An answer has all lines, also those that are not this screen's.
    const rest = tap.rest !== undefined && answer && 'lines' in answer && isOpen(answer) ? restOf(answer.lines, tap.rest) : left;
    const next = { ...tap, version: Math.max(tap.version, version), steps: rest };
    if (next.steps.length === 0) return 'done';
    this.#keep(next);
    return null;
  }

  #keep(tap: Tap): void {
    this.#change(tap.id, { tap, kept: this.#kept.put(tap) });
  }

  /** An error that tells nothing of the thing: no answer leaves all open, a refusal ends it. */
  #blame(id: string, error: unknown): Verdict {
    const { tap } = this.#find(id);
    if (!(error instanceof ApiError)) return { refused: text.tap.failed(tap.name, tap.what, errorText(error)) };
    // Also a page that some Wi-Fi sends instead of the answer, and a sign-in that has to be renewed.
    if (error.transient || error.unauthenticated || !error.problem) return 'unsure';
    return { refused: text.tap.failed(tap.name, tap.what, errorText(error)) };
  }

  async #ask(tap: Tap, step: Step, version: number): Promise<Answer> {
    const { api, branch } = this.ground;
    const { about } = tap;
    switch (step.of) {
      case 'order': {
        const params = { path: { branch, order: about } };
        const more = step.reason === undefined ? {} : { reason: step.reason };
        return body(
          api.PATCH('/api/v1/branches/{branch}/orders/{order}', { params, body: { status: step.to, ...more, version } }),
        );
      }
      case 'line': {
        const params = { path: { branch, order: about, line: step.line } };
        const path = '/api/v1/branches/{branch}/orders/{order}/lines/{line}';
        const more = step.reason === undefined ? {} : { reason: step.reason };
        return body(api.PATCH(path, { params, body: { status: step.to, ...more, version } }));
      }
      case 'call': {
        const params = { path: { branch, call: about } };
        return body(api.PATCH('/api/v1/branches/{branch}/calls/{call}', { params, body: { status: step.to } }));
      }
      case 'table': {
        const params = { path: { branch, table: about } };
        return body(api.PATCH('/api/v1/branches/{branch}/tables/{table}', { params, body: { status: step.to } }));
      }
    }
  }

  #learn(kind: Kind, answer: Answer): void {
    const known = kind === 'order' ? this.ground.order(answer as MovedOrder) : answer;
    if (known) this.ground.live.learn(kind, known);
  }

  /** An order that is over leaves the board at once, not with the next snapshot but one. */
  #forget(tap: Tap, status: string, version: number): void {
    const known = this.ground.live.get<BoardOrder>('order', tap.about);
    if (known) this.ground.live.learn('order', { ...known, status, version } as BoardOrder);
  }

  async #lookAgain(): Promise<void> {
    // A courtesy to who looks at the screen: what is to be said is known already.
    await this.ground.lookAgain().catch(() => {});
  }

  #find(id: string): Pending {
    const found = this.#pending.find(({ tap }) => tap.id === id);
    if (!found) throw new Error('the tap is over');
    return found;
  }

  #change(id: string, to: Partial<Pending>): void {
    this.#pending = this.#pending.map((one) => (one.tap.id === id ? { ...one, ...to } : one));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** What the store holds of a thing that is tapped. */
interface Known {
  version: number;
  status: string;
  lines?: readonly { id: string; status: string }[];
}

function statusOf(step: Step, known: Known): string {
  if (step.of !== 'line') return known.status;
  // A line that is not there any more is as good as void.
  return known.lines?.find(({ id }) => id === step.line)?.status ?? 'cancelled';
}

/** What is dropped may be more than this screen sees: the kitchen has no drinks. Then only the server knows how that is. */
function isShown(tap: Tap, step: Step, { lines }: Known): boolean {
  return tap.rest === undefined || step.of !== 'line' || lines === undefined || lines.some(({ id }) => id === step.line);
}

function why({ name, what }: Tap, step: Step, status: string): string {
  const words: Partial<Record<string, string>> = step.of === 'line' && !isOver(status) ? text.tap.line : text.tap.now[step.of === 'line' ? 'order' : step.of];
  return text.tap.lost(name, what, words[status] ?? status);
}

/** Sorts in the order in which things were tapped, through reloads too: counted, as a tablet's clock may be put right between two taps. */
function operationId(number: number): string {
  return `${number.toString(36).padStart(DIGITS, '0')}-${randomId()}`;
}

function numberOf(id: string): number {
  const number = Number.parseInt(id.slice(0, DIGITS), 36);
  return Number.isFinite(number) ? number : 0;
}
