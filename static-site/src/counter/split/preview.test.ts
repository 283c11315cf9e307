import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { BillPayment, BillWish } from '$api/types';
import { billOf } from '../testing';
import { partsOf, SplitPreview } from './preview.svelte';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const equally = (shares: number): BillWish => ({ split: { by: 'equal', shares } });

/** A server that splits 100 minor units equally, as slowly as told. */
class House {
  readonly asked: string[] = [];
  readonly waits: number[] = [];
  fails = false;

  readonly fetch = async (request: Request): Promise<Response> => {
    const { searchParams } = new URL(request.url);
    const { split } = (await request.json()) as { split: { shares: number } };
    this.asked.push(`${request.method} ${searchParams.get('dry_run')} ${split.shares} ${(request.headers.get('idempotency-key') ?? '').length > 7}`);
    const fails = this.fails;
    await new Promise((resolve) => setTimeout(resolve, this.waits.shift() ?? 0));
    if (fails) return new Response(JSON.stringify({ code: 'nothing_to_bill', title: '', status: 409 }), { status: 409, headers: { 'content-type': 'application/json', 'apigw-requestid': 'r' } });
    const bills = Array.from({ length: split.shares }, (_, at) => billOf(`b${at}`, 100 / split.shares));
    const paid = billOf('kept', 0, { payments: [{ id: 'p' } as BillPayment] });
    return new Response(JSON.stringify({ bills: [paid, ...bills, billOf('gone', 7, { status: 'void' })], check: {} }), { status: 200, headers: { 'content-type': 'application/json', 'apigw-requestid': 'r' } });
  };

  preview(): SplitPreview {
    const api = createApi(undefined, { fetch: this.fetch, wait: () => Promise.resolve(), random: () => 0 });
    return new SplitPreview({ api, branch: 'lane', check: 'c1' });
  }
}

const totals = (preview: SplitPreview) => preview.bills?.map(({ total }) => total.minor) ?? null;

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 5 }));
afterEach(() => void vi.useRealTimers());

it('asks the server to only try what is wanted last, and has the bills that would be new', async () => {
  const house = new House();
  const preview = house.preview();
  for (const shares of [2, 3, 4]) preview.ask(equally(shares), 1);
  preview.ask(equally(4), 1);
  expect(totals(preview)).toBeNull();
  await vi.waitFor(() => expect(totals(preview)).toEqual([25, 25, 25, 25]));
  expect(house.asked).toEqual(['POST true 4 true']);
  expect(preview.whole('INR')).toEqual(inr(100));
  // The check moved: what was said is of another one.
  preview.ask(equally(4), 2);
  expect([totals(preview), preview.whole('INR')]).toEqual([null, inr(100)]);
  await vi.waitFor(() => expect(totals(preview)).toHaveLength(4));
});

it('never shows for one split what was said of another, whichever answer comes last', async () => {
  const house = new House();
  const preview = house.preview();
  house.waits.push(2_000, 10);
  preview.ask(equally(2), 1);
  await vi.waitFor(() => expect(house.asked).toHaveLength(1));
  preview.ask(equally(5), 1);
  await vi.waitFor(() => expect(totals(preview)).toEqual([20, 20, 20, 20, 20]));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(totals(preview)).toHaveLength(5);
});

it('says why nothing is known, and asks again', async () => {
  const house = new House();
  const preview = house.preview();
  house.fails = true;
  preview.ask(equally(2), 1);
  await vi.waitFor(() => expect(preview.refusal).not.toBeNull());
  expect(totals(preview)).toBeNull();
  house.fails = false;
  preview.again();
  expect(preview.refusal).toBeNull();
  await vi.waitFor(() => expect(totals(preview)).toEqual([50, 50]));
});

it('says how a sum comes about in a line', () => {
  const bill = billOf('b', 9_986, {
    subtotal: inr(9_500), taxes: [{ name: 'CGST', rate_bp: 250, taxable: inr(9_500), amount: inr(238) }], round_off: inr(10),
  });
  expect(partsOf(bill)).toMatch(/₹95\.00 · CGST\u{A0}2\.5%\u{A0}₹2\.38 · .*₹0\.10$/u);
  expect(partsOf(billOf('plain', 100))).toBe('');
});
