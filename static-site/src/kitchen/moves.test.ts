import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KitchenOrder, LineStatus, MovedOrder, OrderStatus } from '$api/types';
import type { Step } from '$lib/board/tap';
import { merged, stageBefore, stepsBack, stepsOf, undoSteps, walk } from './moves';
import { type Action, STAGES, ticketOf } from './stages';
import { aLine, anOrder, onlyAt } from './testing';

const of = (from: OrderStatus, to: OrderStatus): Step => ({ of: 'order', from, to });
const line = (id: string, from: LineStatus, to: LineStatus): Step => ({ of: 'line', line: id, from, to });

const CHAIN: LineStatus[] = ['new', 'cooking', 'ready', 'served'];

function derived(lines: KitchenOrder['lines']): OrderStatus {
  const live = lines.filter(({ status }) => status !== 'cancelled');
  const all = (...wanted: LineStatus[]) => live.every(({ status }) => wanted.includes(status));
  if (all('served')) return 'served';
  if (all('ready', 'served')) return 'ready';
  return all('new') ? 'accepted' : 'preparing';
}

/** The server's rules in short: one legal step at a time, lines follow the order and the other way round. */
function server(order: KitchenOrder, step: Step): KitchenOrder {
  if (step.of === 'call' || step.of === 'table') throw new Error('a kitchen moves orders');
  if (step.of === 'line') {
    expect(order.lines.find(({ id }) => id === step.line)?.status).toBe(step.from);
    const lines = order.lines.map((line) => {
      if (line.id !== step.line) return line;
      expect(Math.abs(CHAIN.indexOf(line.status) - CHAIN.indexOf(step.to)), `${line.status} to ${step.to}`).toBe(1);
      return { ...line, status: step.to };
    });
    return { ...order, lines, status: derived(lines), version: order.version + 1 };
  }
  expect(order.status).toBe(step.from);
  const goals: Partial<Record<OrderStatus, LineStatus>> = { accepted: 'new', preparing: 'cooking', ready: 'ready', served: 'served' };
  const goal = CHAIN.indexOf(goals[step.to] ?? 'new');
  const rises = CHAIN.indexOf(goals[order.status] ?? 'new') < goal;
  const lines = order.lines.map((line) => {
    if (line.status === 'cancelled' || order.status === 'placed') return line;
    const at = CHAIN.indexOf(line.status);
    return { ...line, status: CHAIN[rises ? Math.max(at, goal) : Math.min(at, goal)] ?? line.status };
  });
  return { ...order, lines, status: derived(lines), version: order.version + 1 };
}

const play = (order: KitchenOrder, steps: readonly Step[]) => steps.reduce(server, order);
const statuses = (order: KitchenOrder) => order.lines.map(({ status }) => status);

