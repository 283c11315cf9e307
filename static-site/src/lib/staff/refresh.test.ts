import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renewIn, retryIn } from './refresh';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('renews ten minutes of life at least one minute before they end', () => {
  expect(renewIn(600, 0)).toBe(540_000);
  expect(renewIn(600, 0.5)).toBe(525_000);
});

it('renews a short life at its half', () => {
  expect(renewIn(60, 0.9)).toBe(30_000);
});

it('renews before the end, but never in a tight loop', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 100_000 }), random, (life, luck) => {
      const ms = renewIn(life, luck);
      expect(ms).toBeGreaterThanOrEqual(1_000);
      if (life > 2) expect(ms).toBeLessThan(life * 1000);
    }),
  );
});

it('tries again later and later, up to half a minute', () => {
  expect([0, 1, 2, 3, 9, 40].map((failures) => retryIn(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 30_000, 30_000,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), random, (failures, luck) => {
      const ms = retryIn(failures, luck);
      expect(ms).toBeGreaterThanOrEqual(500);
      expect(ms).toBeLessThanOrEqual(30_000);
    }),
  );
});
