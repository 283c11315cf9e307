import type { Palette, Tones } from '$api/types';
import { contrast } from '../card/look';
import { GROUNDS } from './tones';

/**
 * What the server makes of a brand's colour, for a look at it before it is saved. Both must make
 * the same, which `palettes.json` holds.
 */
export function paletteOf(colour: string): Palette {
  return { light: lightTones(colour), dark: darkTones(colour) };
}

/** What words need beside what they stand on, by WCAG. */
export const READABLE = 4.5;

const [WHITE, BLACK] = ['#ffffff', '#000000'];

/** Tries on the way from one colour to another. */
const STEPS = 64;

function lightTones(colour: string): Tones {
  const accent = toward(BLACK, colour, GROUNDS.light.sunken);
  const soft = mixed(colour, WHITE, 0.86);
  return {
    accent,
    accent_strong: mixed(accent, BLACK, 0.2),
    on_accent: WHITE,
    accent_soft: soft,
    on_accent_soft: toward(BLACK, accent, soft),
  };
}

function darkTones(colour: string): Tones {
  const accent = toward(WHITE, colour, GROUNDS.dark.sunken);
  const soft = mixed(colour, GROUNDS.dark.ground, 0.8);
  return {
    accent,
    accent_strong: mixed(accent, WHITE, 0.3),
    on_accent: toward(BLACK, mixed(colour, BLACK, 0.8), accent),
    accent_soft: soft,
    on_accent_soft: toward(WHITE, accent, soft),
  };
}

/** The first colour on the way from `from` to `end` that can be read on `ground`. */
function toward(end: string, from: string, ground: string): string {
  for (let step = 0; step <= STEPS; step += 1) {
    const colour = mixed(from, end, step / STEPS);
    if (contrast(colour, ground) >= READABLE) return colour;
  }
  return end;
}

/** A colour between two; `share` says how much of the second, 0 to 1. */
function mixed(one: string, other: string, share: number): string {
  const to = channels(other);
  const between = channels(one).map((from, at) => Math.floor(from + ((to[at] ?? from) - from) * share + 0.5));
  return `#${between.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
