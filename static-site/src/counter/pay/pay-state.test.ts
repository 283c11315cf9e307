import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { Bill, BillList, CheckDetail } from '$api/types';
import type { Keeps } from '$lib/sending/outbox.svelte';
import { pay as text } from '$lib/text/pay';
import { billOf } from '../testing';
import { PayState } from './pay-state.svelte';

const inr = (minor: number) => ({ minor, currency: 'INR' });

class Kept implements Keeps {
  readonly all = new Map<string, string>();
  read<T>(name: string): T | null {
    return JSON.parse(this.all.get(name) ?? 'null') as T | null;
  }
  write(name: string, value: unknown): boolean {
    if (value === null) this.all.delete(name);
    else this.all.set(name, JSON.stringify(value));
    return true;
  }
}

interface Asked {
  discounts?: { approval?: string }[];
  amount?: { minor: number };
  method?: string;
}

/** A till that does each key once, behind a network that fails as told. A check comes to `total`. */
class Till {
  bills: Bill[] = [];
  total = 22_600;
  paidAt: string | undefined;
  readonly keys: string[] = [];
  readonly calls: string[] = [];
  readonly #answers = new Map<string, object>();
  /** What happens to the next things that are done, in turn. */
  readonly fate: ('lost' | string)[] = [];

  get check() {
    return {
      id: 'c1', branch_id: 'lane', kind: 'dine_in' as const, name: '4', status: 'sent_to_kitchen' as const, on_hold: false, opened_at: '2026-05-01T12:00:00Z',
      order_count: 1, total: inr(this.total), to_pay: inr(this.total), version: 1, ...(this.paidAt ? { paid_at: this.paidAt } : {}),
    };
  }
  get list(): BillList {
    return { bills: this.bills, check: this.check };
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.split('/branches/lane/')[1] ?? '';
    if (request.method === 'GET') {
      return answer(path.endsWith('/bills') ? this.list : ({ check: this.check, orders: [], saved: { id: 's', lines: [], total: inr(0), version: 1 } } satisfies CheckDetail));
    }
    const body = (await request.json().catch(() => ({}))) as Asked;
    this.calls.push(path);
    if (path === 'approvals') return answer({ approval: 'word', approved_by: 'm', expires_at: '2026-05-01T12:05:00Z' }, 201);
    const key = request.headers.get('idempotency-key') ?? '';
    this.keys.push(key);
    const fate = this.fate.shift();
    if (fate && fate !== 'lost' && !(fate === 'approval_needed' && body.discounts?.[0]?.approval)) return answer({ code: fate, title: '', status: 409 }, fate.startsWith('approval') ? 403 : 409);
    if (!this.#answers.has(key)) this.#answers.set(key, this.#do(path, body));
    if (fate === 'lost') throw new TypeError('the answer was lost');
    return answer(this.#answers.get(key) ?? {}, 201);
  };

  #do(path: string, { amount, method }: Asked): object {
    if (path === 'checks/c1/bills') this.bills = [billOf('b1', this.total)];
    const [bill] = this.bills;
    const by = amount?.minor ?? (method ? (bill?.due.minor ?? 0) : 0);
    if (bill && by > 0) {
      const payment = { id: `p${bill.payments.length}`, method: 'cash', amount: inr(by), tip: inr(0), cash_rounding: inr(0), change: inr(0), taken_by: 's1', at: '2026-05-01T12:00:00Z' } as const;
      const due = bill.due.minor - by;
      const paid = { ...bill, due: inr(due), paid: inr(bill.paid.minor + by), payments: [...bill.payments, payment], status: due === 0 ? ('paid' as const) : ('open' as const) };
      this.bills = [paid];
      if (path.endsWith('/payments')) return { payment, bill: paid };
    }
    if (path.endsWith('/checkout')) this.paidAt = '2026-05-01T12:00:00Z';
    return this.list;
  }
}

const answer = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'apigw-requestid': 'r', 'content-type': 'application/json' } });

