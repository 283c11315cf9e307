import type { Looks } from '$api/types';
import { photoAt } from '$lib/photo';
import { bytesOf, dataUrl } from './letters';
import { type Look, PLAIN } from './look';

/** A card in a brand's colour, without its logo and its letters as yet. */
export const colouredAs = ({ colour }: Looks): Look => ({ ...PLAIN, accent: colour ?? PLAIN.accent });

/** The logo as an address that a picture holds in itself. Throws without network. */
export async function logoOf(photo: string): Promise<string> {
  return dataUrl('image/jpeg', await bytesOf(photoAt(photo, 192)));
}
