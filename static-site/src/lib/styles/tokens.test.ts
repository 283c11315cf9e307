import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/styles/tokens.css', 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['ground', 'surface', 'sunken'];
const text = ['ink', 'ink-soft', 'accent', 'good', 'warn', 'bad', 'veg', 'non-veg', 'egg'];

/** [foreground, background, least ratio] */
const pairs: [string, string, number][] = [
  ...text.flatMap((ink) => grounds.map((on): [string, string, number] => [ink, on, 4.5])),
  ...grounds.map((on): [string, string, number] => ['line-strong', on, 3]),
  ...[0, 1, 2, 3, 4, 5].flatMap((tint) => grounds.map((on): [string, string, number] => [`tint-${tint}`, on, 3])),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-bad', 'bad', 4.5],
  ...['accent', 'good', 'warn', 'bad', 'info'].map((tone): [string, string, number] => [
    `on-${tone}-soft`,
    `${tone}-soft`,
    4.5,
  ]),
  ...['ground', 'board', 'surface', 'sunken'].flatMap((on): [string, string, number][] => [
    ['kitchen-ink', `kitchen-${on}`, 7],
    ['kitchen-soft', `kitchen-${on}`, 7],
    ['kitchen-on-good', `kitchen-${on}`, 7],
    ['kitchen-flash', `kitchen-${on}`, 3],
  ]),
  ['kitchen-action', 'kitchen-ground', 3],
  ['kitchen-on-action', 'kitchen-action', 7],
  ['kitchen-on-good', 'kitchen-good', 7],
  ['kitchen-on-cooking', 'kitchen-cooking', 7],
  ['kitchen-on-urgent', 'kitchen-urgent', 7],
  ['kitchen-on-critical', 'kitchen-critical', 7],
];

describe('contrast', () => {
  it.each(pairs)('%s on %s is at least %d:1, light and dark', (ink, on, least) => {
    for (const scheme of ['light', 'dark'] as const) {
      const [front, back] = [tokens.get(ink)?.[scheme], tokens.get(on)?.[scheme]];
      expect(front && back, `${ink} and ${on} are tokens`).toBeTruthy();
      expect(contrast(front ?? '', back ?? ''), scheme).toBeGreaterThanOrEqual(least);
    }
  });
});
