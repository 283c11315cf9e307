/** How letters look: running text, a name, or a code to type. */
export type Face = 'text' | 'display' | 'mono';

/** Lengths are millimetres, also the size of letters. */
export interface Style {
  readonly face: Face;
  readonly bold: boolean;
}

/** How wide a text is in letters of 1 mm. Wherever cards are drawn there is one; tests have their own. */
export type Ruler = (text: string, style: Style) => number;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Wish extends Style {
  /** Of the letters: as large as can be between these. */
  readonly most: number;
  readonly least: number;
  readonly lines: number;
}

export interface Fitted {
  readonly size: number;
  readonly lines: readonly string[];
}

/** From line to line, in sizes: letters of Devanagari need more than those of English. */
export const LEADING = 1.3;

/** Each try is so much smaller than the last. */
const STEP = 0.96;

/**
 * A text in a box, as large as can be. What does not fit in the smallest letters ends with an
 * ellipsis. Words that follow each other with `\n` stand on lines of their own.
 */
export function fitted(text: string, box: Box, wish: Wish, ruler: Ruler): Fitted {
  for (let size = wish.most; ; size = Math.max(wish.least, size * STEP)) {
    const lines = text.split('\n').flatMap((line) => wrapped(line, box.width / size, wish, ruler));
    if (lines.length <= wish.lines && lines.length * size * LEADING <= box.height) {
      return { size, lines: text.split('\n').flatMap((line) => balanced(line, box.width / size, wish, ruler)) };
    }
    if (size <= wish.least) return { size, lines: cut(lines, box, size, wish, ruler) };
  }
}

/** A text on lines of this width, in letters of 1 mm. Only a word that is wider than a line is broken. */
function wrapped(text: string, width: number, style: Style, ruler: Ruler): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (ruler(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (ruler(line, style) > width) {
      const head = headOf(line, width, style, ruler);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line ? [...lines, line] : lines;
}

/** The same number of lines, as even as can be: no word alone on the last one. */
function balanced(text: string, width: number, style: Style, ruler: Ruler): string[] {
  let best = wrapped(text, width, style, ruler);
  if (best.length < 2 || ruler(text, style) > width * best.length) return best;
  for (let narrow = width * STEP; narrow > width / 2; narrow *= STEP) {
    const lines = wrapped(text, narrow, style, ruler);
    if (lines.length > best.length || lines.join(' ') !== best.join(' ')) return best;
    best = lines;
  }
  return best;
}

/** A letter with all the marks that belong to it: parted from them it would be another one. */
const LETTERS = /\P{M}[\p{M}\u200c\u200d]*/gu;

/** The longest start of a word that is no wider than this, and never nothing. */
function headOf(word: string, width: number, style: Style, ruler: Ruler): string {
  const letters = word.match(LETTERS) ?? [word];
  let head = letters[0] ?? word;
  for (const letter of letters.slice(1)) {
    if (ruler(head + letter, style) > width) break;
    head += letter;
  }
  return head;
}

function cut(lines: readonly string[], box: Box, size: number, wish: Wish, ruler: Ruler): string[] {
  const room = Math.max(1, Math.min(wish.lines, Math.floor(box.height / (size * LEADING))));
  if (lines.length <= room) return [...lines];
  const kept = lines.slice(0, room);
  const letters = (kept.pop() ?? '').match(LETTERS) ?? [];
  while (letters.length > 0 && ruler(`${letters.join('')}…`, wish) > box.width / size) letters.pop();
  return [...kept, `${letters.join('').trimEnd()}…`];
}
