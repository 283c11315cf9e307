import { randomUUID } from 'node:crypto';
import type { Call, CallReason, Cart, Joined, Order } from '$api/types';
import type { Stack, Table } from './stack';

/** A guest without a browser: fills tables that a test or a picture needs but is not about. */
export class RemoteGuest {
  #cart: Cart | undefined;

  private constructor(
    readonly stack: Stack,
    readonly token: string,
  ) {}

  static async join(stack: Stack, table: Table, pin: string, name: string): Promise<RemoteGuest> {
    const guest = new RemoteGuest(stack, '');
    const joined = await guest.#call<Joined>('POST', 'sessions/join', {
      table_code: table.code,
      pin,
      device_id: randomUUID(),
      guest: { name },
    });
    return new RemoteGuest(stack, joined.token);
  }

  /** `id`: the line; with the same one it is the same line. `allergy`: the guest says that the note is about one. */
  async add(
    item_id: string,
    quantity = 1,
    options: string[] = [],
    note?: string,
    id: string = randomUUID(),
    allergy = false,
  ): Promise<void> {
    const line = { item_id, quantity, options, ...(note === undefined ? {} : { note }), ...(allergy ? { allergy } : {}) };
    this.#cart = await this.#call<Cart>('PUT', `cart/lines/${id}`, line);
  }

  /** One of something with all that is chosen of it, as the API has it: options, a variant, the parts of a combo. */
  async put(item_id: string, chosen: object): Promise<void> {
    this.#cart = await this.#call<Cart>('PUT', `cart/lines/${randomUUID()}`, { item_id, quantity: 1, options: [], ...chosen });
  }

  /** `key`: the intent; with the same one it is the same order. */
  async order(note?: string, key: string = randomUUID()): Promise<Order> {
    if (!this.#cart) throw new Error('nothing to order');
    const { version, total } = this.#cart;
    const order = { cart_version: version, expected_total: total, ...(note === undefined ? {} : { note }) };
    return this.#call<Order>('POST', 'orders', order, { 'idempotency-key': key });
  }

  call(reason: CallReason, note?: string): Promise<Call> {
    const wish = { reason, ...(note === undefined ? {} : { note }) };
    return this.#call<Call>('POST', 'calls', wish, { 'idempotency-key': randomUUID() });
  }

  async #call<T>(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.stack.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} from ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}
