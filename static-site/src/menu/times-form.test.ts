import { expect, it } from 'vitest';
import type { OpeningTime, Weekday } from '$api/types';
import { overMidnight, WEEK } from '$lib/week-times';
import { timeFaults, type TimeForm, timesOf, timesWanted, timesWords } from './times-form';

const time = (day: Weekday, opens: string, closes: string): OpeningTime => ({ day, opens, closes });
const row = (key: string, days: Weekday[], opens: string, closes: string): TimeForm => ({ key, days, opens, closes });

it('the same time on several days is one row, and comes back as it was', () => {
  const times = [
    time('monday', '12:00', '14:00'),
    time('monday', '17:00', '19:00'),
    time('friday', '17:00', '19:00'),
    time('sunday', '22:00', '02:00'),
  ];
  const rows = timesOf(times);
  expect(rows.map(({ days, opens }) => [opens, ...days])).toEqual([
    ['12:00', 'monday'],
    ['17:00', 'monday', 'friday'],
    ['22:00', 'sunday'],
  ]);
  expect(timesWanted(rows)).toEqual(times);
  expect(rows.map(overMidnight)).toEqual([false, false, true]);
});

it('what is missing, overlaps or is too much is told at its row', () => {
  const faults = (...rows: TimeForm[]) => Object.fromEntries(timeFaults(rows));
  expect(faults(row('a', ['monday'], '17:00', '19:00'), row('b', ['monday'], '19:00', '21:00'))).toEqual({});
  expect(faults(row('a', [], '', '19:00'))).toEqual({ a: { days: 'days', opens: 'missing' } });
  expect(faults(row('a', ['monday'], '17:00', '19:00'), row('b', ['monday'], '18:00', '21:00'))).toEqual({ b: { opens: 'overlap' } });
  // Over midnight from Sunday into Monday.
  expect(faults(row('a', ['sunday'], '22:00', '02:00'), row('b', ['monday'], '01:00', '03:00'))).toEqual({ b: { opens: 'overlap' } });
  const lunch = row('a', [...WEEK], '12:00', '14:00');
  const dinner = row('b', [...WEEK], '18:00', '20:00');
  expect(faults(lunch, dinner)).toEqual({});
  expect(faults(lunch, dinner, row('c', ['monday'], '21:00', '22:00'))).toEqual({ c: { days: 'many' } });
});

it('times are said by their days', () => {
  const all = WEEK.map((day) => time(day, '17:00', '19:00'));
  expect(timesWords(all)).toMatch(/^Every day 5:00\s?pm to 7:00\s?pm$/iu);
  expect(timesWords(all.filter(({ day }) => day !== 'wednesday'))).toMatch(/^Mon, Tue, Thu to Sun 5:00/iu);
  expect(timesWords([])).toBe('');
});
