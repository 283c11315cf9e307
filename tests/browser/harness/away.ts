import type { Check, KitchenOrder } from '$api/types';
import type { components } from '$api/schema';
import type { BackOffice } from './back-office';

type BillList = components['schemas']['BillList'];
type Paid = components['schemas']['Paid'];
type DuesDetail = components['schemas']['DuesDetail'];

/** Food that leaves the house, arranged over plain HTTP by whoever stands at the counter. */
export class Away {
  constructor(readonly office: BackOffice) {}

  /** A pickup with one order that the kitchen has. */
  pickup(name?: string, dish = 'vada-pav'): Promise<[Check, KitchenOrder]> {
    return this.#ordered({ kind: 'pickup', ...(name ? { customer: { name } } : {}) }, dish);
  }

  /** A delivery with one order that the kitchen has, and who brings it. */
  async delivery(rider: string, name = 'Meera Krishnan', dish = 'vada-pav'): Promise<[Check, KitchenOrder]> {
    const customer = { name, phone: '+91 98450 12345', address: '12 Lake Road\nthird floor' };
    const [check, order] = await this.#ordered({ kind: 'delivery', customer }, dish);
    return [await this.move(check, { rider_id: rider }), order];
  }

  /** A pickup that goes on somebody's account: the account, and what was charged in minor units. */
  async owe(name: string, phone: string, dish = 'vada-pav'): Promise<{ account: string; minor: number }> {
    const [check] = await this.pickup(name, dish);
    const { bills } = await this.#call<BillList>('POST', `checks/${check.id}/bills`, {});
    const [bill] = bills;
    if (!bill) throw new Error('nothing was billed');
    const due = { method: 'due', amount: bill.total, customer: { name, phone } };
    const { payment } = await this.#call<Paid>('POST', `bills/${bill.id}/payments`, due);
    return { account: payment.account_id ?? '', minor: bill.total.minor };
  }

  /** Money for what is owed, as another cashier takes it. */
  async settle(account: string, minor: number, method = 'upi'): Promise<void> {
    await this.#call('POST', `dues/${account}/payments`, { method, amount: { minor, currency: 'INR' } });
  }

  dues(account: string): Promise<DuesDetail> {
    return this.#call<DuesDetail>('GET', `dues/${account}`);
  }

  move(check: Pick<Check, 'id'>, step: { status?: string; rider_id?: string }): Promise<Check> {
    return this.#call<Check>('PATCH', `checks/${check.id}`, step);
  }

  /** The link of a new status screen, below an origin. */
  async screenLink(origin = this.office.stack.url): Promise<string> {
    const { link } = await this.#call<{ link: string }>('PUT', 'status-screen/link');
    return new URL(link, origin).href;
  }

  async removeLink(): Promise<void> {
    await this.#call('DELETE', 'status-screen/link');
  }

  async show(wish: { names?: boolean; dine_in?: boolean }): Promise<void> {
    await this.#call('PATCH', 'status-screen', wish);
  }

  /** Who somebody is. */
  async idOf(role: string): Promise<string> {
    const { login, password } = this.office.stack.staff(role);
    const response = await fetch(`${this.office.stack.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    const { staff } = (await response.json()) as { staff: { id: string } };
    return staff.id;
  }

  async #ordered(wish: object, dish: string): Promise<[Check, KitchenOrder]> {
    const check = await this.#call<Check>('POST', 'checks', wish);
    const line = { id: crypto.randomUUID(), item_id: dish, quantity: 1 };
    const { order } = await this.#call<{ order: KitchenOrder }>('POST', `checks/${check.id}/orders`, { action: 'kot', lines: [line] });
    return [check, order];
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const { stack, token } = this.office;
    const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${text}`);
    return JSON.parse(text) as T;
  }
}
