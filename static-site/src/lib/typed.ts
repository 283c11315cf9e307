/** Turns text around or hides in it; joiners stay, which scripts and emoji need. */
const UNSEEN = /[\p{Cc}\u00ad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]/gu;
/** What alone shows nothing. */
const BLANK = /^[\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0]*$/u;

/**
 * What can be seen of a text that somebody typed or pasted, as it will be
 * read: without what would turn it around, and empty when nothing is left.
 */
export function seen(typed: string): string {
  const text = typed.replaceAll(/[\t\n\r]+/g, ' ').replaceAll(UNSEEN, '').trim();
  return BLANK.test(text) ? '' : text;
}
