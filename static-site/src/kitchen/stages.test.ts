import { describe, expect, it } from 'vitest';
import type { LineStatus, OrderStatus } from '$api/types';
import { type Action, allDay, flowOf, needsBell, nextOfLine, type Stage, ticketOf } from './stages';
import { aLine, anOrder, onlyAt } from './testing';

describe('the whole kitchen', () => {
  it.each<[OrderStatus, Stage | undefined, Action | undefined]>([
    ['placed', 'pending', 'accept'],
    ['accepted', 'pending', 'start'],
    ['preparing', 'preparing', 'ready'],
    ['ready', 'ready', 'serve'],
    ['served', undefined, undefined],
    ['completed', undefined, undefined],
    ['rejected', undefined, undefined],
    ['cancelled', undefined, undefined],
  ])('%s stands under %s and offers %s', (status, stage, action) => {
    const ticket = ticketOf(anOrder('o1', [aLine('a')], { status }), null);
    expect([ticket?.stage, ticket?.action]).toEqual([stage, action]);
  });
});

describe('one station', () => {
  const order = (status: OrderStatus, wok: LineStatus[], grill: LineStatus[]) =>
    anOrder('o1', [
      ...wok.map((line, at) => aLine(`w${at}`, line)),
      ...grill.map((line, at) => aLine(`g${at}`, line, { station: 'grill' })),
    ], { status });

  it('sees its own lines only, and nothing of orders that do not concern it', () => {
    expect(ticketOf(order('accepted', ['new'], ['new', 'new']), onlyAt('grill'))?.lines.map(({ id }) => id)).toEqual(['g0', 'g1']);
    expect(ticketOf(order('accepted', ['new'], []), onlyAt('grill'))).toBeNull();
  });

  it('sees what was sent to a station that is none any more, as each of them does', () => {
    const gone = anOrder('o1', [aLine('old', 'new', { station: 'tandoor' }), aLine('w')]);
    expect(ticketOf(gone, onlyAt('grill'))?.lines.map(({ id }) => id)).toEqual(['old']);
    const wok = ticketOf(gone, onlyAt('wok'));
    expect([wok?.lines.map(({ id }) => id), wok?.awaits]).toEqual([['old', 'w'], []]);
    expect(ticketOf(gone, onlyAt('grill'))?.awaits).toEqual(['wok']);
    expect(allDay([gone], onlyAt('grill')).map(({ name }) => name)).toEqual(['old']);
    const served = anOrder('o2', [aLine('off', 'cancelled', { station: 'tandoor' })], { status: 'cancelled' });
    expect(flowOf([], [served], onlyAt('grill')).tickets).toHaveLength(1);
  });

  it('moves on by its own lines', () => {
    const stages = (wok: LineStatus[]) => ticketOf(order('preparing', wok, ['cooking']), onlyAt('wok'))?.stage;
    expect(stages(['new', 'new'])).toBe('pending');
    expect(stages(['cooking', 'new'])).toBe('preparing');
    expect(stages(['ready', 'new'])).toBe('preparing');
    expect(stages(['ready', 'ready'])).toBe('ready');
    expect(stages(['ready', 'cancelled'])).toBe('ready');
  });

  it('accepts before it starts', () => {
    expect(ticketOf(order('placed', ['new'], ['new']), onlyAt('wok'))?.action).toBe('accept');
  });

  it('serves nothing: its part is ready, and the pass has the whole order', () => {
    const waiting = ticketOf(order('preparing', ['ready'], ['cooking', 'new']), onlyAt('wok'));
    expect([waiting?.stage, waiting?.action, waiting?.awaits]).toEqual(['ready', null, ['grill']]);
    const done = ticketOf(order('ready', ['ready'], ['ready']), onlyAt('wok'));
    expect([done?.stage, done?.action, done?.awaits]).toEqual(['ready', null, []]);
  });

  it('keeps a ticket whose own lines are all void, struck through, until the order moves on', () => {
    const ticket = ticketOf(order('preparing', ['cancelled'], ['cooking']), onlyAt('wok'));
    expect([ticket?.stage, ticket?.action, ticket?.lines.length]).toEqual(['preparing', null, 1]);
  });
});

describe('a tap on a line', () => {
  it.each<[OrderStatus, LineStatus, LineStatus | null]>([
    ['placed', 'new', null],
    ['accepted', 'new', 'cooking'],
    ['preparing', 'new', 'cooking'],
    ['preparing', 'cooking', 'ready'],
    ['preparing', 'ready', null],
    ['preparing', 'cancelled', null],
    ['ready', 'ready', null],
    ['served', 'served', null],
  ])('in an order that is %s, from %s leads to %s', (status, line, next) => {
    const made = aLine('a', line);
    expect(nextOfLine(anOrder('o1', [made], { status }), made)).toBe(next);
  });
});

