import { beforeEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { Order } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import { floor as text } from '$lib/text/floor';
import { toasts } from '$lib/ui/toast.svelte';
import { FloorActions } from './actions.svelte';
import { aLine, anOrder } from './testing';

interface Answer {
  status: number;
  body: unknown;
}
const ok = (order: Order): Answer => ({ status: 200, body: order });
const refused = (code: string, more: object = {}): Answer => ({ status: 409, body: { code, status: 409, ...more } });

/** A floor that knows one order; looking again finds it as `today`. */
function floor(order: Order, today: Order, ...answers: Answer[]) {
  let known = order;
  const calls: string[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      calls.push(`${new URL(request.url).pathname.split('/orders/')[1]} ${await request.text()}`);
      const answer = answers.shift();
      if (!answer) throw new Error('cut');
      return new Response(JSON.stringify(answer.body), { status: answer.status, headers: { 'content-type': 'application/json' } });
    },
    wait: () => Promise.resolve(),
    random: () => 0,
  });
  const live = { get: () => known, learn: (_: string, next: Order) => (known = next) } as unknown as LiveStore;
  const lookAgain = vi.fn(async () => void (known = today));
  return { actions: new FloorActions({ api }, 'b1', live, lookAgain), calls, lookAgain, known: () => known };
}

const placed = anOrder(1, 's1', 'placed');
const said = () => toasts.map((toast) => toast.text);

beforeEach(() => {
  toasts.length = 0;
});

it('rejects the version that was read', async () => {
  const { actions, calls, known } = floor(placed, placed, ok(anOrder(1, 's1', 'rejected')));
  expect(await actions.reject(placed, 'Closed.')).toBe(true);
  expect(calls).toEqual(['o1 {"status":"rejected","reason":"Closed.","version":1}']);
  expect([known().status, said()]).toEqual(['rejected', []]);
});

it('a conflict is told with how the order stands now, which is shown', async () => {
  for (const code of ['version_conflict', 'illegal_transition']) {
    toasts.length = 0;
    const { actions, lookAgain, known } = floor(placed, anOrder(1, 's1', 'preparing'), refused(code, { current: 'preparing' }));
    expect(await actions.reject(placed, 'Closed.')).toBe(false);
    expect([lookAgain.mock.calls.length, known().status]).toEqual([1, 'preparing']);
    expect(said()).toEqual([text.order.changed(1, text.order.status.preparing)]);
  }
});

it('serves line by line; what a colleague has brought is no refusal', async () => {
  const lines = [aLine('ready', 'a'), aLine('ready', 'b'), aLine('cooking', 'c')];
  const order = anOrder(1, 's1', 'preparing', 0, lines);
  const { actions, calls } = floor(order, order, refused('illegal_transition', { current: 'served' }), ok(order));
  expect(await actions.serveLines(order, lines.slice(0, 2))).toBe(true);
  expect(calls).toEqual(['o1/lines/a {"status":"served"}', 'o1/lines/b {"status":"served"}']);
  expect([said(), actions.said]).toEqual([[], text.order.linesServed(1, ['a', 'b'])]);
});

it('tells when a dish has gone back to the fire, and sends no more', async () => {
  const order = anOrder(1, 's1', 'preparing', 0, [aLine('ready', 'a'), aLine('ready', 'b')]);
  const { actions, calls } = floor(order, order, refused('illegal_transition', { current: 'cooking' }));
  expect(await actions.serveLines(order, order.lines)).toBe(false);
  expect([calls.length, said()]).toEqual([1, [text.order.changed(1, text.order.status.preparing)]]);
});
