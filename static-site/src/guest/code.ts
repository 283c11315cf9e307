/** The table's code from the page's fragment, as a QR link carries it. Case does not count. */
export function codeInFragment(hash: string): string | null {
  let code: string;
  try {
    code = decodeURIComponent(hash.replace(/^#/, '')).trim();
  } catch {
    return null;
  }
  return /^[\w-]{1,64}$/.test(code) ? code.toUpperCase() : null;
}
