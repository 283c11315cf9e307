import { expect, it } from 'vitest';
import type { CalledNumber, StatusBoard } from '$api/types';
import { news, readyAt } from './called';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 18, minutes)).toISOString();
const pickup = (number: number, ready?: number): CalledNumber => ({
  kind: 'pickup',
  number,
  since: at(0),
  ...(ready === undefined ? {} : { until: at(ready + 30) }),
});
const board = (...ready: CalledNumber[]): StatusBoard => ({
  brand: { id: 'lanes', name: 'The Lanes' },
  branch: 'Lake Road',
  dine_in: false,
  preparing: [],
  ready,
  topics: {},
  server_time: at(0),
});
const numbers = (all: CalledNumber[]) => all.map(({ number }) => number);

it('what was ready last stands first, and leaves at its time', () => {
  const told = board(pickup(12, 0), pickup(13, 5), pickup(14));
  expect(numbers(readyAt(told, Date.parse(at(6))))).toEqual([14, 13, 12]);
  expect(numbers(readyAt(told, Date.parse(at(30))))).toEqual([14, 13]);
});

it('calls what has become ready, and nothing on the first board', () => {
  const first = board(pickup(12, 0));
  expect(news(null, first)).toEqual([]);
  expect(numbers(news(first, board(pickup(12, 0), pickup(13, 1))))).toEqual([13]);
  expect(news(first, board())).toEqual([]);
  // The same number of another day, over midnight.
  const again = { ...pickup(12, 0), since: at(1) };
  expect(numbers(news(first, board(again)))).toEqual([12]);
});
