import { expect, it } from 'vitest';
import type { Weekday } from '$api/types';
import { type DayTimes, overlapping, overMidnight, runs, timeWords, WEEK } from './week-times';

const on = (day: Weekday, opens: string, closes: string): DayTimes => ({ key: `${day} ${opens}`, day, opens, closes });
const met = (...times: DayTimes[]) => [...overlapping(times)];

it.each([
  ['20:00', '02:00', true],
  ['06:00', '06:00', true],
  ['12:00', '15:00', false],
  ['', '', false],
  ['12:00', '', false],
])('from %j to %j goes over midnight: %j', (opens, closes, over) => {
  expect(overMidnight({ opens, closes })).toBe(over);
});

it('times meet that begin before another has ended, also over the end of the week', () => {
  expect(met(on('monday', '12:00', '15:00'), on('monday', '15:00', '18:00'))).toEqual([]);
  expect(met(on('monday', '14:59', '16:00'), on('monday', '12:00', '15:00'))).toEqual(['monday 14:59']);
  expect(met(on('monday', '22:00', '02:00'), on('tuesday', '01:00', '03:00'))).toEqual(['tuesday 01:00']);
  expect(met(on('monday', '00:00', '02:00'), on('sunday', '20:00', '00:00'))).toEqual([]);
  expect(met(on('monday', '00:00', '02:00'), on('sunday', '20:00', '00:01'))).toEqual(['monday 00:00']);
  // A whole day after another is none too long.
  expect(met(...WEEK.map((day) => on(day, '06:00', '06:00')))).toEqual([]);
  expect(met(on('monday', '12:00', ''), on('monday', '12:30', '13:00'))).toEqual([]);
});

it('days in a row are those of which the same is said', () => {
  const said: Partial<Record<Weekday, string>> = { monday: 'a', tuesday: 'a', wednesday: 'b', friday: 'b', saturday: 'b' };
  expect(runs((day) => said[day] ?? null)).toEqual([['monday', 'tuesday'], ['wednesday'], ['friday', 'saturday']]);
  expect(runs(() => '')).toEqual([[...WEEK]]);
  expect(runs(() => null)).toEqual([]);
});

it('a time is said as people write it', () => {
  expect(timeWords('17:00')).toMatch(/^5:00\s?pm$/iu);
});
