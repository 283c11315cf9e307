import type { KitchenOrder, OrderStatus } from '$api/types';
import { isOpen } from '$lib/board/orders';
import { recall, remember } from '$lib/staff/device';

/** A full board is some 50 KB: it is not written with each of many changes. */
const WRITE_MS = 2_000;

/**
 * What this screen has shown as open, through a reload: an order that was cancelled while the
 * link was gone or the tablet off is on no board that is fetched after, and must not vanish.
 */
export class Watched {
  #open: Map<string, KitchenOrder>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly branch: string) {
    const kept = recall<KitchenOrder[]>(this.#place);
    this.#open = new Map((Array.isArray(kept) ? kept : []).map((order) => [order.id, order]));
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  /** As this screen showed it last. */
  get(id: string): KitchenOrder | undefined {
    return this.#open.get(id);
  }

  /** Takes another look at all orders. Gives those that were open and have left without a word. */
  look(orders: readonly KitchenOrder[]): KitchenOrder[] {
    const shown = new Set(orders.map(({ id }) => id));
    const gone = [...this.#open.values()].filter(({ id }) => !shown.has(id));
    this.#open = new Map([...gone, ...orders.filter(isOpen)].map((order) => [order.id, order]));
    this.#timer ??= setTimeout(() => this.#write(), WRITE_MS);
    return gone;
  }

  forget(id: string): void {
    this.#open.delete(id);
    this.#timer ??= setTimeout(() => this.#write(), WRITE_MS);
  }

  /** Writes in time when the page goes. Returns how to stop; fits `$effect`. */
  keep(): () => void {
    const write = () => this.#write();
    window.addEventListener('pagehide', write);
    return () => window.removeEventListener('pagehide', write);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    remember(this.#place, [...this.#open.values()]);
  }

  get #place(): string {
    return `kitchen.open.${this.branch}`;
  }
}

/** An order of which only the status is known: what it took with it is void. */
export function withStatus(order: KitchenOrder, status: OrderStatus): KitchenOrder {
  const over = status === 'cancelled' || status === 'rejected';
  const lines = order.lines.map((line) =>
    over && line.status !== 'cancelled' ? { ...line, status: 'cancelled' as const, voided: line.voided + line.quantity } : line,
  );
  return { ...order, status, lines, version: order.version + 1 };
}
