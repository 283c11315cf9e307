import { expect, it } from 'vitest';
import { seat } from '$lib/text/seat';
import { resting } from './resting';

const now = Date.parse('2026-11-20T12:00:00Z');
const said = (until: string) => resting({ until }, now, 'Asia/Kolkata').text.replace(/\s/g, ' ');

it.each([
  ['2026-11-20T13:30:00Z', '7:00 PM'],
  // Staff paused it until after the close, so that it ends when they open again.
  ['2026-11-21T06:30:00Z', 'tomorrow at 12:00 PM'],
  ['2026-11-23T06:30:00Z', 'Monday at 12:00 PM'],
])('a pause until %s ends by the restaurant’s clock: %s', (until, when) => {
  expect(said(until)).toBe(seat.placing.pausedUntil(when));
});
