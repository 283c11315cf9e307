import { describe, expect, it } from 'vitest';
import type { OpeningHours, OpeningTime, Weekday } from '$api/types';
import { WEEK } from '$lib/week-times';
import { copied, daysAlike, type Draft, draftOf, emptySpan, hoursOf, isNever, mistakes, same } from './hours';

const time = (day: Weekday, opens: string, closes: string): OpeningTime => ({ day, opens, closes });
const hours = (week: OpeningTime[], closed_on: string[] = []): OpeningHours => ({ week, closed_on });
const daily = (opens: string, closes: string) => hours(WEEK.map((day) => time(day, opens, closes)));

/** What is wrong, by day and place. */
function wrong(draft: Draft): Record<string, object> {
  const found = mistakes(draft);
  const named = WEEK.flatMap((day) => draft.week[day].map(({ key }, at) => [`${day} ${at}`, found.get(key)] as const));
  return Object.fromEntries(named.filter(([, mistake]) => mistake)) as Record<string, object>;
}

describe('a draft of the hours', () => {
  it('is what was there, and asks for the same', () => {
    const before = hours([time('monday', '12:00', '15:00'), time('monday', '18:00', '22:30'), time('saturday', '18:00', '02:00')], ['2026-12-25']);
    expect(hoursOf(draftOf(before))).toEqual(before);
    expect(same(hoursOf(draftOf(before)), before)).toBe(true);
    expect(hoursOf(draftOf(hours([])))).toEqual(hours([]));
  });

  it('of a branch without hours has some to begin with', () => {
    const draft = draftOf(hours([]));
    expect(draft.always).toBe(true);
    draft.always = false;
    expect(hoursOf(draft)).toEqual(daily('12:00', '22:00'));
    expect(wrong(draft)).toEqual({});
  });

  it('is put into the order of the day and of the dates', () => {
    const draft = draftOf(hours([time('friday', '18:00', '22:00')], ['2026-12-26']));
    draft.week.friday.push({ ...emptySpan(), opens: '12:00', closes: '15:00' });
    draft.closed_on.push('2026-12-25');
    expect(hoursOf(draft)).toEqual(hours([time('friday', '12:00', '15:00'), time('friday', '18:00', '22:00')], ['2026-12-25', '2026-12-26']));
  });

  it('says which times are missing, or begin before another has ended', () => {
    const draft = draftOf(hours([time('monday', '12:00', '15:00'), time('tuesday', '12:00', '15:00')]));
    draft.week.monday.push({ ...emptySpan(), opens: '14:59', closes: '16:00' }, emptySpan(), { ...emptySpan(), opens: '20:00' });
    expect(wrong(draft)).toEqual({
      'monday 1': { opens: 'overlap' },
      'monday 2': { opens: 'missing', closes: 'missing' },
      'monday 3': { closes: 'missing' },
    });
    draft.always = true;
    expect(wrong(draft)).toEqual({});
  });

  it('over midnight meets the next day, and Sunday the Monday of the next week', () => {
    expect(wrong(draftOf(hours([time('monday', '00:00', '02:00'), time('sunday', '20:00', '00:00')])))).toEqual({});
    const late = draftOf(hours([time('monday', '00:00', '02:00'), time('sunday', '20:00', '00:01')]));
    expect(wrong(late)).toEqual({ 'monday 0': { opens: 'overlap' } });
    // A whole day after another is none too long.
    expect(wrong(draftOf(daily('00:00', '00:00')))).toEqual({});
    expect(wrong(draftOf(daily('06:00', '06:00')))).toEqual({});
  });

  it('knows a week in which nobody could ever order', () => {
    const draft = draftOf(hours([time('monday', '12:00', '15:00')]));
    expect(isNever(draft)).toBe(false);
    draft.week.monday = [];
    expect(isNever(draft)).toBe(true);
    draft.always = true;
    expect(isNever(draft)).toBe(false);
  });

  it('has a day’s times at another as its own', () => {
    const draft = draftOf(daily('12:00', '15:00'));
    const [one] = copied(draft.week.monday);
    expect(one).toMatchObject({ opens: '12:00', closes: '15:00' });
    expect(one?.key).not.toBe(draft.week.monday[0]?.key);
  });
});

describe('the days that have the same times', () => {
  it('stand in one row', () => {
    const week = [...WEEK.slice(0, 5).map((day) => time(day, '12:00', '15:00')), time('sunday', '18:00', '22:00')];
    expect(daysAlike(hours(week)).map(({ from, to, times }) => [from, to, times.length])).toEqual([
      ['monday', 'friday', 1],
      ['saturday', 'saturday', 0],
      ['sunday', 'sunday', 1],
    ]);
  });
});
