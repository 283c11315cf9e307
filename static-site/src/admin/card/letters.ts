import classic from '@fontsource/playfair-display/files/playfair-display-latin-600-normal.woff2?url';
import friendly from '@fontsource/fredoka/files/fredoka-latin-600-normal.woff2?url';
import modern from '@fontsource/outfit/files/outfit-latin-600-normal.woff2?url';
import type { DisplayFace } from '$api/types';
import type { Face } from './fit';

/** A brand's own letters, of which there is one weight. */
export interface Letters {
  readonly family: string;
  /** Those of the device that are like them, for what they have no letter for. */
  readonly like: Face;
  /** `data:font/woff2;base64,…`: a picture loads no font, so it holds its own. */
  readonly source: string;
}

type Own = Exclude<DisplayFace, 'plain'>;

const FILES: Readonly<Record<Own, Omit<Letters, 'source'> & { url: string }>> = {
  classic: { family: 'Salver Classic', like: 'display', url: classic },
  modern: { family: 'Salver Modern', like: 'text', url: modern },
  friendly: { family: 'Salver Friendly', like: 'text', url: friendly },
};

const known = new Map<Own, Promise<Letters>>();

/** The letters of a face, once the page can measure with them. Throws without network. */
export function lettersOf(face: Own): Promise<Letters> {
  const coming = known.get(face) ?? fetched(face);
  known.set(face, coming);
  coming.catch(() => known.delete(face));
  return coming;
}

async function fetched(face: Own): Promise<Letters> {
  const { url, family, like } = FILES[face];
  const bytes = await bytesOf(url);
  document.fonts.add(await new FontFace(family, bytes, { weight: '600' }).load());
  return { family, like, source: dataUrl('font/woff2', bytes) };
}

/** What lies at an address of this site. Throws when it does not come. */
export async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Bytes as an address that holds them: a card's file has to be whole. */
export function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
