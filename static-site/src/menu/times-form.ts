import type { OpeningTime, Weekday } from '$api/types';
import { randomId } from '$lib/id';
import { prices } from '$lib/text/prices';
import { overlapping, runs, type Times, timeWords, WEEK } from '$lib/week-times';

/** What the API takes, each day of a time by itself. */
export const MOST_TIMES = 14;

/** From when to when on some days. */
export interface TimeForm extends Times {
  /** Only of this form. */
  readonly key: string;
  days: Weekday[];
}

export interface TimeFault {
  days?: 'days' | 'many';
  opens?: 'missing' | 'overlap';
  closes?: 'missing';
}

export const emptyTime = (): TimeForm => ({ key: randomId(), days: [...WEEK], opens: '', closes: '' });

/** The times as rows: those that are the same on several days are one. */
export function timesOf(times: readonly OpeningTime[]): TimeForm[] {
  const rows: TimeForm[] = [];
  for (const { day, opens, closes } of times) {
    const same = rows.find((row) => row.opens === opens && row.closes === closes);
    if (same) same.days.push(day);
    else rows.push({ key: randomId(), days: [day], opens, closes });
  }
  return rows;
}

/** What the API is asked for, in the order of the week. */
export function timesWanted(rows: readonly TimeForm[]): OpeningTime[] {
  const of = (day: Weekday) => {
    const times = rows.filter(({ days }) => days.includes(day)).map(({ opens, closes }) => ({ day, opens, closes }));
    return times.sort((a, b) => a.opens.localeCompare(b.opens) || a.closes.localeCompare(b.closes));
  };
  return WEEK.flatMap(of);
}

/** What is wrong with the rows, by the key of each. */
export function timeFaults(rows: readonly TimeForm[]): ReadonlyMap<string, TimeFault> {
  const found = new Map<string, TimeFault>();
  const many = rows.reduce((sum, { days }) => sum + days.length, 0) > MOST_TIMES;
  for (const { key, days, opens, closes } of rows) {
    const fault: TimeFault = {
      ...(days.length === 0 ? { days: 'days' } : many && key === rows.at(-1)?.key ? { days: 'many' } : {}),
      ...(opens === '' ? { opens: 'missing' } : {}),
      ...(closes === '' ? { closes: 'missing' } : {}),
    };
    if (Object.keys(fault).length > 0) found.set(key, fault);
  }
  const each = rows.flatMap(({ key, days, opens, closes }) => days.map((day) => ({ key, day, opens, closes })));
  for (const key of overlapping(each)) found.set(key, { ...found.get(key), opens: 'overlap' });
  return found;
}

/** Times in words, such as "Mon to Fri 5:00 pm to 7:00 pm"; '' for none. */
export function timesWords(times: readonly OpeningTime[]): string {
  const words = prices.times;
  return timesOf(times)
    .map(({ days, opens, closes }) => words.span(daysWords(days), timeWords(opens), timeWords(closes)))
    .join(', ');
}

function daysWords(days: readonly Weekday[]): string {
  const words = prices.times;
  if (days.length === 7) return words.all;
  return runs((day) => (days.includes(day) ? '' : null))
    .map((run) => {
      const [from, to] = [words.day[run[0] ?? 'monday'], words.day[run.at(-1) ?? 'monday']];
      return run.length > 2 ? words.range(from, to) : run.map((day) => words.day[day]).join(', ');
    })
    .join(', ');
}
