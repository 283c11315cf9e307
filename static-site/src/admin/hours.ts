import type { OpeningHours, OpeningTime, Weekday } from '$api/types';
import { randomId } from '$lib/id';

export const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** What the API takes. */
export const MOST = { times: 28, dates: 60 };
/** What a branch begins with that has had no hours: nobody has to fill in seven days from nothing. */
const FIRST = { opens: '12:00', closes: '22:00' };

/** From when to when, as it is typed: `17:00`, or '' while nothing is. */
export interface Span {
  /** Only of this form. */
  readonly key: string;
  opens: string;
  closes: string;
}

export interface Draft {
  /** Guests may order at any time of the week. */
  always: boolean;
  week: Record<Weekday, Span[]>;
  /** Dates such as `2026-12-25`, in their order. */
  closed_on: string[];
}

const span = ({ opens, closes }: Pick<Span, 'opens' | 'closes'>): Span => ({ key: randomId(), opens, closes });

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

/** It ends on the next day. */
export function overMidnight({ opens, closes }: Pick<Span, 'opens' | 'closes'>): boolean {
  return opens !== '' && closes !== '' && closes <= opens;
}

/** What is wrong with times, by the key of each: one that is missing, or that begins before another has ended. */
export interface Mistake {
  opens?: 'missing' | 'overlap';
  closes?: 'missing';
}

export function mistakes({ always, week }: Draft): ReadonlyMap<string, Mistake> {
  const found = new Map<string, Mistake>();
  if (always) return found;
  const whole: { key: string; start: number; end: number }[] = [];
  for (const [at, day] of WEEK.entries()) {
    for (const one of week[day]) {
      const missing: Mistake = {
        ...(one.opens === '' && { opens: 'missing' }),
        ...(one.closes === '' && { closes: 'missing' }),
      };
      if (Object.keys(missing).length > 0) found.set(one.key, missing);
      else whole.push({ key: one.key, start: minutes(at, one.opens), end: minutes(at + (overMidnight(one) ? 1 : 0), one.closes) });
    }
  }
  whole.sort((a, b) => a.start - b.start || a.end - b.end);
  // Behind the last one of a week comes the first one of the next.
  const [first] = whole;
  for (const [at, { end }] of whole.entries()) {
    const next = whole[at + 1] ?? (first && { ...first, start: first.start + 7 * 1440 });
    if (next && next.start < end) found.set(next.key, { opens: 'overlap' });
  }
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
export function runs({ week }: OpeningHours): { from: Weekday; to: Weekday; times: OpeningTime[] }[] {
  const found: { from: Weekday; to: Weekday; times: OpeningTime[] }[] = [];
  const key = (times: OpeningTime[]) => times.map(({ opens, closes }) => `${opens}-${closes}`).join();
  for (const day of WEEK) {
    const times = week.filter((time) => time.day === day);
    const last = found.at(-1);
    if (last && key(last.times) === key(times)) last.to = day;
    else found.push({ from: day, to: day, times });
  }
  return found;
}

function minutes(day: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (day * 24 + hour) * 60 + minute;
}
