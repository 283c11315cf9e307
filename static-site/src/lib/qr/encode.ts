import { encode } from 'uqr';
import type { QrPath } from '$api/types';

/** What is finer is not scanned well from a screen: 57 modules a side, 213 bytes. */
const LARGEST = 10;

/**
 * The QR code of a link that only this page knows, such as one that is told once; the codes of
 * tables come from the server. Null for what is too long to be scanned from a screen.
 */
export function qrOf(words: string): QrPath | null {
  try {
    const { size, data } = encode(words, { ecc: 'M', border: 0, maxVersion: LARGEST });
    return { size, path: data.map(rowOf).join('') };
  } catch {
    // The library throws for one thing only: it does not fit.
    return null;
  }
}

/** The dark modules of a row, each run of them a rectangle. */
function rowOf(modules: readonly boolean[], y: number): string {
  const text = modules.map((dark) => (dark ? '#' : ' ')).join('');
  return Array.from(text.matchAll(/#+/g), ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('');
}
