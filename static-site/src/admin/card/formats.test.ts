import { describe, expect, it } from 'vitest';
import { FORMATS, FORMAT_NAMES, PAPERS, PAPER_NAMES, pagesOf, sheetOf } from './formats';

it.each([
  ['tent', 'a4', 2, [297, 210]],
  ['tent', 'letter', 1, [215.9, 279.4]],
  ['a7', 'a4', 8, [297, 210]],
  ['a7', 'letter', 6, [279.4, 215.9]],
  ['sticker', 'a4', 6, [210, 297]],
  ['sticker', 'letter', 6, [215.9, 279.4]],
] as const)('%s on %s: %d on a page of %o mm', (format, paper, count, size) => {
  const { places, width, height } = sheetOf(FORMATS[format], paper);
  expect([places.length, width, height]).toEqual([count, ...size]);
});

describe.each(FORMAT_NAMES)('%s', (name) => {
  const format = FORMATS[name];
  it.each(PAPER_NAMES)('lies whole on %s, apart from the others, and is cut where it ends', (paper) => {
    const { places, width, height, marks } = sheetOf(format, paper);
    expect([width, height].sort()).toEqual(Object.values(PAPERS[paper]).sort());
    for (const [at, { x, y }] of places.entries()) {
      expect(Math.min(x, y, width - x - format.width, height - y - format.height)).toBeGreaterThanOrEqual(0);
      for (const other of places.slice(at + 1)) {
        const apart = Math.max(Math.abs(other.x - x) - format.width, Math.abs(other.y - y) - format.height);
        expect(apart).toBeGreaterThanOrEqual(-1e-9);
      }
    }
    // Each mark runs along an edge of cards, within the paper.
    const near = (value: number, edges: number[]) => edges.some((edge) => Math.abs(edge - value) < 1e-9);
    const across = places.flatMap(({ x }) => [x, x + format.width]);
    const down = places.flatMap(({ y }) => [y, y + format.height]);
    for (const { from, to } of marks) {
      expect(from.x === to.x ? near(from.x, across) : from.y === to.y && near(from.y, down)).toBe(true);
      for (const { x, y } of [from, to]) expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
    }
    expect(marks.length > 0).toBe(!format.round);
  });
});

it.each([
  [0, []],
  [1, [1]],
  [8, [8]],
  [9, [8, 1]],
  [40, [8, 8, 8, 8, 8]],
])('%d cards lie on pages of %o', (count, pages) => {
  const cards = Array.from({ length: count }, (_, at) => at);
  const found = pagesOf(cards, sheetOf(FORMATS.a7, 'a4'));
  expect(found.map(({ length }) => length)).toEqual(pages);
  expect(found.flat()).toEqual(cards);
});
