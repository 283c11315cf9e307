const DIGIT = /\p{Nd}/u;

/**
 * A number that somebody typed, in ASCII digits: those of any script count, and spaces, dashes
 * and the marks that nobody sees are left out. What else is in it stays, and is no digit.
 */
export function asciiDigits(typed: string): string {
  // NFKC turns full-width and circled digits into plain ones.
  const text = typed.normalize('NFKC').replace(/[\s\p{Cf}\p{M}\p{Pd}\u2212_.·]/gu, '');
  return [...text].map((one) => (DIGIT.test(one) ? String(valueOf(one)) : one)).join('');
}

/** Every script has its ten digits in a row, from zero on. */
function valueOf(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(at - value - 1))) value += 1;
  return value % 10;
}
