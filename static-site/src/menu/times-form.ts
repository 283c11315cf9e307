import type { OpeningTime, Weekday } from '$api/types';
import { randomId } from '$lib/id';
import { prices } from '$lib/text/prices';
import { clockTime } from '$lib/time';

export const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** What the API takes, each day of a time by itself. */
export const MOST_TIMES = 14;

/** From when to when on some days, as it is typed: `17:00`, or '' while nothing is. */
export interface TimeForm {
  /** Only of this form. */
  readonly key: string;
  days: Weekday[];
  opens: string;
  closes: string;
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

export function overMidnight({ opens, closes }: Pick<TimeForm, 'opens' | 'closes'>): boolean {
  return opens !== '' && closes !== '' && closes <= opens;
}

/** What is wrong with the rows, by the key of each. */
export function timeFaults(rows: readonly TimeForm[]): ReadonlyMap<string, TimeFault> {
  const found = new Map<string, TimeFault>();
  const whole: { key: string; start: number; end: number }[] = [];
  const many = rows.reduce((sum, { days }) => sum + days.length, 0) > MOST_TIMES;
  for (const { key, days, opens, closes } of rows) {
    const fault: TimeFault = {
      ...(days.length === 0 ? { days: 'days' } : many && key === rows.at(-1)?.key ? { days: 'many' } : {}),
      ...(opens === '' ? { opens: 'missing' } : {}),
      ...(closes === '' ? { closes: 'missing' } : {}),
    };
    if (Object.keys(fault).length > 0) found.set(key, fault);
    if (opens === '' || closes === '') continue;
    for (const day of days) {
      const at = WEEK.indexOf(day);
      whole.push({ key, start: minutes(at, opens), end: minutes(at + (overMidnight({ opens, closes }) ? 1 : 0), closes) });
    }
  }
  whole.sort((a, b) => a.start - b.start || a.end - b.end);
  // Behind the last one of a week comes the first one of the next.
  const [first] = whole;
  for (const [at, { end }] of whole.entries()) {
    const next = whole[at + 1] ?? (first && { ...first, start: first.start + 7 * 1440 });
    if (next && next.start < end) found.set(next.key, { ...found.get(next.key), opens: 'overlap' });
  }
  return found;
}

function minutes(day: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (day * 24 + hour) * 60 + minute;
}

/** As people write a time. */
const said = (time: string) => clockTime(`2000-01-01T${time}:00Z`, 'UTC');

/** Times in words, such as "Mon to Fri 5:00 pm to 7:00 pm"; '' for none. */
export function timesWords(times: readonly OpeningTime[]): string {
  const words = prices.times;
  return timesOf(times)
    .map(({ days, opens, closes }) => words.span(daysWords(days), said(opens), said(closes)))
    .join(', ');
}

function daysWords(days: readonly Weekday[]): string {
  const words = prices.times;
  if (days.length === 7) return words.all;
  const runs: Weekday[][] = [];
  for (const day of WEEK.filter((one) => days.includes(one))) {
    const last = runs.at(-1)?.at(-1);
    if (last && WEEK.indexOf(day) === WEEK.indexOf(last) + 1) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const [from, to] = [words.day[run[0] ?? 'monday'], words.day[run.at(-1) ?? 'monday']];
      return run.length > 2 ? words.range(from, to) : run.map((day) => words.day[day]).join(', ');
    })
    .join(', ');
}