const anyOrder = fc
  .array(fc.tuple(fc.constantFrom<LineStatus>('new', 'cooking', 'ready', 'cancelled'), fc.constantFrom('wok', 'grill')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((lines) => lines.map(([status, station], at) => aLine(`l${at}`, status, { station })))
  .filter((lines) => lines.some(({ status }) => status !== 'cancelled'))
  .map((lines) => anOrder('o1', lines, { status: derived(lines) }));
const anyStation = fc.constantFrom(null, 'wok', 'grill');

describe('the big button', () => {
  it('moves the whole order with one call', () => {
    const whole = ticketOf(anOrder('o1', [aLine('a'), aLine('b', 'new', { station: 'grill' })]), null);
    expect(whole && stepsOf(whole, 'start')).toEqual([of('accepted', 'preparing')]);
  });

  it('moves only the lines of a station, each by legal steps', () => {
    const order = anOrder('o1', [aLine('a', 'new'), aLine('b', 'cooking'), aLine('c', 'new', { station: 'grill' })], { status: 'preparing' });
    const ticket = ticketOf(order, onlyAt('wok'));
    expect(ticket && stepsOf(ticket, 'ready')).toEqual([
      line('a', 'new', 'cooking'),
      line('a', 'cooking', 'ready'),
      line('b', 'cooking', 'ready'),
    ]);
  });

  it('brings a ticket to the next column and leaves the other stations alone', () => {
    fc.assert(
      fc.property(anyOrder, anyStation, (order, station) => {
        const ticket = ticketOf(order, onlyAt(station));
        const action = ticket?.action;
        if (!ticket || !action || ticket.lines.every(({ status }) => status === 'cancelled')) return;
        const after = play(order, stepsOf(ticket, action));
        const goal: Record<Action, string | undefined> = { accept: 'pending', start: 'preparing', ready: 'ready', serve: undefined };
        expect(ticketOf(after, onlyAt(station))?.stage).toBe(goal[action]);
        if (action === 'serve') return;
        for (const line of after.lines) {
          if (!ticket.lines.some(({ id }) => id === line.id)) expect(line).toEqual(order.lines.find(({ id }) => id === line.id));
        }
      }),
    );
  });
});

describe('undo', () => {
  it('puts every line back to where it was', () => {
    fc.assert(
      fc.property(anyOrder, anyStation, (before, station) => {
        const ticket = ticketOf(before, onlyAt(station));
        if (!ticket?.action) return;
        const after = play(before, stepsOf(ticket, ticket.action));
        const steps = undoSteps(before, after, after);
        expect(statuses(play(after, steps ?? []))).toEqual(statuses(before));
      }),
    );
  });

  it('needs one call where the server\'s own step back does all of it', () => {
    const before = anOrder('o1', [aLine('a'), aLine('b')]);
    const after = server(before, of('accepted', 'preparing'));
    expect(undoSteps(before, after, after)).toEqual([of('preparing', 'accepted')]);
  });

  it('leaves alone what another station did meanwhile', () => {
    const before = anOrder('o1', [aLine('a'), aLine('b', 'new', { station: 'grill' })]);
    const after = server(before, line('a', 'new', 'cooking'));
    const now = server(after, line('b', 'new', 'cooking'));
    const steps = undoSteps(before, after, now) ?? [];
    expect(statuses(play(now, steps))).toEqual(['new', 'cooking']);
  });

  it('gives up when somebody went on with the same line', () => {
    const before = anOrder('o1', [aLine('a')]);
    const after = server(before, line('a', 'new', 'cooking'));
    expect(undoSteps(before, after, server(after, line('a', 'cooking', 'ready')))).toBeNull();
  });

  it('cannot take back an acceptance', () => {
    const before = anOrder('o1', [aLine('a')], { status: 'placed' });
    const after = { ...before, status: 'accepted' as const };
    expect(undoSteps(before, after, after)).toBeNull();
  });
});

describe('one step back', () => {
  it('leads to the stage before, touches no other station, and can be taken back', () => {
    fc.assert(
      fc.property(anyOrder, anyStation, (before, station) => {
        const ticket = ticketOf(before, onlyAt(station));
        const steps = ticket && stepsBack(ticket);
        if (!ticket || !steps) return;
        const after = play(before, steps);
        expect(ticketOf(after, onlyAt(station))?.stage).toBe(stageBefore(ticket.stage));
        const ids = new Set(ticket.lines.map(({ id }) => id));
        const others = (order: KitchenOrder) => order.lines.filter(({ id }) => !ids.has(id));
        expect(others(after)).toEqual(others(before));
        expect(statuses(play(after, undoSteps(before, after, after) ?? []))).toEqual(statuses(before));
      }),
    );
  });

  it('is one call for a whole order, and there is none from the first stage', () => {
    const back = (status: OrderStatus, line: LineStatus) => {
      const made = ticketOf(anOrder('o1', [aLine('a', line)], { status }), null);
      return made && stepsBack(made);
    };
    expect(back('ready', 'ready')).toEqual([of('ready', 'preparing')]);
    expect(back('preparing', 'cooking')).toEqual([of('preparing', 'accepted')]);
    expect([back('accepted', 'new'), back('placed', 'new')]).toEqual([null, null]);
    expect(STAGES.map(stageBefore)).toEqual([null, 'pending', 'preparing']);
  });

  it('takes a station\'s own lines back', () => {
    const order = anOrder('o1', [aLine('a', 'ready'), aLine('b', 'ready', { station: 'grill' })], { status: 'ready' });
    const wok = ticketOf(order, onlyAt('wok'));
    expect(wok && stepsBack(wok)).toEqual([line('a', 'ready', 'cooking')]);
    const empty = ticketOf({ ...order, lines: [aLine('a', 'cancelled'), aLine('b', 'ready', { station: 'grill' })] }, onlyAt('wok'));
    expect(empty && stepsBack(empty)).toBeNull();
  });
});

describe('walk', () => {
  it('goes one status at a time, up and down, and never from a void', () => {
    expect(walk('a', 'new', 'served')).toHaveLength(3);
    expect(walk('a', 'served', 'cooking')).toEqual([line('a', 'served', 'ready'), line('a', 'ready', 'cooking')]);
    expect(walk('a', 'ready', 'ready')).toEqual([]);
    expect(walk('a', 'cancelled', 'ready')).toEqual([]);
  });
});

describe('merged', () => {
  it('takes from the floor\'s answer what a move can change, and no price or guest', () => {
    const known = anOrder('o1', [aLine('a', 'new', { quantity: 3 })]);
    const money = { minor: 100, currency: 'INR' as const };
    const by = { guest_id: 'g', name: 'Ana' };
    const line = { ...aLine('a', 'cooking', { quantity: 2, voided: 1, reason: 'fell' }), options: [], unit_price: money, total: money, added_by: by };
    const drink = { ...line, id: 'water' };
    const moved = { ...known, status: 'preparing', version: 2, lines: [line, drink], total: money, placed_by: by, estimated_ready_at: known.placed_at };
    const next = merged(known, moved as MovedOrder);
    expect(next.lines).toEqual([aLine('a', 'cooking', { quantity: 2, voided: 1, reason: 'fell' })]);
    expect([next.status, next.version]).toEqual(['preparing', 2]);
    expect(JSON.stringify(next)).not.toMatch(/minor|Ana/);
  });
});
