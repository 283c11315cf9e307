import { expect, it } from 'vitest';
import { createApi } from '$api/client';
import type { DuesAccount } from '$api/types';
import { DuesState } from './dues-state.svelte';
import type { Wish } from './settling';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const meera: DuesAccount = { id: 'b_d1', name: 'Meera', phone: '+919845012345', balance: inr(5_000), version: 3 };
const wish: Wish = { method: 'upi', amount: inr(2_000) };

/** The page's state with what answers it, by what is asked for, and all that was asked for. */
function page(reply: (call: string, at: number) => Response | null) {
  const calls: { call: string; key: string | null; body: unknown }[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url, 'http://x');
      const call = `${request.method} ${pathname.replace('/api/v1/branches/b/', '')}${search}`;
      const body: unknown = request.method === 'GET' ? null : await request.clone().json();
      calls.push({ call, key: request.headers.get('idempotency-key'), body });
      const found = reply(call, calls.length);
      if (!found) throw new TypeError('no network');
      return found;
    },
    wait: async () => {},
    random: () => 0,
  });
  return { calls, dues: new DuesState(api, 'b', () => 0) };
}

const detail = (account: DuesAccount) => Response.json({ account, entries: [] });
const entry = { number: 4, kind: 'settled', amount: inr(-2_000), balance: inr(3_000), by: 's', at: '2026-11-30T12:00:00Z' };

it('what was not answered is sent again with the key and the version of the first time', async () => {
  let answers = false;
  const { calls, dues } = page((call) => {
    if (call.startsWith('GET')) return detail(answers ? { ...meera, balance: inr(3_000), version: 4 } : meera);
    return answers ? Response.json({ account_id: meera.id, entry, balance: inr(3_000), version: 4 }, { status: 201 }) : null;
  });
  await dues.open(meera);
  expect(await dues.settle(wish)).toBeNull();
  // It came through after all, and whoever looks in between sees another version.
  dues.account = { ...meera, balance: inr(3_000), version: 4 };
  answers = true;
  expect(await dues.settle({ ...wish })).toBe(true);
  const posts = calls.filter(({ call }) => call.startsWith('POST'));
  expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
  expect(posts.at(-1)?.body).toEqual({ ...wish, out: false, version: 3 });
  expect(dues.account?.balance).toEqual(inr(3_000));
  // The next one is another intent.
  expect(await dues.settle(wish)).toBe(true);
  const last = calls.filter(({ call }) => call.startsWith('POST')).at(-1);
  expect([last?.key === posts[0]?.key, last?.body]).toEqual([false, { ...wish, out: false, version: 4 }]);
});

it('what was paid out without an answer is asked for again with the word that it was approved by, and the next one needs another', async () => {
  const out = { method: 'cash', amount: inr(2_000), out: true, reason: 'Asked for it' } as const;
  const omar = { ...meera, balance: inr(-5_000) };
  let answers = false;
  const { calls, dues } = page((call, at) => {
    if (call.startsWith('GET')) return detail({ ...omar, version: 2 + at });
    if (!calls.at(-1)?.body || !('approval' in (calls.at(-1)?.body as object))) return Response.json({ code: 'approval_needed', status: 403 }, { status: 403 });
    return answers ? Response.json({ account_id: omar.id, entry: { ...entry, kind: 'paid_out' }, balance: inr(-3_000), version: 9 }, { status: 201 }) : null;
  });
  await dues.open(omar);
  expect([await dues.payOut(out), dues.asks]).toEqual([false, { over: false }]);
  const before = dues.account?.version;
  expect([await dues.payOut(out, 'first'), dues.asks]).toEqual([null, null]);
  answers = true;
  expect(await dues.payOut(out)).toBe(true);
  const posts = calls.filter(({ call }) => call.startsWith('POST')).slice(1);
  expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
  expect(posts.at(-1)?.body).toEqual({ ...out, version: before, approval: 'first' });
  expect([await dues.payOut(out), dues.asks]).toEqual([false, { over: false }]);
});

it('a word that does not count any more is forgotten: the next one goes out under another key, for the account as it is then', async () => {
  const out = { method: 'cash', amount: inr(2_000), out: true, reason: 'Asked for it' } as const;
  const omar = { ...meera, balance: inr(-5_000) };
  const { calls, dues } = page((call, at) => {
    if (call.startsWith('GET')) return detail({ ...omar, version: 2 + at });
    const { approval } = calls.at(-1)?.body as { approval?: string };
    if (approval === 'second') return Response.json({ account_id: omar.id, entry: { ...entry, kind: 'paid_out' }, balance: inr(-3_000), version: 9 }, { status: 201 });
    const code = approval ? 'approval_over' : 'approval_needed';
    return Response.json({ code, status: 403 }, { status: 403 });
  });
  await dues.open(omar);
  const first = dues.account?.version;
  expect([await dues.payOut(out, 'ended'), dues.asks]).toEqual([false, { over: true }]);
  const then = dues.account?.version;
  // Without another word nothing of the one that ended is sent.
  expect([await dues.payOut(out), dues.asks]).toEqual([false, { over: false }]);
  const now = dues.account?.version;
  expect([await dues.payOut(out, 'second'), dues.asks, dues.account?.balance]).toEqual([true, null, inr(-3_000)]);
  const posts = calls.filter(({ call }) => call.startsWith('POST'));
  expect(posts.map(({ body }) => body)).toEqual([
    { ...out, version: first, approval: 'ended' },
    { ...out, version: then },
    { ...out, version: now, approval: 'second' },
  ]);
  expect(new Set(posts.map(({ key }) => key)).size).toBe(3);
  expect(new Set([first, then, now]).size).toBe(3);
});

it('a refusal says which fields, and how the account is now', async () => {
  const { dues } = page((call, at) => {
    if (call.startsWith('GET')) return detail({ ...meera, balance: inr(1_000), version: 4 });
    const body = { code: 'validation', status: 422, errors: [{ field: 'amount', message: '' }], at };
    return Response.json(body, { status: 422 });
  });
  await dues.open(meera);
  expect(await dues.settle(wish)).toEqual(new Set(['amount']));
  expect(dues.account?.balance).toEqual(inr(1_000));
});

it('pages follow each other, and an answer that comes too late says nothing', async () => {
  const omar = { ...meera, id: 'b_d2', name: 'Omar' };
  const { calls, dues } = page((call) => {
    if (call.endsWith('next=1-d1')) return Response.json({ accounts: [meera, omar] });
    return Response.json({ accounts: [meera], ...(call.includes('search') ? {} : { next: '1-d1' }) });
  });
  await dues.load();
  expect([dues.accounts?.length, dues.more]).toEqual([1, true]);
  await dues.loadMore();
  expect([dues.accounts?.map(({ id }) => id), dues.more]).toEqual([['b_d1', 'b_d2'], false]);
  dues.sought = ' mee ';
  const first = dues.load();
  dues.sought = '';
  await Promise.all([first, dues.load()]);
  expect([dues.shown, dues.more]).toEqual(['', true]);
  expect(calls.map(({ call }) => call)).toContain('GET dues?search=mee');
});
