import type { KitchenLine, KitchenOrder, LineStatus } from '$api/types';
import { dropped } from '$lib/board/drop';
import type { Step } from '$lib/board/tap';
import type { Taps } from '$lib/board/taps.svelte';
import { Undo } from '$lib/board/undo.svelte';
import type { LiveStore } from '$lib/live/store.svelte';
import { board as boardText } from '$lib/text/board';
import { kitchen as text } from '$lib/text/kitchen';
import { toast } from '$lib/ui/toast.svelte';
import { stageBefore, stepsBack, stepsOf, undoSteps } from './moves';
import type { Action, Ticket } from './stages';

/** What the kitchen does with orders and lines, as taps; the last one can be taken back. */
export class Mover {
  readonly undo = new Undo();

  constructor(
    readonly taps: Taps,
    readonly live: Pick<LiveStore, 'get'>,
  ) {}

  /** A ticket's big button. */
  async act(ticket: Ticket, action: Action): Promise<void> {
    const { order } = ticket;
    const done = await this.#take(order, text.action[action], stepsOf(ticket, action));
    if (done && action !== 'accept') this.#offer(text.undo.did[action](order.number), order, done);
  }

  /** A tap on a line. */
  async moveLine(order: KitchenOrder, line: KitchenLine, to: LineStatus): Promise<void> {
    const step: Step = { of: 'line', line: line.id, from: line.status, to };
    const done = await this.#take(order, text.line[to], [step], { line });
    if (done) this.#offer(text.undo.did.line(line.name, text.line[to]), order, done);
  }

  /** One step back, at any time. */
  async stepBack(ticket: Ticket): Promise<void> {
    const { order } = ticket;
    const [to, steps] = [stageBefore(ticket.stage), stepsBack(ticket)];
    if (!to || !steps) return;
    const done = await this.#take(order, text.moveTo(text.stage[to]), steps);
    if (done) this.#offer(text.undo.did.back(order.number, text.stage[to]), order, done);
  }

  /** Rejects what was to be accepted, as it was read: what has changed since is not rejected. True when it is. */
  async reject(order: KitchenOrder, reason: string): Promise<boolean> {
    const steps: Step[] = [{ of: 'order', from: 'placed', to: 'rejected', reason }];
    return (await this.#take(order, text.reject.title, steps, { exact: true })) !== null;
  }

  /** Drops what nobody waits for any more, but for what is on a table already. True when it is done. */
  async drop(order: KitchenOrder): Promise<boolean> {
    const { steps, ...more } = dropped(order, text.partyLeft.reason);
    return (await this.#take(order, text.partyLeft.drop, steps, more)) !== null;
  }

  /** Brings a served order back to the pass. True when it is back. */
  async bringBack(order: KitchenOrder): Promise<boolean> {
    const done = await this.#take(order, text.done.recall, [{ of: 'order', from: 'served', to: 'ready' }]);
    if (done) this.#offer(text.undo.did.back(order.number, text.stage.ready), order, done);
    return done !== null;
  }

  /** What can be taken back is what nobody has gone on from. */
  #offer(words: string, before: KitchenOrder, after: KitchenOrder): void {
    this.undo.offer(words, async () => {
      const now = this.#known(after);
      const steps = undoSteps(before, after, now);
      if (steps) await this.#take(now, boardText.undo, steps);
      else toast(text.undo.late);
    });
  }

  /** The order after all steps; null when it was refused, which was said. */
  async #take(
    order: KitchenOrder,
    what: string,
    steps: readonly Step[],
    { line, ...more }: { line?: KitchenLine; exact?: boolean; rest?: string } = {},
  ): Promise<KitchenOrder | null> {
    const { id, number, version } = order;
    const name = line ? boardText.tap.dish(number, line.name) : boardText.tap.order(number);
    const wish = { kind: 'order', about: id, key: line?.id ?? id, name, what, steps, version, ...more } as const;
    return (await this.taps.take(wish)) ? this.#known(order) : null;
  }

  #known(order: KitchenOrder): KitchenOrder {
    const known = this.live.get<KitchenOrder>('order', order.id);
    return known && known.version >= order.version ? known : order;
  }
}
