import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contrast, INK, inkOn, onWhite, PLAIN, SOFT } from './look';

it('without colours of its own a house has those of the pages', () => {
  const css = readFileSync('src/lib/styles/tokens.css', 'utf8');
  const light = (name: string) => new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6})`).exec(css)?.[1];
  expect([PLAIN.accent, INK, SOFT]).toEqual([light('accent'), light('ink'), light('ink-soft')]);
});

it.each(['#9c3d1b', '#ffd24a', '#000000', '#ffffff', '#777777', '#1d6b3a'])('words on %s and lines of it can be read', (accent) => {
  expect(contrast(inkOn(accent), accent)).toBeGreaterThanOrEqual(4.2);
  expect(contrast(onWhite(accent), '#ffffff')).toBeGreaterThanOrEqual(4.5);
});
