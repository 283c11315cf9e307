import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import cases from '../../../../shared/domain/src/palettes.json';
import { contrast } from '../card/look';
import { colourOf, said, SWATCHES } from './draft';
import { paletteOf, READABLE } from './palette';
import { GROUNDS, OWN } from './tones';

it.each(cases)('of $of both make the same', ({ of, palette }) => {
  expect(paletteOf(of)).toEqual(palette);
});

it('the grounds and the tones of who has no colour are those of the pages', () => {
  const css = readFileSync('src/lib/styles/tokens.css', 'utf8');
  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, colour] of Object.entries({ ...GROUNDS[scheme], ...OWN[scheme] })) {
      const [, light, dark] = new RegExp(`--${name.replaceAll('_', '-')}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css) ?? [];
      expect({ light, dark }[scheme], `${name}, ${scheme}`).toBe(colour);
    }
  }
});

const steps = ['00', '33', '66', '99', 'cc', 'ff'];
const many = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));

it.each(['light', 'dark'] as const)('in the %s scheme all can be read, whatever the colour', (scheme) => {
  for (const colour of [...many, ...SWATCHES.map(({ colour }) => colour)]) {
    const tones = paletteOf(colour)[scheme];
    const { ground, surface, sunken, ink, 'ink-soft': soft } = GROUNDS[scheme];
    const pairs = [
      ...[ground, surface, sunken].map((on) => [tones.accent, on] as const),
      [tones.on_accent, tones.accent] as const,
      [tones.on_accent, tones.accent_strong] as const,
      ...[tones.on_accent_soft, ink, soft].map((words) => [words, tones.accent_soft] as const),
    ];
    for (const [front, back] of pairs) expect(contrast(front, back), `${colour}: ${front} on ${back}`).toBeGreaterThanOrEqual(READABLE);
  }
});

it.each(['light', 'dark'] as const)('in the %s scheme a name on the wall is read from five metres, whatever the colour', (scheme) => {
  const [, light = '', dark = ''] = /--kitchen-ink: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/.exec(readFileSync('src/lib/styles/tokens.css', 'utf8')) ?? [];
  const ink = { light, dark }[scheme];
  for (const colour of [...many, ...SWATCHES.map(({ colour }) => colour)]) {
    expect(contrast(ink, paletteOf(colour)[scheme].accent_soft), colour).toBeGreaterThanOrEqual(7);
  }
});

it.each([
  ['#9c3d1b', ['dark']],
  ['#ffd24a', ['light']],
  ['#ffffff', ['light']],
  ['#000000', ['dark']],
  ['#777777', ['light', 'dark']],
])('of %s is said where it had to be changed: %o', (colour, schemes) => {
  expect(said(colour)).toEqual(schemes);
});

it.each([
  ['#9C3D1B', '#9c3d1b'],
  [' 9c3d1b ', '#9c3d1b'],
  ['#abc', '#aabbcc'],
  ['red', null],
  ['#12345', null],
  ['', null],
])('typed %o means %o', (typed, colour) => {
  expect(colourOf(typed)).toBe(colour);
});
