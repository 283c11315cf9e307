import { createApi } from '$api/client';
import type { KitchenOrder, OrderStatus } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import type { BoardOrder } from './orders';
import { type Ground, Taps } from './taps.svelte';

/** What becomes of a request: `unheard` never arrives, `lost` is done and its answer is lost. */
export type Fate = 'heard' | 'unheard' | 'lost' | Response;

const STEPS: Partial<Record<OrderStatus, OrderStatus[]>> = {
  placed: ['accepted', 'rejected', 'cancelled'],
  accepted: ['preparing', 'cancelled'],
  preparing: ['ready', 'accepted', 'cancelled'],
  ready: ['served', 'preparing', 'cancelled'],
  served: ['completed', 'ready'],
};
const LINE_STEPS: Partial<Record<string, string[]>> = {
  new: ['cooking', 'cancelled'],
  cooking: ['ready', 'new', 'cancelled'],
  ready: ['served', 'cooking', 'cancelled'],
  served: ['ready'],
};

const json = (body: unknown, status: number) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A server with one order, by the rules of the real one in short, and the page's store of it. */
export class FakeBranch<T extends BoardOrder = KitchenOrder> {
  /** Bodies of the requests, those included that never arrived. */
  readonly requests: string[] = [];
  /** What was applied. */
  readonly moves: string[] = [];
  /** Fates of the next requests; then all are heard. */
  fates: (Fate | Promise<Fate>)[] = [];
  /** No request gets through while it is set. */
  down = false;
  looks = 0;
  /** Whether the page is told of a line when it looks again. */
  sees: (line: { id: string }) => boolean = () => true;
  readonly api = createApi(undefined, {
    fetch: (request) => this.#fetch(request),
    wait: () => Promise.resolve(),
    random: () => 0,
  });
  /** What the page knows. */
  known: T | undefined;

  constructor(public order: T) {
    this.known = order;
  }

  readonly live: Pick<LiveStore, 'get' | 'learn'> = {
    get: <E>() => this.known as E | undefined,
    learn: (_, data) => {
      if (data.version > (this.known?.version ?? 0)) this.known = data as unknown as T;
    },
  };

  /** The page's taps; a second call is the page after a reload. */
  taps(): Taps {
    const ground: Ground = {
      api: this.api,
      branch: 'b1',
      person: 'asha',
      live: this.live,
      order: (moved) => ({ ...this.known, ...moved, lines: moved.lines.filter((line) => this.sees(line)) }) as unknown as BoardOrder,
      lookAgain: async () => {
        this.looks += 1;
        const open = !['served', 'completed', 'rejected', 'cancelled'].includes(this.order.status);
        if (this.down) throw new TypeError('cut');
        const lines = this.order.lines.filter((line) => this.sees(line));
        if (open) this.live.learn('order', { ...this.order, lines } as unknown as T);
      },
    };
    return new Taps(ground);
  }

  /** A colleague moves the order. */
  become(status: OrderStatus): void {
    this.order = { ...this.order, status, version: this.order.version + 1 };
  }

  async #fetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.split('/orders/')[1];
    const said = await request.text();
    this.requests.push(`${path} ${said}`);
    const fate = this.down ? 'unheard' : ((await this.fates.shift()) ?? 'heard');
    if (fate === 'unheard') throw new TypeError('cut');
    if (fate instanceof Response) return fate;
    const answer = this.#apply(path?.split('/lines/')[1], JSON.parse(said) as { status: string; version?: number });
    if (fate === 'lost') throw new TypeError('cut');
    return answer;
  }

  #apply(line: string | undefined, { status, version }: { status: string; version?: number }): Response {
    const { order } = this;
    if (version !== undefined && version !== order.version) {
      return json({ code: 'version_conflict', status: 409, version: order.version }, 409);
    }
    const current = line === undefined ? order.status : (order.lines.find(({ id }) => id === line)?.status ?? 'cancelled');
    const steps = line === undefined ? STEPS[order.status] : LINE_STEPS[current];
    if (!(steps as string[] | undefined)?.includes(status)) return json({ code: 'illegal_transition', status: 409, current }, 409);
    // What is on a table stays on the bill: the refusal is about that dish.
    const served = line === undefined && status === 'cancelled' && order.lines.some((one) => one.status === 'served');
    if (served) return json({ code: 'illegal_transition', status: 409, current: 'served' }, 409);
    const lines = order.lines.map((one) => (one.id === line ? { ...one, status } : one));
    this.order = { ...order, ...(line === undefined ? { status } : { lines }), version: order.version + 1 } as T;
    this.moves.push(line === undefined ? status : `${line} ${status}`);
    return json(this.order, 200);
  }
}
