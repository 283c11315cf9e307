import type { OpeningHours, OpeningTime, Weekday } from '$api/types';
import { randomId } from '$lib/id';
import { overlapping, runs, type Times, WEEK } from '$lib/week-times';

/** What the API takes. */
export const MOST = { times: 28, dates: 60 };
/** What a branch begins with that has had no hours: nobody has to fill in seven days from nothing. */
const FIRST = { opens: '12:00', closes: '22:00' };

export interface Span extends Times {
  /** Only of this form. */
  readonly key: string;
}

export interface Draft {
  /** Guests may order at any time of the week. */
  always: boolean;
  week: Record<Weekday, Span[]>;
  /** Dates such as `2026-12-25`, in their order. */
  closed_on: string[];
}

const span = ({ opens, closes }: Times): Span => ({ key: randomId(), opens, closes });

export const emptySpan = (): Span => span({ opens: '', closes: '' });

export function draftOf({ week, closed_on }: OpeningHours): Draft {
  const of = (day: Weekday) => {
    if (week.length === 0) return [span(FIRST)];
    return week.filter((time) => time.day === day).map(span);
  };
  return { always: week.length === 0, week: byDay(of), closed_on: [...closed_on] };
}

export function byDay<T>(of: (day: Weekday) => T): Record<Weekday, T> {
  return Object.fromEntries(WEEK.map((day) => [day, of(day)])) as Record<Weekday, T>;
}

/** What the API is asked for, in the order of the week. */
export function hoursOf({ always, week, closed_on }: Draft): OpeningHours {
  const times = (day: Weekday): OpeningTime[] =>
    [...week[day]]
      .sort((a, b) => a.opens.localeCompare(b.opens))
      .map(({ opens, closes }) => ({ day, opens, closes }));
  return { week: always ? [] : WEEK.flatMap(times), closed_on: [...closed_on].sort() };
}

export function same(one: OpeningHours, other: OpeningHours): boolean {
  const key = ({ week, closed_on }: OpeningHours) =>
    JSON.stringify([week.map(({ day, opens, closes }) => [day, opens, closes]), closed_on]);
  return key(one) === key(other);
}

/** What is wrong with times, by the key of each: one that is missing, or that begins before another has ended. */
export interface Mistake {
  opens?: 'missing' | 'overlap';
  closes?: 'missing';
}

export function mistakes({ always, week }: Draft): ReadonlyMap<string, Mistake> {
  const found = new Map<string, Mistake>();
  if (always) return found;
  const each = WEEK.flatMap((day) => week[day].map(({ key, opens, closes }) => ({ key, day, opens, closes })));
  for (const { key, opens, closes } of each) {
    const missing: Mistake = {
      ...(opens === '' && { opens: 'missing' }),
      ...(closes === '' && { closes: 'missing' }),
    };
    if (Object.keys(missing).length > 0) found.set(key, missing);
  }
  for (const key of overlapping(each)) found.set(key, { opens: 'overlap' });
  return found;
}

/** No day has a time: nobody could ever order. */
export function isNever({ always, week }: Draft): boolean {
  return !always && WEEK.every((day) => week[day].length === 0);
}

/** The times of one day at another, as times of its own. */
export function copied(times: readonly Span[]): Span[] {
  return times.map(span);
}

/** Days in a row that have the same times, such as Monday to Friday. */
export function daysAlike({ week }: OpeningHours): { from: Weekday; to: Weekday; times: OpeningTime[] }[] {
  const of = (day: Weekday) => week.filter((time) => time.day === day);
  const said = (day: Weekday) => of(day).map(({ opens, closes }) => `${opens}-${closes}`).join();
  return runs(said).flatMap((days) => {
    const [from, to] = [days[0], days.at(-1)];
    return from && to ? [{ from, to, times: of(from) }] : [];
  });
}
