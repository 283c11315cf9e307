import { expect, it } from 'vitest';
import { QUIET_MS, renewalOf } from './renewal';

it.each([
  [{ started: false, orders: 0, untouched: QUIET_MS }, 'load'],
  // Without a shift there is no bell, so orders on the board do not keep it from loading.
  [{ started: false, orders: 7, untouched: QUIET_MS }, 'load'],
  [{ started: false, orders: 0, untouched: QUIET_MS - 1 }, 'wait'],
  [{ started: true, orders: 1, untouched: QUIET_MS * 100 }, 'wait'],
  [{ started: true, orders: 0, untouched: QUIET_MS }, 'offer'],
  [{ started: true, orders: 0, untouched: 0 }, 'wait'],
] as const)('a kitchen with %j will %s', (screen, renewal) => expect(renewalOf(screen)).toBe(renewal));
