import type { Weekday } from '$api/types';
import { clockTime } from './time';

export const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** From when to when, as it is typed: `17:00`, or '' while nothing is. */
export interface Times {
  opens: string;
  closes: string;
}

/** Times of one day. */
export interface DayTimes extends Times {
  /** Only of the form. */
  readonly key: string;
  day: Weekday;
}

/** It ends on the next day. */
export function overMidnight({ opens, closes }: Times): boolean {
  return opens !== '' && closes !== '' && closes <= opens;
}

/** The keys of those that begin before another has ended; what has no beginning or no end as yet meets nothing. */
export function overlapping(times: readonly DayTimes[]): ReadonlySet<string> {
  const whole = times
    .filter(({ opens, closes }) => opens !== '' && closes !== '')
    .map((one) => {
      const day = WEEK.indexOf(one.day);
      return { key: one.key, start: minutes(day, one.opens), end: minutes(day + (overMidnight(one) ? 1 : 0), one.closes) };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const found = new Set<string>();
  // Behind the last one of a week comes the first one of the next.
  const [first] = whole;
  for (const [at, { end }] of whole.entries()) {
    const next = whole[at + 1] ?? (first && { ...first, start: first.start + 7 * 1440 });
    if (next && next.start < end) found.add(next.key);
  }
  return found;
}

function minutes(day: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (day * 24 + hour) * 60 + minute;
}

/** Days in a row that are the same by what is said of them, such as Monday to Friday; of whom null is said are left out. */
export function runs(said: (day: Weekday) => string | null): Weekday[][] {
  const found: Weekday[][] = [];
  let before: string | null = null;
  for (const day of WEEK) {
    const now = said(day);
    if (now !== null && now === before) found.at(-1)?.push(day);
    else if (now !== null) found.push([day]);
    before = now;
  }
  return found;
}

/** A time as people write it. */
export const timeWords = (time: string): string => clockTime(`2000-01-01T${time}:00Z`, 'UTC');
