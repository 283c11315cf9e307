import { expect, it } from 'vitest';
import { createApi } from '$api/client';
import type { StaffSession } from '$lib/staff/session.svelte';
import { admin as text } from '$lib/text/admin';
import { toasts } from '$lib/ui/toast.svelte';
import { AdminState } from './admin-state.svelte';
import { FloorPlan } from './floor-plan.svelte';
import { aCard, someCards } from './testing';

type Answer = { status: number; body?: unknown } | 'lost';

/** A branch's server that answers changes of the plan as told, and keeps what it was asked. */
function branch(...answers: Answer[]) {
  const calls: { call: string; key: string | null; body: unknown }[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      const call = `${request.method} ${new URL(request.url).pathname.replace('/api/v1/branches/b', '')}`;
      if (call === 'GET /cards') return Response.json(someCards(3));
      const body: unknown = JSON.parse((await request.text()) || 'null');
      calls.push({ call, key: request.headers.get('idempotency-key'), body });
      const answer = answers.shift() ?? 'lost';
      if (answer === 'lost') throw new TypeError('no network');
      return answer.status === 204 ? new Response(null, { status: 204, headers: { 'apigw-requestid': 'r1' } }) : Response.json(answer.body, { status: answer.status });
    },
    wait: async () => {},
    random: () => 0,
  });
  const plan = new FloorPlan(new AdminState({ api } as unknown as StaffSession, 'b'));
  return { plan, calls };
}

const made = { status: 201, body: { tables: [{ id: 'n1', name: '1', section: 'Hall', version: 1 }] } };
const wish = { section: 'Hall', count: 1, seats: 4 };
const said = () => toasts.map(({ text }) => text);

it('a wish has one key until it is answered, and another wish another', async () => {
  const { plan, calls } = branch({ status: 503, body: { code: 'unavailable' } }, made, made, made);
  let outcome = await plan.add(wish);
  while (outcome === 'unsure') outcome = await plan.add(wish);
  await plan.add(wish);
  await plan.add({ ...wish, count: 2 });
  expect(outcome).toBe('done');
  const keys = calls.map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toBe(keys[1]);
  expect(said()).toContain(text.add.done(1));
});

it('what is refused because of a field is told at the field', async () => {
  const refused = { status: 422, body: { code: 'validation', errors: [{ field: 'name', message: 'taken' }] } };
  const { plan, calls } = branch(refused, refused);
  expect(await plan.change(aCard(1), { name: 'H2' })).toEqual({ field: 'name' });
  expect(await plan.rename('hall', 'Roof')).toEqual({ field: 'name' });
  expect(calls.map(({ call, body }) => [call, body])).toEqual([
    ['PATCH /tables/t1/plan', { name: 'H2' }],
    ['PATCH /sections/hall', { name: 'Roof' }],
  ]);
});

it('a table that is gone already is gone; one where somebody sits stays', async () => {
  const gone = branch({ status: 404, body: { code: 'not_found' } }, { status: 204 });
  expect(await gone.plan.remove(aCard(1))).toBe('done');
  expect(await gone.plan.remove(aCard(1))).toBe('done');
  const taken = branch({ status: 409, body: { code: 'table_not_free' } });
  expect(await taken.plan.remove(aCard(1))).toBe('failed');
  expect(said()).toContain(text.remove.taken);
  expect(taken.plan.busy).toBe(false);
});
