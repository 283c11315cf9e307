import type { Looks } from '$api/types';
import { photoAt } from '$lib/photo';
import { type Look, PLAIN } from './look';

/** A card in a brand's colour, without its logo as yet. */
export const colouredAs = ({ colour }: Looks): Look => ({ ...PLAIN, accent: colour ?? PLAIN.accent });

/** The logo as an address that a picture holds in itself: a card's file has to be whole. Throws without network. */
export async function logoOf(photo: string): Promise<string> {
  const answer = await fetch(photoAt(photo, 192));
  if (!answer.ok) throw new Error(`the logo: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return `data:image/jpeg;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
