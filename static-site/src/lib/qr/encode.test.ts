import { expect, it } from 'vitest';
import { qrOf } from './encode';

/** That scanners read it is shown in tests/browser, where there is one. */
it('a link takes the smallest code that holds it, and what is too long takes none', () => {
  const size = (length: number) => qrOf('x'.repeat(length))?.size;
  expect([1, 14, 15, 26, 27, 122, 123, 213].map(size)).toEqual([21, 21, 25, 25, 29, 45, 49, 57]);
  expect(qrOf('x'.repeat(214))).toBeNull();
  // Two bytes each.
  expect(qrOf('é'.repeat(107))).toBeNull();
});

it('it is drawn within its square, with the three corners that scanners look for', () => {
  const { size, path } = qrOf('https://salver.example/invite#code') ?? { size: 0, path: '' };
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map((run) => run.slice(1).map(Number));
  expect(runs.map(([x = 0, y = 0, length = 0]) => `M${x} ${y}h${length}v1h-${length}z`).join('')).toBe(path);
  for (const [x = 0, y = 0, length = 0] of runs) expect(x + length <= size && y < size).toBe(true);
  for (const corner of [`M0 0h7`, `M${size - 7} 0h7`, `M0 ${size - 7}h7`]) expect(path).toContain(corner);
});
