import { expect, it } from 'vitest';
import { minutesBetween } from './time';

it('an age is in whole minutes and never negative', () => {
  const placed = '2026-05-01T12:00:00Z';
  const now = (seconds: number) => Date.parse(placed) + seconds * 1000;
  expect([-30, 0, 59, 60, 899].map((seconds) => minutesBetween(placed, now(seconds)))).toEqual([0, 0, 0, 1, 14]);
});
