import { describe, expect, it } from 'vitest';
import type { LineStatus, OrderLine, OrderStatus } from '$api/types';
import { against, average, busyHours, hourNow, newest, notAccepted, standing, stepsOf } from './figures';
import { owner as text } from '$lib/text/owner';
import { anOrder, hours, inr, sales, someFigures } from './testing';

const compared = (today: number, untilNow: number, wholeDay: number, orders = 1) =>
  against({
    today: sales(orders, today),
    same_weekday: { day: '2026-11-13', until_now: sales(untilNow / 100, untilNow), whole_day: sales(wholeDay / 100, wholeDay) },
  });

it('tells what is ordered and not accepted yet, and nothing when there is none', () => {
  const of = (ordered: number) => notAccepted({ today: sales(1, 500), ordered: sales(2, ordered) });
  expect([of(700), of(500)]).toEqual([inr(200), null]);
});

describe('today against the same weekday', () => {
  it('tells the difference and its share', () => {
    expect(compared(11_800, 10_000, 30_000)).toEqual({ kind: 'more', percent: 18, before: inr(10_000) });
    expect(compared(7_500, 10_000, 30_000)).toEqual({ kind: 'less', percent: 25, before: inr(10_000) });
    expect(compared(10_000, 10_000, 30_000)).toEqual({ kind: 'same', before: inr(10_000) });
  });

  it('does not pretend to compare with nothing', () => {
    expect(compared(11_800, 0, 0)).toEqual({ kind: 'nothing' });
    expect(compared(11_800, 0, 30_000)).toEqual({ kind: 'later' });
  });

  it('raises no alarm before the first order, but does when orders brought nothing', () => {
    expect(compared(0, 10_000, 30_000, 0)).toEqual({ kind: 'unsold', before: inr(10_000) });
    expect(compared(0, 0, 30_000, 0)).toEqual({ kind: 'later' });
    expect(compared(0, 10_000, 30_000, 2)).toMatchObject({ kind: 'less', percent: 100 });
  });

  it('says twice as much and more as a factor', () => {
    expect(compared(54_000, 10_000, 30_000)).toEqual({ kind: 'times', tenths: 54, before: inr(10_000) });
    expect(compared(19_400, 10_000, 30_000)).toMatchObject({ kind: 'more', percent: 94 });
    expect(text.against.times(54, '2026-11-14')).toBe('Ordered 5.4× as much as last Saturday');
  });
});

it('an average needs an order', () => {
  expect(average({ today: sales(3, 1_000) })).toEqual(inr(333));
  expect(average({ today: sales(0, 0) })).toBeNull();
});

it.each([
  ['Asia/Kolkata', 20],
  ['America/New_York', 10],
  ['Pacific/Auckland', 4],
  ['Europe/London', 15],
])('the hour in %s is %d, whatever the clock of this device says', (time_zone, hour) => {
  const figures = someFigures();
  expect(hourNow({ ...figures, branch: { ...figures.branch, time_zone } })).toBe(hour);
});

it('midnight is hour 0', () => {
  expect(hourNow(someFigures({ server_time: '2026-11-20T18:30:00Z' }))).toBe(0);
});

describe('the hours of the chart', () => {
  const shown = (sold: Parameters<typeof hours>[0], now: number) => busyHours(hours(sold), now).map(({ hour }) => hour);

  it('reach from the first that matters to the last, over midnight', () => {
    expect(shown({ 18: [100, 0], 0: [0, 100] }, 20)).toEqual([18, 19, 20, 21, 22, 23, 0]);
  });

  it('hold the hour that it is', () => {
    expect(shown({ 12: [100, 0] }, 18)).toEqual([12, 13, 14, 15, 16, 17, 18]);
  });

  it('are never too few for a chart, at the day’s end neither', () => {
    expect(shown({}, 9)).toEqual([9, 10, 11, 12, 13, 14]);
    expect(shown({}, 3)).toEqual([22, 23, 0, 1, 2, 3]);
  });
});

describe('recent orders', () => {
  it('are shown in their newest version, whoever brought it, newest first', () => {
    const merged = newest(
      [anOrder(2, 'placed'), anOrder(1, 'ready', { version: 5 })],
      [anOrder(3, 'placed'), anOrder(2, 'accepted', { version: 2 }), anOrder(1, 'accepted', { version: 2 })],
    );
    expect(merged.map(({ number, status }) => [number, status])).toEqual([
      [3, 'placed'],
      [2, 'accepted'],
      [1, 'ready'],
    ]);
  });

  it('are twenty at the most, and the oldest go', () => {
    const numbers = newest(Array.from({ length: 25 }, (_, at) => anOrder(at + 1))).map(({ number }) => number);
    expect(numbers).toHaveLength(20);
    expect([numbers[0], numbers.at(-1)]).toEqual([25, 6]);
  });
});

it('counts what waits and what is under way', () => {
  const statuses: OrderStatus[] = ['placed', 'placed', 'accepted', 'preparing', 'ready', 'served', 'completed', 'rejected'];
  expect(standing(statuses.map((status, at) => anOrder(at, status)))).toEqual({ placed: 2, accepted: 1, preparing: 1, ready: 1 });
});

describe('the steps of an order', () => {
  const line = (status: LineStatus): OrderLine => ({
    id: status, item_id: 'i', name: 'Naan', quantity: 1, voided: 0, options: [], allergy: false, status,
    unit_price: inr(100), total: inr(100), added_by: { guest_id: 'g', name: 'Ana' },
  });

  it('are those of the server’s table', () => {
    const steps = (status: OrderStatus) => Object.values(stepsOf({ status, lines: [] }));
    expect(steps('placed')).toEqual(['accepted', null, 'rejected']);
    expect(steps('accepted')).toEqual(['preparing', null, 'cancelled']);
    expect(steps('preparing')).toEqual(['ready', 'accepted', 'cancelled']);
    expect(steps('ready')).toEqual(['served', 'preparing', 'cancelled']);
    expect(steps('served')).toEqual([null, 'ready', null]);
    for (const over of ['completed', 'rejected', 'cancelled'] as const) expect(steps(over)).toEqual([null, null, null]);
  });

  it('do not offer to cancel what is partly on the table', () => {
    expect(stepsOf({ status: 'preparing', lines: [line('cooking'), line('served')] }).end).toBeNull();
    expect(stepsOf({ status: 'preparing', lines: [line('cooking'), line('ready')] }).end).toBe('cancelled');
  });
});
