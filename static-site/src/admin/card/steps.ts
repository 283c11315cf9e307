import type { CardTexts } from '$lib/text/translation';
import { fitted, LEADING, type Box, type Wish } from './fit';
import { n, type Pen } from './pen';
import { inkOn } from './look';

/** What guests do, one after the other, each in all languages of the card. */
export function stepsOf(words: readonly CardTexts[], pin: boolean): string[][] {
  const names = pin ? (['scan', 'pin', 'order'] as const) : (['scan', 'order'] as const);
  return names.map((name) => words.map(({ steps }) => steps[name]));
}

export interface StepLook {
  /** Of their numbers' discs. */
  readonly colour: string;
  readonly ink: string;
  readonly most: number;
  readonly least: number;
}

const TEXT = { face: 'text', bold: false } as const;

/** Steps side by side, each below its number. The longest has most of the room. */
export function stepColumns(pen: Pen, steps: readonly string[][], box: Box, disc: number, look: StepLook): void {
  const longest = steps.map((texts) => Math.max(...texts.map((text) => pen.ruler(text, TEXT))));
  // Between even and fair: a short one needs room as well, and the longest should not end with a lone word.
  const mean = longest.reduce((sum, one) => sum + one, 0) / longest.length;
  const shares = longest.map((one) => one + mean / 3);
  const all = shares.reduce((sum, share) => sum + share, 0);
  let x = box.x;
  const columns = steps.map((texts, at) => {
    const width = (box.width * (shares[at] ?? 0)) / all;
    const column = { x: x + GAP / 2, y: box.y + disc + GAP, width: width - GAP, height: box.height - disc - GAP };
    x += width;
    return { text: texts.join('\n'), column };
  });
  const wish: Wish = { ...TEXT, most: look.most, least: look.least, lines: 3 * (steps[0]?.length ?? 1) };
  // One size for all: they are one thing.
  const most = Math.min(...columns.map(({ text, column }) => fitted(text, column, wish, pen.ruler).size));
  const drawn = columns.map(({ text, column }, at) => {
    const found = fitted(text, column, { ...wish, most }, pen.ruler);
    const height = found.lines.length * found.size * LEADING;
    const centre = { x: column.x + column.width / 2, y: box.y + disc / 2 };
    return numbered(pen, at, centre, disc, look.colour) + pen.words(found, { ...column, height }, wish, { colour: look.ink });
  });
  pen.draw('steps', box, drawn.join(''));
}

/** Between columns, and between a number and its words. */
const GAP = 1;

/** Steps on one line, a line for each language, each behind its number. */
export function stepLines(pen: Pen, steps: readonly string[][], box: Box, look: StepLook): void {
  const languages = steps[0]?.length ?? 0;
  const lines = Array.from({ length: languages }, (_, at) => steps.map((texts) => texts[at] ?? ''));
  // In sizes: a disc, a little room, the words, and room to the next.
  const widths = lines.map((line) => line.reduce((sum, text) => sum + DISC + NEAR + pen.ruler(text, TEXT) + FAR, -FAR));
  const size = Math.min(look.most, box.width / Math.max(...widths), box.height / (languages * LINE));
  const top = box.y + (box.height - languages * LINE * size) / 2;
  const drawn = lines.map((line, row) => {
    const middle = top + (row + 0.5) * LINE * size;
    let x = box.x + (box.width - (widths[row] ?? 0) * size) / 2;
    return line.map((text, at) => {
      const width = pen.ruler(text, TEXT) * size;
      const disc = numbered(pen, at, { x: x + (DISC * size) / 2, y: middle }, DISC * size, look.colour);
      const words = { x: x + (DISC + NEAR) * size, y: middle - (LEADING * size) / 2, width, height: LEADING * size };
      x += (DISC + NEAR + FAR) * size + width;
      return disc + pen.words({ size, lines: [text] }, words, { ...TEXT, most: size, least: size, lines: 1 }, { colour: look.ink, align: 'start' });
    });
  });
  pen.draw('steps', box, drawn.flat().join(''));
}

const [DISC, NEAR, FAR, LINE] = [1.35, 0.35, 0.9, 1.5];

function numbered(pen: Pen, at: number, centre: { x: number; y: number }, disc: number, colour: string): string {
  const size = disc * 0.66;
  const box = { x: centre.x - disc / 2, y: centre.y - disc / 2, width: disc, height: disc };
  const wish: Wish = { face: 'text', bold: true, most: size, least: size, lines: 1 };
  const number = pen.words({ size, lines: [String(at + 1)] }, box, wish, { colour: inkOn(colour) });
  return `<circle cx="${n(centre.x)}" cy="${n(centre.y)}" r="${n(disc / 2)}" fill="${colour}"/>${number}`;
}
