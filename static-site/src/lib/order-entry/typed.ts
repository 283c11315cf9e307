/** What was typed into the search: words, and how many of what they find. */
export interface Typed {
  quantity: number;
  words: string;
}

/** The most of one line. */
export const MOST = 99;

/** "3 naan", "3x naan" and "3×naan" are three of it; a number alone is a word, as of "7 Up". */
export function readTyped(typed: string): Typed {
  const text = typed.trim();
  const match = /^(\d{1,2})(?:\s*[x×*]\s*|\s+)(\S.*)$/iu.exec(text);
  const quantity = Number(match?.[1] ?? 1);
  if (!match || quantity < 1) return { quantity: 1, words: text };
  return { quantity, words: match[2] ?? '' };
}

/** How long after a digit the next one belongs to the same number, in milliseconds. */
const TOGETHER_MS = 1_200;

/** Digits that are typed one after the other, as one quantity. */
export class Digits {
  #number = '';
  #at = -Infinity;

  /** The quantity after a digit at `now`, in milliseconds; null while it is none. */
  type(digit: string, now: number): number | null {
    const goes = now - this.#at <= TOGETHER_MS && this.#number.length < 2;
    this.#number = (goes ? this.#number : '') + digit;
    this.#at = now;
    const quantity = Number(this.#number);
    return quantity >= 1 && quantity <= MOST ? quantity : null;
  }
}
