import { expect, it } from 'vitest';
import type { OrderStatus } from '$api/types';
import { dueOf } from './due';

const at = (minute: number) => `2026-05-01T12:${String(minute).padStart(2, '0')}:00Z`;
const order = (status: OrderStatus, more: object = {}) => ({
  status,
  placed_at: at(0),
  lines: [
    { status: 'cooking' as const, prep_minutes: 12 },
    { status: 'new' as const, prep_minutes: 5 },
    { status: 'cancelled' as const, prep_minutes: 40 },
  ],
  ...more,
});
const now = (minute: number) => Date.parse(at(minute)) + 30_000;

it('counts from the acceptance against the longest dish that is still wanted', () => {
  const accepted = order('preparing', { accepted_at: at(4) });
  expect(dueOf(accepted, now(16))).toEqual({ minutes: 12, longest: 12, over: 0 });
  expect(dueOf(accepted, now(19))).toEqual({ minutes: 15, longest: 12, over: 3 });
});

it('promises nothing before the acceptance', () => {
  expect(dueOf(order('placed'), now(30))).toEqual({ minutes: 30, longest: 12, over: 0 });
});

it('counts at the pass how long the food has been standing there', () => {
  const ready = order('ready', { accepted_at: at(2), ready_at: at(30) });
  expect(dueOf(ready, now(34))).toEqual({ minutes: 4, longest: 12, over: 0 });
});

it('is late for no dish when all is void', () => {
  const lines = [{ status: 'cancelled' as const, prep_minutes: 3 }];
  expect(dueOf({ ...order('preparing', { accepted_at: at(0) }), lines }, now(30))).toEqual({ minutes: 30, longest: 0, over: 0 });
});
