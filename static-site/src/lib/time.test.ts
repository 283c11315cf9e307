import { describe, expect, it } from 'vitest';
import { hourNow } from '../owner/figures';
import { businessDay } from '../owner/recent';
import { clockTime, knownZone, minutesBetween } from './time';

const at = '2026-05-01T18:35:00Z';

describe('a time zone', () => {
  it.each([
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
    ['Mars/Olympus', 'UTC'],
    ['', 'UTC'],
  ])('%j is read as %j', (zone, known) => expect(knownZone(zone)).toBe(known));

  it('that the device does not know gives the time in UTC, and says so', () => {
    expect(clockTime(at, 'Asia/Kolkata')).toMatch(/12:05/);
    expect(clockTime(at, 'Asia/Kolkata')).not.toMatch(/UTC|GMT|IST/);
    expect(clockTime(at, 'Mars/Olympus')).toMatch(/6:35.*UTC/);
  });

  it('that the device does not know hangs none of the owner’s figures', () => {
    const branch = { time_zone: 'Mars/Olympus' } as Parameters<typeof hourNow>[0]['branch'];
    expect(hourNow({ server_time: at, branch })).toBe(18);
    expect(businessDay({ placed_at: at }, { branch, hours: [] })).toBe('2026-05-01');
  });
});

it('an age is in whole minutes and never negative', () => {
  const placed = '2026-05-01T12:00:00Z';
  const now = (seconds: number) => Date.parse(placed) + seconds * 1000;
  expect([-30, 0, 59, 60, 899].map((seconds) => minutesBetween(placed, now(seconds)))).toEqual([0, 0, 0, 1, 14]);
});
