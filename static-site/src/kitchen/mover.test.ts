import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { KitchenOrder } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import { toasts } from '$lib/ui/toast.svelte';
import { UNDO_MS } from '$lib/board/undo.svelte';
import { Mover } from './mover.svelte';
import { type Ticket, ticketOf } from './stages';
import { aLine, anOrder } from './testing';

type Answer = { status: number; body: unknown } | 'no answer';
const ok = (order: KitchenOrder): Answer => ({ status: 200, body: order });
const refused = (code: string, more: object = {}): Answer => ({ status: 409, body: { code, status: 409, ...more } });

/** A kitchen that knows one order, with a server that answers in this order. */
function kitchen(order: KitchenOrder, ...answers: (Answer | Promise<Answer>)[]) {
  let known = order;
  const calls: string[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      calls.push(`${new URL(request.url).pathname.split('/orders/')[1]} ${await request.text()}`);
      const answer = await answers.shift();
      if (!answer || answer === 'no answer') throw new Error('cut');
      return new Response(JSON.stringify(answer.body), { status: answer.status, headers: { 'content-type': 'application/json' } });
    },
    wait: () => Promise.resolve(),
    random: () => 0,
  });
  const live = { get: () => known, learn: (_: string, next: KitchenOrder) => (known = next) } as unknown as LiveStore;
  const lookAgain = vi.fn(async () => {});
  return { mover: new Mover(api, 'b1', live, lookAgain), calls, lookAgain, known: () => known };
}

function ticket(order: KitchenOrder): Ticket {
  const made = ticketOf(order, null);
  if (!made) throw new Error('the order has left the board');
  return made;
}

const accepted = anOrder('o1', [aLine('a')]);
const preparing = anOrder('o1', [aLine('a', 'cooking')], { status: 'preparing', version: 2 });

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  toasts.length = 0;
});

it('shows nothing as done before the server has said so, and takes no second tap', async () => {
  let answer: (of: Answer) => void = () => {};
  const { mover, calls, known } = kitchen(accepted, new Promise<Answer>((resolve) => (answer = resolve)));
  const done = mover.act(ticket(accepted), 'start');
  await mover.act(ticket(accepted), 'start');
  await mover.moveLine(accepted, aLine('a'), 'cooking');
  await vi.advanceTimersByTimeAsync(50);
  expect([mover.busy('o1'), known().status, calls.length]).toEqual([true, 'accepted', 1]);
  answer(ok(preparing));
  await done;
  expect([mover.busy('o1'), known().status]).toEqual([false, 'preparing']);
});

it('is told by its second try that the first one arrived', async () => {
  const { mover, calls } = kitchen(accepted, 'no answer', refused('illegal_transition', { current: 'preparing' }));
  const done = mover.act(ticket(accepted), 'start');
  await vi.advanceTimersByTimeAsync(5_000);
  await done;
  expect(calls).toEqual(['o1 {"status":"preparing"}', 'o1 {"status":"preparing"}']);
  expect(toasts).toHaveLength(0);
});

it('says so when three tries got no answer, and changes nothing', async () => {
  const { mover, calls, known } = kitchen(accepted);
  const done = mover.act(ticket(accepted), 'start');
  await vi.advanceTimersByTimeAsync(5_900);
  await done;
  expect([calls.length, known(), mover.undo.words]).toEqual([3, accepted, null]);
  expect(toasts.map(({ text }) => text)).toEqual([expect.stringContaining('no answer')]);
});

it('fetches and names the state of today when somebody was faster', async () => {
  const { mover, lookAgain } = kitchen(accepted, refused('illegal_transition', { current: 'cancelled' }));
  await mover.act(ticket(accepted), 'start');
  expect(lookAgain).toHaveBeenCalledTimes(1);
  expect(toasts.map(({ text }) => text)).toEqual([expect.stringContaining('Cancelled')]);
});

it('takes the last move back for some seconds', async () => {
  const { mover, calls } = kitchen(accepted, ok(preparing), ok({ ...accepted, version: 3 }));
  await mover.act(ticket(accepted), 'start');
  expect(mover.undo.words).toContain('started');
  await mover.undo.take();
  expect([calls[1], mover.undo.words]).toEqual(['o1 {"status":"accepted"}', null]);
});

it('forgets the last move after that', async () => {
  const { mover } = kitchen(accepted, ok(preparing));
  await mover.act(ticket(accepted), 'start');
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(mover.undo.words).toBeNull();
});

it('offers no way back from an acceptance', async () => {
  const placed = anOrder('o1', [aLine('a')], { status: 'placed' });
  const { mover } = kitchen(placed, ok({ ...accepted, version: 2 }));
  await mover.act(ticket(placed), 'accept');
  expect(mover.undo.words).toBeNull();
});

it('accepts what is dragged on, and takes back only what came after', async () => {
  const placed = anOrder('o1', [aLine('a')], { status: 'placed' });
  const answers = [ok({ ...accepted, version: 2 }), ok({ ...preparing, version: 3 }), ok({ ...accepted, version: 4 })];
  const { mover, calls, known } = kitchen(placed, ...answers);
  expect(await mover.moveTo(ticket(placed), 'preparing')).toBe(true);
  await mover.undo.take();
  expect(calls).toEqual(['o1 {"status":"accepted"}', 'o1 {"status":"preparing"}', 'o1 {"status":"accepted"}']);
  expect(known().status).toBe('accepted');
});

it('can take back a step back and a recall', async () => {
  const { mover, calls } = kitchen(preparing, ok({ ...accepted, version: 3 }), ok({ ...preparing, version: 4 }));
  await mover.stepBack(ticket(preparing));
  await mover.undo.take();
  expect(calls).toEqual(['o1 {"status":"accepted"}', 'o1/lines/a {"status":"cooking"}']);

  const [served, ready] = (['served', 'ready'] as const).map((status) => anOrder('o1', [aLine('a', status)], { status, version: status === 'ready' ? 6 : 5 }));
  if (!served || !ready) throw new Error('two orders');
  const done = kitchen(served, ok(ready), ok({ ...served, version: 7 }));
  expect(await done.mover.bringBack(served)).toBe(true);
  await done.mover.undo.take();
  expect(done.calls).toEqual(['o1 {"status":"ready"}', 'o1/lines/a {"status":"served"}']);
});