describe('the flow', () => {
  const at = (id: string, minute: number, status: OrderStatus = 'accepted') =>
    anOrder(id, [aLine('a')], { status, placed_at: `2026-05-01T12:${String(minute).padStart(2, '0')}:00Z` });
  const flow = (orders: ReturnType<typeof at>[], gone: ReturnType<typeof at>[] = [], station: string | null = null) => {
    const { tickets, pass } = flowOf(orders, gone, onlyAt(station));
    return [tickets.map(({ order }) => order.id), pass.map(({ order }) => order.id)];
  };

  it('has what is to be accepted first, then the oldest, whatever their state; what is ready stands at the pass', () => {
    expect(
      flow([at('o5', 5, 'ready'), at('o3', 3), at('o1', 1, 'preparing'), at('o2', 2), at('o6', 6, 'placed'), at('o4', 4, 'placed'), at('o0', 0, 'ready')]),
    ).toEqual([['o4', 'o6', 'o1', 'o2', 'o3'], ['o0', 'o5']]);
  });

  it('takes a recalled order back to its old place', () => {
    const others = [at('o1', 1), at('o3', 3)];
    expect(flow([...others, at('o2', 2, 'ready')])[0]).toEqual(['o1', 'o3']);
    expect(flow([...others, { ...at('o2', 2, 'preparing'), version: 9 }])[0]).toEqual(['o1', 'o2', 'o3']);
  });

  it('tells orders of the same second by their number', () => {
    expect(flow([at('o2', 1), at('o1', 1)])[0]).toEqual(['o1', 'o2']);
  });

  it('keeps what was withdrawn in its place, for the stations that it concerns', () => {
    const gone = [at('o2', 2, 'cancelled')];
    expect(flow([at('o1', 1), at('o3', 3)], gone)[0]).toEqual(['o1', 'o2', 'o3']);
    expect(flow([at('o1', 1), at('o3', 3)], gone, 'wok')[0]).toEqual(['o1', 'o2', 'o3']);
    expect(flow([], gone, 'grill')[0]).toEqual([]);
  });
});

it('strikes only what was taken off an order that is served', () => {
  const served = anOrder('o1', [aLine('a', 'served'), aLine('b', 'cancelled'), aLine('c', 'cancelled', { station: 'grill' })], { status: 'served' });
  const struck = (station: string | null) => flowOf([], [served], onlyAt(station)).tickets.map(({ lines }) => lines.map(({ id }) => id));
  expect([struck(null), struck('wok'), struck('grill')]).toEqual([[['b', 'c']], [['b']], [['c']]]);
});

describe('all-day counts', () => {
  const naan = { item_id: 'naan', name: 'Naan' };
  const orders = [
    anOrder('o1', [aLine('a', 'new', { ...naan, quantity: 2 }), aLine('b', 'ready', { ...naan, quantity: 5 })]),
    anOrder('o2', [aLine('c', 'cooking', { ...naan, quantity: 2 }), aLine('d', 'new', { quantity: 3, station: 'grill' })]),
    anOrder('o3', [aLine('e', 'new', { ...naan, quantity: 9 })], { status: 'rejected' }),
    // Nobody has taken it on: it may never be made.
    anOrder('o4', [aLine('f', 'new', { ...naan, quantity: 6 })], { status: 'placed' }),
  ];

  it('count what is still to be made, most first', () => {
    expect(allDay(orders, null).map(({ name, quantity }) => [name, quantity])).toEqual([['Naan', 4], ['d', 3]]);
  });

  it('never add a cup and a bowl, and add what has the same options in another order', () => {
    const soup = (options: string[], quantity: number) => aLine(`s${options.join()}`, 'new', { item_id: 'soup', name: 'Soup', options, quantity });
    const rows = allDay([
      anOrder('o1', [soup(['Cup'], 2), soup(['Bowl', 'Spicy'], 1), aLine('n', 'new', { ...naan, quantity: 4 })]),
      anOrder('o2', [soup(['Spicy', 'Bowl'], 3), soup(['Bowl'], 1)]),
    ], null);
    expect(rows.map(({ name, options, quantity }) => `${quantity} ${name} ${options.join('+')}`)).toEqual([
      '4 Soup Spicy+Bowl', '2 Soup Cup', '1 Soup Bowl', '4 Naan ',
    ]);
  });

  it('never add a half and a full plate', () => {
    const tikka = (variant: string, quantity: number) => aLine(`t${variant}`, 'new', { item_id: 'tikka', name: `Tikka, ${variant}`, variant, quantity });
    const rows = allDay([anOrder('o1', [tikka('Half', 2), tikka('Full', 1)]), anOrder('o2', [tikka('Half', 1)])], null);
    expect(rows.map(({ name, quantity }) => `${quantity} ${name}`)).toEqual(['1 Tikka, Full', '3 Tikka, Half']);
  });

  it('count for one station', () => {
    expect(allDay(orders, onlyAt('grill')).map(({ quantity }) => quantity)).toEqual([3]);
  });
});

it('nobody needs a bell for what is being cooked already', () => {
  const statuses = ['placed', 'accepted', 'preparing', 'ready', 'served', 'cancelled'] as const;
  expect(statuses.filter((status) => needsBell(anOrder('o1', [aLine('a')], { status })))).toEqual(['placed', 'accepted']);
});
