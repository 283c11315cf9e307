import { createApi } from '$api/client';
import type { ItemStock, Stock } from '$api/types';

export function aDish(id: string, name: string, more: Partial<ItemStock> = {}): ItemStock {
  return { id, name, category_id: 'c', available: true, ...more };
}

export function someStock(items: readonly ItemStock[], more: Partial<Stock> = {}): Stock {
  return {
    version: 1,
    ordering: { open: true },
    currency: 'INR',
    currency_digits: 2,
    items: [...items],
    day_ends_at: '2026-11-29T22:30:00Z',
    server_time: '2026-11-29T10:00:00Z',
    ...more,
  };
}

/** A server that keeps what is said, and what was said to it. */
export class StockServer {
  readonly said: { call: string; body: unknown }[] = [];
  /** Refuses what is said next with this. */
  refusal: Response | null = null;

  constructor(public stock: Stock) {}

  readonly api = createApi(undefined, {
    fetch: async (request) => this.#answer(request),
    wait: async () => {},
    random: () => 0,
  });

  async #answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace('/api/v1/branches/b/', '');
    if (request.method === 'GET') return Response.json(this.stock);
    const body = (await request.json()) as Record<string, unknown>;
    this.said.push({ call: `${request.method} ${path}`, body });
    if (this.refusal) return this.refusal;
    const version = this.stock.version + 1;
    if (path === 'ordering') {
      this.stock = { ...this.stock, version, ordering: body as Stock['ordering'] };
      return Response.json(this.stock.ordering);
    }
    const id = path.replace('stock/', '');
    const items = this.stock.items.map((old) => {
      if (old.id !== id) return old;
      const { until: _, count: __, ...rest } = old;
      return { ...('available' in body ? rest : old), ...body };
    });
    this.stock = { ...this.stock, version, items };
    return Response.json(items.find((item) => item.id === id));
  }
}