async function paying(till: Till, memory: Keeps = new Kept()) {
  const api = createApi(undefined, { fetch: till.fetch, wait: () => Promise.resolve(), random: () => 0 });
  const state = new PayState({ api, branch: 'lane', check: 'c1', person: 's1', now: () => Date.now(), learned: () => {}, formatted: ({ minor }) => `${minor}` }, memory);
  await state.start();
  return state;
}

const cash = (minor: number, shown = 22_600, close = true) => ({ wish: { method: 'cash' as const, amount: inr(minor), again: false }, shown: inr(shown), change: inr(0), close });
const calm = () => vi.waitFor(() => expect(true).toBe(true));
const settled = (state: PayState) => vi.waitFor(() => expect(state.busy).toBe(false));

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 }));
afterEach(() => void vi.useRealTimers());

it('bills, pays and closes a check by one tap, and once for two', async () => {
  const till = new Till();
  const state = await paying(till);
  state.take(cash(22_600));
  state.take(cash(22_600));
  await vi.waitFor(() => expect(state.settled).toBe(true));
  expect(till.calls).toEqual(['checks/c1/bills', 'checks/c1/checkout']);
  expect(state.taken).toEqual({ amount: inr(22_600), change: inr(0), left: inr(0) });
});

it('takes a part, then the rest, and closes behind the last', async () => {
  const till = new Till();
  const state = await paying(till);
  state.take(cash(10_000));
  await vi.waitFor(() => expect(state.taken?.left).toEqual(inr(12_600)));
  await settled(state);
  // A tip is a payment of its own: the check is closed after it.
  state.take({ ...cash(12_600, 12_600), wish: { ...cash(12_600).wish, tip: inr(500) } });
  await vi.waitFor(() => expect(state.settled).toBe(true));
  expect(till.calls.slice(1)).toEqual(['bills/b1/payments', 'bills/b1/payments', 'checks/c1/checkout']);
});

it('takes nothing where the bill comes to another sum than was shown', async () => {
  const till = new Till();
  const state = await paying(till);
  till.total = 32_000;
  state.take(cash(22_600));
  await vi.waitFor(() => expect(state.refusal).toBe(text.changed('32000')));
  expect(till.calls).toEqual(['checks/c1/bills']);
});

it('does again under its key what was lost, also after a reload', async () => {
  const till = new Till();
  const memory = new Kept();
  till.bills = [billOf('b1', 22_600)];
  till.fate.push('lost');
  const before = await paying(till, memory);
  before.take(cash(10_000, 22_600, false));
  await vi.waitFor(() => expect(till.keys).toHaveLength(1));
  await calm();
  before.stop();
  const after = await paying(till, memory);
  await vi.waitFor(() => expect(after.taken?.left).toEqual(inr(12_600)));
  expect(new Set(till.keys).size).toBe(1);
  expect(till.bills[0]?.payments).toHaveLength(1);
});

it('asks for a manager’s word and goes on with it', async () => {
  const till = new Till();
  till.fate.push('approval_needed');
  const state = await paying(till);
  const then = vi.fn();
  state.make({ discounts: [{ kind: 'percent', rate_bp: 2_000, reason: 'a friend' }], uncharged: [] }, then);
  await vi.waitFor(() => expect(state.asks?.over).toBe(false));
  await state.approve('zoya', 'secret', 'Discount');
  await vi.waitFor(() => expect(then).toHaveBeenCalledOnce());
  expect(till.calls).toEqual(['checks/c1/bills', 'approvals', 'checks/c1/bills']);
  // The other wish has another key.
  expect(new Set(till.keys).size).toBe(2);
});

it('offers to make a bill anew that is too old, and says why nothing was taken', async () => {
  const till = new Till();
  till.bills = [billOf('b1', 22_600)];
  till.fate.push('bill_stale');
  const state = await paying(till);
  state.take(cash(22_600));
  await vi.waitFor(() => expect(state.stale).toBe(true));
  expect([state.refusal, state.taken]).toEqual([text.refused.bill_stale, null]);
  state.anew();
  await vi.waitFor(() => expect(state.stale).toBe(false));
});
