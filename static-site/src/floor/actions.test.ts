import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Order } from '$api/types';
import { FakeBranch } from '$lib/board/testing';
import { floor as text } from '$lib/text/floor';
import { toasts } from '$lib/ui/toast.svelte';
import { FloorActions } from './actions.svelte';
import { aCall, ago, aLine, anOrder, aTable } from './testing';

/** A floor that knows one order as the server has it. */
function floor(order: Order) {
  const branch = new FakeBranch(order);
  return { branch, actions: new FloorActions(branch.api, 'b1', branch.live, branch.taps()) };
}

const placed = anOrder(1, 's1', 'placed');
const said = () => toasts.map((toast) => toast.text);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
  toasts.length = 0;
});

it('accepts and says so to who listens', async () => {
  const { actions, branch } = floor(placed);
  expect(await actions.accept(placed)).toBe(true);
  expect([branch.known?.status, actions.said, said()]).toEqual(['accepted', text.order.accepted(1), []]);
});

it('rejects the version that was read', async () => {
  const { actions, branch } = floor(placed);
  expect(await actions.reject(placed, 'Closed.')).toBe(true);
  expect(branch.requests).toEqual(['o1 {"status":"rejected","reason":"Closed.","version":1}']);
});

it('a rejection that comes too late is told with how the order stands now, which is shown', async () => {
  const { actions, branch } = floor(placed);
  branch.become('preparing');
  expect(await actions.reject(placed, 'Closed.')).toBe(false);
  expect([branch.known?.status, branch.moves, said()]).toEqual([
    'preparing', [], ['Order 1: Reject was not saved, it is cooking.'],
  ]);
});

it('serves line by line; what a colleague has brought is no refusal', async () => {
  const lines = [aLine('ready', 'a'), aLine('ready', 'b'), aLine('cooking', 'c')];
  const order = anOrder(1, 's1', 'preparing', 0, lines);
  const { actions, branch } = floor(order);
  branch.order = { ...order, version: 2, lines: [aLine('served', 'a'), ...lines.slice(1)] };
  expect(await actions.serveLines(order, lines.slice(0, 2))).toBe(true);
  expect([branch.moves, said(), actions.said]).toEqual([['b served'], [], text.order.linesServed(1, ['a', 'b'])]);
});

it('tells when a dish has gone back to the fire, and sends no more', async () => {
  const order = anOrder(1, 's1', 'preparing', 0, [aLine('ready', 'a'), aLine('ready', 'b')]);
  const { actions, branch } = floor(order);
  branch.order = { ...order, version: 2, lines: [aLine('cooking', 'a'), aLine('ready', 'b')] };
  expect(await actions.serveLines(order, order.lines)).toBe(false);
  expect([branch.moves, said()]).toEqual([[], [`Order 1: ${text.order.serveSome} was not saved, it is cooking.`]]);
});

it('drops what a party left behind by one tap: the whole order while none of it is on a table', async () => {
  const order = { ...anOrder(1, 's1', 'preparing', 9, [aLine('cooking', 'a'), aLine('ready', 'b')]), party_left_at: ago(1) };
  const { actions, branch } = floor(order);
  expect(await actions.drop(order)).toBe(true);
  expect([branch.requests, actions.said]).toEqual([
    ['o1 {"status":"cancelled","reason":"Party left","version":1}'], text.left.dropped(1),
  ]);
});

it('drops only the rest of an order of which something was served', async () => {
  const order = { ...anOrder(1, 's1', 'preparing', 9, [aLine('served', 'a'), aLine('cooking', 'b'), aLine('cancelled', 'c')]), party_left_at: ago(1) };
  const { actions, branch } = floor(order);
  expect(await actions.drop(order)).toBe(true);
  expect([branch.moves, branch.known?.status]).toEqual([['b cancelled'], 'preparing']);
});

it('drops what is left however far the kitchen has come with it meanwhile, and leaves what was brought', async () => {
  const order = { ...anOrder(1, 's1', 'preparing', 9, [aLine('served', 'a'), aLine('cooking', 'b'), aLine('ready', 'c')]), party_left_at: ago(1) };
  const { actions, branch } = floor(order);
  branch.order = { ...order, version: 2, lines: [aLine('served', 'a'), aLine('ready', 'b'), aLine('served', 'c')] };
  expect(await actions.drop(order)).toBe(true);
  expect([branch.moves, said()]).toEqual([['b cancelled'], []]);
});

it('drops the rest where a colleague has just brought the first dish', async () => {
  const order = { ...anOrder(1, 's1', 'preparing', 9, [aLine('ready', 'a'), aLine('cooking', 'b')]), party_left_at: ago(1) };
  const { actions, branch } = floor(order);
  branch.order = { ...order, version: 2, lines: [aLine('served', 'a'), aLine('cooking', 'b')] };
  expect(await actions.drop(order)).toBe(true);
  expect([branch.moves, said(), actions.said]).toEqual([['b cancelled'], [], text.left.dropped(1)]);
});

it('says of a call whose table another one shares its name with where it is', async () => {
  const { actions, branch } = floor(placed);
  branch.fates = [new Response('{"code":"not_found","status":404,"title":"Not found"}', { status: 404, headers: { 'content-type': 'application/problem+json' } })];
  expect(await actions.answer({ ...aCall('c1', 's1', 'open'), table: '5', section: 'Garden' }, 'resolved')).toBe(false);
  expect(said().join()).toContain('table 5 · Garden');
});

it('keeps no tap that has to bring something back: a table is opened now or not', async () => {
  const { actions, branch } = floor(placed);
  branch.down = true;
  expect(await actions.open(aTable('t1'), { mode: 'family', party_size: 2, waiter_id: 'asha' })).toBeNull();
  expect([said(), localStorage.length, actions.busy('t1')]).toEqual([[text.noAnswer], 0, false]);
});
