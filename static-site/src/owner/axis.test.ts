import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisOf } from './axis';

it.each([
  [0, 2],
  [1, 2],
  [7, 8],
  [480_000, 600_000],
  [1_000_000, 1_000_000],
  [1_000_001, 2_000_000],
  [1_300_000, 2_000_000],
])('an axis for up to %d ends at %d', (most, top) => {
  expect(axisOf(most)).toEqual({ half: top / 2, top });
});

it('holds what it shows and wastes no more than half of the room', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e12 }), (most) => {
      const { half, top } = axisOf(most);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(top).toBeLessThanOrEqual(2 * most + 2);
      expect(Number.isInteger(half)).toBe(true);
    }),
  );
});
