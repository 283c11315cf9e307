import { expect } from 'vitest';
import type { components } from '$api/schema';
import type { BillList, Call, Check, Floor, FloorTable, KitchenBoard, KitchenOrder, Looks, Order, Party } from '$api/types';
import type { Stack, Table } from './stack';

type OpenedTable = components['schemas']['OpenedTable'];
type Settings = components['schemas']['ChangeBranchRequest'];

/** The staff's side over plain HTTP: arranges what a test is not about, and counts what it is. */
export class BackOffice {
  private constructor(
    readonly stack: Stack,
    readonly token: string,
  ) {}

  static async signIn(stack: Stack, role: 'owner' | 'manager' = 'manager'): Promise<BackOffice> {
    const { login, password } = stack.staff(role);
    const response = await fetch(`${stack.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    const { access_token } = await answer<{ access_token: string }>(response);
    return new BackOffice(stack, access_token);
  }

  open(table: Table, mode: 'family' | 'individual' = 'family'): Promise<OpenedTable> {
    return this.#call('POST', `tables/${table.id}/open`, { mode, party_size: 2 });
  }

  /**
   * Closes a session, and waits until its orders say that the party has left: a tap on one of them in between would
   * meet another version.
   */
  async close(session: string): Promise<void> {
    await this.#call('POST', `sessions/${session}/close`);
    const isLeft = async () => {
      const own = (await this.floor()).orders.filter((order) => order.session_id === session);
      return own.every(({ party_left_at }) => Boolean(party_left_at));
    };
    await expect.poll(isLeft, { timeout: 20_000 }).toBe(true);
  }

  /** How many orders the table's session has, by the floor's own count. */
  async orderCount(table: Table): Promise<number> {
    return (await this.#session(table))?.order_count ?? 0;
  }

  /** What the table's party owes by the floor's own count, in minor units. */
  async total(table: Table): Promise<number> {
    const total = (await this.#session(table))?.total;
    if (!total) throw new Error(`nobody sits at ${table.name}`);
    return total.minor;
  }

  async guestCount(table: Table): Promise<number> {
    return (await this.#session(table))?.guest_count ?? 0;
  }

  /** The table's orders that are on the kitchen's board. */
  async kitchenOrders(table: Table): Promise<KitchenOrder[]> {
    const { orders } = await this.#call<KitchenBoard>('GET', 'kitchen');
    return orders.filter((order) => order.table === table.name);
  }

  /** Changes how the brand looks, which its owner may; what came of it. */
  look(wish: components['schemas']['PutLooksRequest']): Promise<Looks> {
    return this.#call<Looks>('PUT', 'looks', wish);
  }

  /** Calls the brand otherwise, which its owner may. */
  async rename(name: string): Promise<void> {
    await this.#call('PATCH', 'brand', { name });
  }

  /** Says where the brand's guests find it, which its owner may. */
  async found(origin: string): Promise<void> {
    await this.#call('PUT', 'site', { origin });
  }

  /** Says that these cards lie on their tables. */
  async print(cards: readonly components['schemas']['TableCard'][], origin: string): Promise<void> {
    await this.#call('PUT', 'cards/printed', { origin, cards: cards.map(({ id, mark }) => ({ id, mark })) });
  }

  /** Brings a photo, and what it is called from then on. */
  async bring(photo: Buffer): Promise<string> {
    return (await this.#call<{ photo: string }>('POST', 'photos', new Uint8Array(photo))).photo;
  }

  /** Makes another branch of the brand, which its owner may, and what it is called in addresses. */
  async addBranch(name: string, currency: string, time_zone: string): Promise<string> {
    return (await this.#call<{ id: string }>('POST', 'brand/branches', { name, currency, time_zone, closing_hour: 4 })).id;
  }

  /** Changes how the branch works. */
  async settle(wish: Settings): Promise<void> {
    await this.#call('PATCH', '', wish);
  }

  /** Says how what the branch sells is taxed, from now on. */
  async tax(wish: components['schemas']['PutTaxesRequest']): Promise<void> {
    await this.#call('PUT', 'taxes', wish);
  }

  /** A new code for a table; the old one leads nowhere from then on. */
  async reissue(table: Table): Promise<Table> {
    const { code } = await this.#call<{ code: string }>('POST', `tables/${table.id}/code`);
    return { ...table, code };
  }

  async advance(order: Pick<KitchenOrder, 'id'>, ...statuses: string[]): Promise<void> {
    for (const status of statuses) await this.#call('PATCH', `orders/${order.id}`, { status });
  }

  /** Orders for a check as staff do, a line for each dish: `[item, quantity]`. */
  async take(check: string, ...dishes: readonly (readonly [item: string, quantity: number])[]): Promise<Order> {
    const lines = dishes.map(([item_id, quantity]) => ({ id: crypto.randomUUID(), item_id, quantity }));
    return (await this.#call<{ order: Order }>('POST', `checks/${check}/orders`, { action: 'kot', lines })).order;
  }

  /** Opens a pickup or a delivery. */
  openAway(wish: components['schemas']['OpenCheckRequest']): Promise<Check> {
    return this.#call<Check>('POST', 'checks', wish);
  }

  bills(check: string): Promise<BillList> {
    return this.read<BillList>(`checks/${check}/bills`);
  }

  /** Takes money for a bill, as another cashier does. */
  async pay(bill: string, wish: components['schemas']['PayBillRequest']): Promise<void> {
    await this.#call('POST', `bills/${bill}/payments`, wish);
  }

  /** Anything of the branch that staff may read. */
  read<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path);
  }

  /** A party with its raw orders, open or closed. */
  party(session: string): Promise<Party> {
    return this.read<Party>(`sessions/${session}`);
  }

  /** The floor as the API's snapshot has it. */
  floor(): Promise<Floor> {
    return this.#call<Floor>('GET', 'floor');
  }

  async tableOf(table: Table): Promise<FloorTable | undefined> {
    const { sections } = await this.floor();
    return sections.flatMap(({ tables }) => tables).find(({ id }) => id === table.id);
  }

  async advanceLine(order: Pick<KitchenOrder, 'id'>, line: string, ...statuses: string[]): Promise<void> {
    for (const status of statuses) await this.#call('PATCH', `orders/${order.id}/lines/${line}`, { status });
  }

  /** Takes pieces off a line. */
  async voidPieces(order: Pick<KitchenOrder, 'id'>, line: string, quantity: number, reason: string): Promise<void> {
    await this.#call('PATCH', `orders/${order.id}/lines/${line}`, { status: 'cancelled', quantity, reason });
  }

  async reject(order: Pick<KitchenOrder, 'id'>, reason: string): Promise<void> {
    await this.#call('PATCH', `orders/${order.id}`, { status: 'rejected', reason });
  }

  async cancel(order: Pick<KitchenOrder, 'id'>, reason: string): Promise<void> {
    await this.#call('PATCH', `orders/${order.id}`, { status: 'cancelled', reason });
  }

  /** The table's open calls, oldest first. */
  async calls(table: Table): Promise<Call[]> {
    const { calls } = await this.floor();
    return calls.filter((call) => call.table === table.name);
  }

  async moveCall(call: Pick<Call, 'id'>, status: 'acknowledged' | 'resolved'): Promise<void> {
    await this.#call('PATCH', `calls/${call.id}`, { status });
  }

  /** Dishes look like these photos from now on, for guests too. */
  async show(photos: ReadonlyMap<string, Buffer>): Promise<void> {
    const commands = [];
    for (const [id, file] of photos) {
      commands.push({ do: 'edit_item', id, set: { photo: await this.bring(file) } });
    }
    await this.publish(commands);
  }

  /** A dish is sold out until somebody says otherwise. */
  async sellOut(item: string): Promise<void> {
    await this.#call('PUT', `stock/${item}`, { available: false });
  }

  async sellAgain(item: string): Promise<void> {
    await this.#call('PUT', `stock/${item}`, { available: true });
  }

  /** Edits the menu in the making, and its version after that. */
  async edit(commands: readonly object[]): Promise<number> {
    return (await this.#call<{ version: number }>('POST', 'menu/draft/commands', { commands })).version;
  }

  /** Says what of the brand's menu is otherwise at the branch. */
  async say(changes: readonly object[]): Promise<void> {
    await this.#call('PATCH', 'menu/own', { changes });
  }

  /** The menu is so from now on, for guests too. */
  async publish(commands: readonly object[]): Promise<void> {
    const version = await this.edit(commands);
    await this.#call('POST', 'menu/publish', { draft_version: version });
  }

  async #session(table: Table): Promise<FloorTable['session']> {
    return (await this.tableOf(table))?.session;
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const branch = `${this.stack.url}/api/v1/branches/${this.stack.ready.branch}`;
    const response = await fetch(path ? `${branch}/${path}` : branch, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: body === undefined ? null : body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
    });
    return answer<T>(response);
  }
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${text}`);
  return JSON.parse(text) as T;
}
