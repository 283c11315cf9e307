import { afterEach, expect, it, vi } from 'vitest';
import { clockTime } from '$lib/time';
import { owner } from './owner';

afterEach(() => vi.unstubAllGlobals());
const at = (device: string) => vi.stubGlobal('navigator', { languages: [device] });
const said = (words: string) => words.replaceAll(/\s/g, ' ');

it.each([
  ['en-US', 'Fri, Nov 13', '7:00 PM', '7'],
  ['en-GB', 'Fri 13 Nov', '19:00', '19'],
  ['en-IN', 'Fri, 13 Nov', '7:00 pm', '7'],
])('the owner reads days and hours as all times of the page, at home in %s', (device, day, hour, mark) => {
  at(device);
  expect([owner.date('2026-11-13'), said(owner.chart.hourName(19)), owner.chart.hourMark(19)]).toEqual([day, hour, mark]);
  expect(said(clockTime('2026-11-13T19:00:00Z', 'UTC'))).toBe(hour);
});
