import type { QrPath } from '$api/types';
import { QUIET, type Code, type Part, type PartName } from './drawing';
import { fitted, LEADING, type Box, type Face, type Fitted, type Ruler, type Wish } from './fit';
import type { Letters } from './letters';

/** Fonts that devices have: a card is drawn with what there is, as the pages are. */
const FAMILIES: Readonly<Record<Face, string>> = {
  text: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Devanagari', sans-serif",
  display:
    "ui-serif, 'New York', 'Iowan Old Style', Charter, 'Source Serif 4', Palatino, 'Palatino Linotype', Georgia, 'Noto Serif', 'Noto Serif Devanagari', serif",
  mono: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
};

/** The fonts of a card. Names are in a brand's letters, as far as these go. */
export const familiesOf = (letters: Letters | null): typeof FAMILIES =>
  letters ? { ...FAMILIES, display: `'${letters.family}', ${FAMILIES[letters.like]}` } : FAMILIES;

/** From the top of a line to where its letters stand, in sizes. */
const BASELINE = 1;

export interface Ink {
  readonly colour: string;
  readonly align?: 'start' | 'middle';
}

/** Draws the parts of a face, one after the other. */
export class Pen {
  readonly parts: Part[] = [];
  readonly #families: typeof FAMILIES;

  constructor(
    readonly ruler: Ruler,
    letters: Letters | null,
  ) {
    this.#families = familiesOf(letters);
  }

  /** Colour or lines. */
  draw(what: PartName, box: Box, svg: string): void {
    this.parts.push({ what, box, svg });
  }

  /** The house's logo on a white plate, which every logo is made for. Nothing is drawn without one. */
  logo(box: Box, picture: string | null): void {
    if (picture === null) return;
    const inset = box.width / 16;
    const [x, y, side] = [box.x + inset, box.y + inset, box.width - 2 * inset].map(n);
    this.draw(
      'logo',
      box,
      `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(2 * inset)}" fill="#fff"/>` +
        // By its old name: programs of print shops know no other.
        `<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${picture}" x="${x}" y="${y}" width="${side}" height="${side}"/>`,
    );
  }

  /** Words in the middle of a box. Nothing is drawn for no words. */
  write(what: PartName, text: string, box: Box, wish: Wish, ink: Ink): void {
    if (text.trim()) this.draw(what, box, this.words(fitted(text, box, wish, this.ruler), box, wish, ink));
  }

  words({ size, lines }: Fitted, box: Box, wish: Wish, { colour, align = 'middle' }: Ink): string {
    const top = box.y + (box.height - lines.length * size * LEADING) / 2;
    const x = align === 'middle' ? box.x + box.width / 2 : box.x;
    return lines
      .map((line, at) => {
        const y = top + size * (LEADING * at + BASELINE);
        return `<text x="${n(x)}" y="${n(y)}"${this.#letters(line, size, wish)} text-anchor="${align}" fill="${colour}">${escaped(line)}</text>`;
      })
      .join('');
  }

  /** A code in its groups, with room between them that nobody types. */
  type(groups: readonly string[], box: Box, most: number, colour: string): void {
    const style = { face: 'mono', bold: true } as const;
    const widthOf = (size: number) => size * (this.ruler(groups.join(''), style) + (groups.length - 1) * BETWEEN);
    const size = Math.min(most, box.height / LEADING, (most * box.width) / widthOf(most));
    const start = box.x + (box.width - widthOf(size)) / 2;
    const y = box.y + (box.height - size * LEADING) / 2 + size * BASELINE;
    const spans = groups.map((group, at) => `<tspan${at > 0 ? ` dx="${n(BETWEEN * size)}"` : ''}>${escaped(group)}</tspan>`);
    const letters = `font-size="${n(size)}" font-weight="600" font-family="${this.#families.mono}"`;
    this.draw('typed', box, `<text x="${n(start)}" y="${n(y)}" ${letters} fill="${colour}">${spans.join('')}</text>`);
  }

  /** Black on white, whatever the house's colours: many scanners take no other. */
  code(box: Box, qr: QrPath): Code {
    const unit = box.width / (qr.size + 2 * QUIET);
    const at = (edge: number) => n(edge + QUIET * unit);
    this.draw(
      'code',
      box,
      `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" fill="#fff"/>` +
        `<path transform="translate(${at(box.x)} ${at(box.y)}) scale(${n(unit)})" d="${qr.path}" fill="#000" shape-rendering="crispEdges"/>`,
    );
    return { box, qr };
  }

  /** Their width is fixed, so that on a machine with other fonts nothing runs over the edge either. */
  #letters(line: string, size: number, { face, bold }: Wish): string {
    const width = this.ruler(line, { face, bold }) * size;
    const weight = bold ? ' font-weight="600"' : '';
    return ` font-size="${n(size)}"${weight} font-family="${this.#families[face]}" textLength="${n(width)}" lengthAdjust="spacingAndGlyphs"`;
  }
}

/** Between the groups of a code, in sizes. */
const BETWEEN = 0.4;

/** A length as SVG takes it: thousandths of a millimetre are finer than any printer. */
export const n = (value: number): string => String(Math.round(value * 1000) / 1000);

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => MARKUP[letter] ?? letter);
