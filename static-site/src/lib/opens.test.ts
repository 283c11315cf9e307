import { describe, expect, it } from 'vitest';
import { endsWhen, opensWhen } from './opens';
import { search } from './text/search';

const when = (at: string, now: string, zone?: string) => opensWhen(search.closed, at, Date.parse(now), zone);

describe('when a restaurant opens', () => {
  it.each([
    ['2026-11-20T11:30:00Z', '2026-11-20T04:00:00Z', 'Opens today at 5:00 PM.'],
    // A quarter past midnight in India, and a quarter to.
    ['2026-11-20T11:30:00Z', '2026-11-19T18:45:00Z', 'Opens today at 5:00 PM.'],
    ['2026-11-20T11:30:00Z', '2026-11-19T18:15:00Z', 'Opens tomorrow at 5:00 PM.'],
    ['2026-11-23T11:30:00Z', '2026-11-20T11:30:00Z', 'Opens on Monday at 5:00 PM.'],
    ['2026-11-27T11:30:00Z', '2026-11-20T11:30:00Z', 'Opens on November 27 at 5:00 PM.'],
  ])('%s is, seen from %s: %s', (at, now, said) => {
    expect(when(at, now, 'Asia/Kolkata').replace(/\s/g, ' ')).toBe(said);
  });

  it('counts the days of the calendar, also those of 23 and of 25 hours', () => {
    // Half past eleven at night, before the night that lasts an hour less.
    expect(when('2026-03-29T16:00:00Z', '2026-03-28T22:30:00Z', 'Europe/Berlin')).toContain('tomorrow');
    expect(when('2026-10-26T16:00:00Z', '2026-10-24T22:30:00Z', 'Europe/Berlin')).toContain('tomorrow');
  });

  it('says the time in UTC where the device does not know the zone', () => {
    expect(when('2026-11-20T11:30:00Z', '2026-11-20T04:00:00Z', 'Nowhere/Land')).toMatch(/today at 11:30\sAM\sUTC/);
  });
});

it.each([
  ['2026-11-20T11:30:00Z', '5:00 PM'],
  // Half past midnight in India, where the day is another than in UTC.
  ['2026-11-20T19:00:00Z', 'tomorrow at 12:30 AM'],
  ['2026-11-23T11:30:00Z', 'Monday at 5:00 PM'],
  ['2026-11-27T11:30:00Z', 'November 27 at 5:00 PM'],
])('a pause until %s ends, on November 20: %s', (at, said) => {
  expect(endsWhen(search.closed, at, Date.parse('2026-11-20T04:00:00Z'), 'Asia/Kolkata').replace(/\s/g, ' ')).toBe(said);
});
