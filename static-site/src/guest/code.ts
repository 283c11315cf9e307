/** A code as restaurants print it: letters and digits that cannot be taken for one another. */
const PRINTED = /^[2-9A-HJ-NP-Z]{8}$/;

/**
 * The table's code from the page's fragment, as a QR link carries it. Case does not count, and
 * neither does what copying, scanning and typing put around and between its letters.
 */
export function codeInFragment(hash: string): string | null {
  const text = decoded(hash).replace(/^#/, '');
  // What others add to links comes behind it.
  const fragment = text.slice(text.lastIndexOf('#') + 1).replace(/[?&].*/, '');
  if (fragment.startsWith('/')) return null;
  return printedCode(fragment) ?? (/^[\w-]{1,64}$/.test(fragment) ? fragment.toUpperCase() : null);
}

/** The printed code that a text comes to without spaces and dashes, if it comes to one. */
export function printedCode(text: string): string | null {
  const code = text.replace(/[?&/.,;:!"'’”)\]>]+$/, '').replace(/[-\u2010-\u2015\u2212_.·]/g, '').toUpperCase();
  return PRINTED.test(code) ? code : null;
}

/** Without spaces, the invisible marks of copied text and full-width letters, and with `%23` as what it stands for. */
export function decoded(text: string): string {
  let read = text;
  try {
    read = decodeURIComponent(text);
  } catch {
    // A percent sign of its own is no code.
  }
  return read.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}
