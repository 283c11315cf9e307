import { describe, expect, it } from 'vitest';
import { fit, type Room } from './fit';

/** Halves of a screen of 1080p, upright and lying, without head and title. */
const lying: Room = { width: 920, height: 860, side: 1080 };
const upright: Room = { width: 1040, height: 740, side: 1080 };
const numbers = (count: number, digits = 2, names = false) => ({ count, digits, names });
/** The height of a capital letter or a digit of these system fonts. */
const high = (size: number) => size * 0.72;

describe.each([
  ['lying', lying],
  ['upright', upright],
])('%s', (_, room) => {
  it('is read from five metres however many there are', () => {
    for (let count = 0; count <= 120; count += 1) {
      for (const digits of [1, 2, 3]) {
        for (const names of [false, true]) {
          const { size, columns, perPage, pages } = fit(room, numbers(count, digits, names));
          expect(high(size)).toBeGreaterThanOrEqual(51);
          expect(pages * perPage).toBeGreaterThanOrEqual(count);
          expect((pages - 1) * perPage).toBeLessThan(Math.max(1, count));
          expect(columns * size * (digits * 0.64 + 0.36)).toBeLessThanOrEqual(room.width);
        }
      }
    }
  });

  it('is larger while there are few', () => {
    const sizes = [1, 4, 9, 16, 30].map((count) => fit(room, numbers(count)).size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(high(sizes[0] ?? 0)).toBeGreaterThan(150);
  });

  it('shows sixty numbers, split over both halves, on one page or two', () => {
    expect(fit(room, numbers(30)).pages).toBe(1);
    expect(fit(room, numbers(60)).pages).toBeLessThanOrEqual(2);
  });
});

it('fits into what somebody drew small', () => {
  const small = { width: 300, height: 90, side: 390 };
  const { size, perPage, pages } = fit(small, numbers(12, 3, true));
  expect(size).toBeGreaterThan(0);
  expect(perPage * pages).toBeGreaterThanOrEqual(12);
  expect(fit({ width: 0, height: 0, side: 0 }, numbers(3)).pages).toBe(3);
});
