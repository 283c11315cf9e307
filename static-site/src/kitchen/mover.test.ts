import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KitchenOrder } from '$api/types';
import { FakeBranch } from '$lib/board/testing';
import { toasts } from '$lib/ui/toast.svelte';
import { Mover } from './mover.svelte';
import { type Ticket, ticketOf } from './stages';
import { aLine, anOrder, onlyAt } from './testing';

/** A kitchen that knows one order as the server has it. */
function kitchen(order: KitchenOrder) {
  const branch = new FakeBranch(order);
  const taps = branch.taps();
  return { branch, taps, mover: new Mover(taps, branch.live) };
}

function ticket(order: KitchenOrder | undefined): Ticket {
  const made = order && ticketOf(order, null);
  if (!made) throw new Error('the order has left the board');
  return made;
}

const accepted = anOrder('o1', [aLine('a')]);
const placed = anOrder('o1', [aLine('a')], { status: 'placed' });

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
  toasts.length = 0;
});

it('blocks a ticket\'s lines while the ticket moves', async () => {
  const { mover, branch, taps } = kitchen(accepted);
  const done = mover.act(ticket(accepted), 'start');
  await mover.moveLine(accepted, aLine('a'), 'cooking');
  await done;
  expect([branch.moves, taps.busy('o1')]).toEqual([['preparing'], false]);
});

it('takes the last move back', async () => {
  const { mover, branch } = kitchen({ ...accepted, lines: [aLine('a')] });
  await mover.moveLine(accepted, aLine('a'), 'cooking');
  expect(mover.undo.words).toContain('cooking');
  await mover.undo.take();
  expect([branch.moves, mover.undo.words]).toEqual([['a cooking', 'a new'], null]);
});

it('offers no way back from an acceptance', async () => {
  const { mover, branch } = kitchen(placed);
  await mover.act(ticket(placed), 'accept');
  expect([branch.moves, mover.undo.words]).toEqual([['accepted'], null]);
});

it('goes on where a station\'s tap was cut off after its first step', async () => {
  const part = anOrder('o1', [aLine('a', 'new'), aLine('b', 'cooking'), aLine('c', 'new', { station: 'grill' })], { status: 'preparing' });
  const { mover, branch } = kitchen(part);
  const wok = ticketOf(part, onlyAt('wok'));
  branch.fates = ['heard', 'unheard', 'lost'];
  const done = wok && mover.act(wok, 'ready');
  await vi.advanceTimersByTimeAsync(60_000);
  await done;
  expect(branch.moves).toEqual(['a cooking', 'a ready', 'b ready']);
});

it('rejects what was read, with the reason, and not what has changed since', async () => {
  const { mover, branch } = kitchen(placed);
  expect(await mover.reject(placed, 'The kitchen has closed.')).toBe(true);
  expect([branch.moves, branch.requests.join()]).toEqual([['rejected'], expect.stringContaining('The kitchen has closed.')]);

  const late = kitchen(placed);
  late.branch.become('accepted');
  expect(await late.mover.reject(placed, 'The kitchen has closed.')).toBe(false);
  expect([late.branch.moves, late.mover.undo.words]).toEqual([[], null]);
});

it('drops an order whose party has left, whatever it is at', async () => {
  const preparing = anOrder('o1', [aLine('a', 'cooking')], { status: 'preparing' });
  for (const order of [placed, preparing]) {
    const { mover, branch } = kitchen(order);
    expect(await mover.drop(order)).toBe(true);
    expect(branch.moves).toEqual(['cancelled']);
  }
});

it('drops only the rest of an order of which something is on a table', async () => {
  const order = anOrder('o1', [aLine('a', 'served'), aLine('b', 'cooking'), aLine('c', 'new')], { status: 'preparing' });
  const { mover, branch } = kitchen(order);
  expect(await mover.drop(order)).toBe(true);
  expect([branch.moves, toasts.length]).toEqual([['b cancelled', 'c cancelled'], 0]);
});

it('drops the rest of an order whose drinks are on a table, which the kitchen does not see', async () => {
  const seen = anOrder('o1', [aLine('a', 'cooking')], { status: 'preparing' });
  const { mover, branch } = kitchen(seen);
  branch.order = { ...seen, lines: [...seen.lines, aLine('lassi', 'served'), aLine('water', 'ready')] };
  branch.sees = ({ id }) => id === 'a';
  expect(await mover.drop(seen)).toBe(true);
  expect([branch.moves, toasts.length]).toEqual([['a cancelled', 'water cancelled'], 0]);
});

it('takes a step back, and brings a served order back to the pass', async () => {
  const preparing = anOrder('o1', [aLine('a', 'cooking')], { status: 'preparing' });
  const back = kitchen(preparing);
  await back.mover.stepBack(ticket(preparing));
  expect(back.branch.moves).toEqual(['accepted']);

  const served = anOrder('o1', [aLine('a', 'served')], { status: 'served' });
  const recalled = kitchen(served);
  expect(await recalled.mover.bringBack(served)).toBe(true);
  expect([recalled.branch.moves, recalled.mover.undo.words]).toEqual([['ready'], expect.stringContaining('back')]);
});

it('offers nothing to take back when it was refused', async () => {
  const { mover, branch } = kitchen(accepted);
  branch.become('cancelled');
  await mover.act(ticket(accepted), 'start');
  expect([mover.undo.words, toasts.map(({ text }) => text)]).toEqual([null, ['Order 1: Start was not saved, it was cancelled.']]);
});
