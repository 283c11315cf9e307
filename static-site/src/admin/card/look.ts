import type { Letters } from './letters';
import { GROUNDS, OWN } from '../looks/tones';

/** How a house's cards look. Colours are `#rrggbb`: they are printed on white. */
export interface Look {
  /** The house's own colour. */
  readonly accent: string;
  /** A square picture that holds itself: `data:image/jpeg;base64,…`. */
  readonly logo: string | null;
  /** Of the brand's and the table's name; null for the device's own. */
  readonly letters: Letters | null;
}

/** Of a house that has chosen none: the accent of the pages in their light scheme. */
export const PLAIN: Look = { accent: OWN.light.accent, logo: null, letters: null };

export const INK = GROUNDS.light.ink;
export const SOFT = GROUNDS.light['ink-soft'];
const WHITE = '#ffffff';

/** What words on this colour are read in. */
export function inkOn(colour: string): string {
  return contrast(WHITE, colour) >= contrast(INK, colour) ? WHITE : INK;
}

/** The colour for a fine line, a number or a word on white; ink where the colour is too light for that. */
export function onWhite(colour: string): string {
  return contrast(WHITE, colour) >= 4.5 ? colour : INK;
}

/** As WCAG counts it. */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
