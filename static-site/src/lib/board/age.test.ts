import { expect, it } from 'vitest';
import { urgencyOf } from './age';

it('an order turns urgent and critical at the branch\'s two thresholds', () => {
  const branch = { urgent_minutes: 10, critical_minutes: 15 };
  expect([9, 10, 14, 15, 90].map((minutes) => urgencyOf(minutes, branch))).toEqual([
    'normal', 'urgent', 'urgent', 'critical', 'critical',
  ]);
});
