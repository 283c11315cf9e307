import { SvelteSet } from 'svelte/reactivity';
import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { KitchenLine, KitchenOrder, LineStatus, MovedOrder, OrderStatus } from '$api/types';
import { Undo } from '$lib/board/undo.svelte';
import type { LiveStore } from '$lib/live/store.svelte';
import { retryIn } from '$lib/staff/refresh';
import { common } from '$lib/text/common';
import { errorText } from '$lib/text/errors';
import { kitchen as text } from '$lib/text/kitchen';
import { toast } from '$lib/ui/toast.svelte';
import { merged, stageBefore, type Step, stepsOf, stepsTo, undoSteps } from './moves';
import { type Action, type Stage, STAGES, type Ticket } from './stages';

const TRIES = 3;

/**
 * Moves orders and lines along. Nothing is shown as done before the server
 * has said so: until then its button is busy.
 */
export class Mover {
  readonly undo = new Undo();
  /** Orders and lines with a call under way. */
  readonly #busy = new SvelteSet<string>();

  constructor(
    readonly api: Api,
    readonly branch: string,
    readonly live: LiveStore,
    /** Fetches the board again. */
    readonly lookAgain: () => Promise<void>,
  ) {}

  busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** A ticket's big button. */
  async act(ticket: Ticket, action: Action): Promise<void> {
    const { order } = ticket;
    const done = await this.#run(order, order.id, stepsOf(ticket, action));
    if (done && action !== 'accept') this.#offer(text.undo.did[action](order.number), order, done);
  }

  /** A tap on a line. */
  async moveLine(order: KitchenOrder, line: KitchenLine, to: LineStatus): Promise<void> {
    const done = await this.#run(order, line.id, [{ line: line.id, to }]);
    if (done) this.#offer(text.undo.did.line(line.name, text.line[to]), order, done);
  }

  /** One step back, at any time. True when it was taken. */
  async stepBack(ticket: Ticket): Promise<boolean> {
    const to = stageBefore(ticket.stage);
    return to !== null && this.moveTo(ticket, to);
  }

  /** Brings a ticket to another column, however far. True when it is there. */
  async moveTo(ticket: Ticket, to: Stage): Promise<boolean> {
    let steps = stepsTo(ticket, to);
    let from: KitchenOrder | null = ticket.order;
    if (steps && from.status === 'placed') {
      // An acceptance stands: only what follows it can be taken back.
      from = await this.#run(from, from.id, steps.slice(0, 1));
      steps = steps.slice(1);
    }
    if (!steps || !from) return false;
    const done = await this.#run(from, from.id, steps);
    if (done) this.#offer(wordsOf(ticket, to), from, done);
    return done !== null;
  }

  /** Brings a served order back to the pass. True when it is back. */
  async bringBack(order: KitchenOrder): Promise<boolean> {
    const done = await this.#run(order, order.id, [{ order: 'ready' }]);
    if (done) this.#offer(text.undo.did.back(order.number, text.stage.ready), order, done);
    return done !== null;
  }

  /** What can be taken back is what nobody has gone on from. */
  #offer(words: string, before: KitchenOrder, after: KitchenOrder): void {
    this.undo.offer(words, async () => {
      const now = this.#known(after);
      const steps = undoSteps(before, after, now);
      if (steps) await this.#run(now, now.id, steps);
      else toast(text.undo.late);
    });
  }

  /** The order after all steps; null when one of them was refused, which was said. */
  async #run(order: KitchenOrder, key: string, steps: readonly Step[]): Promise<KitchenOrder | null> {
    if (this.#busy.has(key) || this.#busy.has(order.id)) return null;
    this.#busy.add(key);
    try {
      let now = order;
      for (const step of steps) now = await this.#send(now, step);
      return now;
    } catch (error) {
      await this.#explain(order, error);
      return null;
    } finally {
      this.#busy.delete(key);
    }
  }

  /**
   * One step, tried again when no answer comes: it names the wanted state, so
   * if the first try did arrive the second one is told that it is so already.
   */
  async #send(order: KitchenOrder, step: Step): Promise<KitchenOrder> {
    for (let tries = 1; ; tries += 1) {
      try {
        return this.#learn(order, await this.#call(order.id, step));
      } catch (error) {
        if (isAlready(error, step)) return applied(this.#known(order), step);
        if (!(error instanceof ApiError && error.transient) || tries === TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryIn(tries - 1, Math.random())));
      }
    }
  }

  #call(order: string, step: Step): Promise<MovedOrder> {
    const { branch } = this;
    if ('order' in step) {
      const params = { path: { branch, order } };
      return body(this.api.PATCH('/api/v1/branches/{branch}/orders/{order}', { params, body: { status: step.order } }));
    }
    const params = { path: { branch, order, line: step.line } };
    const path = '/api/v1/branches/{branch}/orders/{order}/lines/{line}';
    return body(this.api.PATCH(path, { params, body: { status: step.to } }));
  }

  #learn(order: KitchenOrder, moved: MovedOrder): KitchenOrder {
    const next = merged(this.#known(order), moved);
    this.live.learn('order', next);
    return next;
  }

  #known(order: KitchenOrder): KitchenOrder {
    const known = this.live.get<KitchenOrder>('order', order.id);
    return known && known.version >= order.version ? known : order;
  }

  async #explain(order: KitchenOrder, error: unknown): Promise<void> {
    const { number } = order;
    if (error instanceof ApiError && error.transient) return toast(text.failed.noAnswer(number), 'bad');
    if (error instanceof ApiError && error.status === 409) {
      await this.lookAgain().catch(() => {});
      return toast(text.failed.now(number, currentWords(error, this.#known(order).status)), 'bad');
    }
    toast(text.failed.other(number, errorText(error)), 'bad');
  }
}

/** The server refused the step because it had been taken already. */
function isAlready(error: unknown, step: Step): boolean {
  if (!(error instanceof ApiError) || error.code !== 'illegal_transition') return false;
  return error.problem?.current === ('order' in step ? step.order : step.to);
}

function wordsOf({ order, stage }: Ticket, to: Stage): string {
  if (STAGES.indexOf(to) < STAGES.indexOf(stage)) return text.undo.did.back(order.number, text.stage[to]);
  return text.undo.did[to === 'ready' ? 'ready' : 'start'](order.number);
}

function applied(order: KitchenOrder, step: Step): KitchenOrder {
  if ('order' in step) return { ...order, status: step.order };
  const lines = order.lines.map((line) => (line.id === step.line ? { ...line, status: step.to } : line));
  return { ...order, lines };
}

function currentWords(error: ApiError, known: OrderStatus): string {
  const current = error.problem?.current ?? known;
  const words: Partial<Record<string, string>> = { ...text.line, ...common.orderStatus };
  return words[current] ?? current;
}
