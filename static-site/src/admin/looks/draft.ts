import type { DisplayFace, Looks } from '$api/types';
import { seen } from '$lib/typed';
import { paletteOf } from './palette';

/** What somebody is choosing; '' for what the pages have by themselves. */
export interface LooksDraft {
  colour: string;
  face: DisplayFace;
  logo: string;
  cover: string;
}

export const FACES: readonly DisplayFace[] = ['plain', 'classic', 'modern', 'friendly'];

/** Colours to begin with, by their names in the texts. */
export const SWATCHES = [
  { name: 'chilli', colour: '#b3261e' },
  { name: 'saffron', colour: '#f2a900' },
  { name: 'olive', colour: '#5b6b1f' },
  { name: 'leaf', colour: '#1d6b3a' },
  { name: 'sea', colour: '#0f6b78' },
  { name: 'night', colour: '#1f3a6b' },
  { name: 'plum', colour: '#6b2350' },
  { name: 'coal', colour: '#2b2b2b' },
] as const;

export function draftOf({ colour, face, logo, cover }: Looks): LooksDraft {
  return { colour: colour ?? '', face, logo: logo ?? '', cover: cover ?? '' };
}

/** What is sent: what is '' is left out. */
export function wishOf({ colour, face, logo, cover }: LooksDraft) {
  return { face, ...(colour && { colour }), ...(logo && { logo }), ...(cover && { cover }) };
}

export const sameLooks = (one: LooksDraft, other: LooksDraft): boolean =>
  (['colour', 'face', 'logo', 'cover'] as const).every((part) => one[part] === other[part]);

/** A colour as somebody types it, with three digits or six; null for none. */
export function colourOf(typed: string): string | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(seen(typed).toLowerCase())?.[1];
  if (!digits) return null;
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`;
}

export type Scheme = 'light' | 'dark';

/** The schemes in which a colour cannot be read as it is, so that another one stands in. */
export function said(colour: string): Scheme[] {
  const palette = paletteOf(colour);
  return (['light', 'dark'] as const).filter((scheme) => palette[scheme].accent !== colour);
}
