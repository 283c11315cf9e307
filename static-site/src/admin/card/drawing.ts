import type { QrPath } from '$api/types';
import type { Box } from './fit';
import type { Format } from './formats';
import type { Letters } from './letters';

/** What a part of a card is. `band`: colour behind words. */
export type PartName =
  | 'band'
  | 'logo'
  | 'brand'
  | 'place'
  | 'label'
  | 'table'
  | 'section'
  | 'code'
  | 'frame'
  | 'steps'
  | 'typed'
  | 'url'
  | 'rule'
  | 'wifi';

/** A part of a card: where it is, in millimetres, and what is drawn there, as SVG. */
export interface Part {
  readonly what: PartName;
  readonly box: Box;
  readonly svg: string;
}

/** A QR code: the box holds its quiet zone too. */
export interface Code {
  readonly box: Box;
  readonly qr: QrPath;
}

/** One side of a card, as somebody before it sees it. */
export interface FaceOfCard {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly Part[];
  readonly code: Code;
}

/** Where a face lies on the card: its upper left corner as seen when the card lies flat, upside down or not. */
export interface Side {
  readonly y: number;
  readonly turned: boolean;
}

/** A card before it is folded. All outputs are made of it. */
export interface Drawing {
  readonly format: Format;
  readonly face: FaceOfCard;
  readonly sides: readonly Side[];
  /** What names are written in where it is not the device's own. */
  readonly letters: Letters | null;
}

/** Light modules around a code, without which scanners do not find it. */
export const QUIET = 4;

/** Dots per inch of pictures. */
export const DPI = 300;
export const MM_PER_INCH = 25.4;

/** A length in the pixels of a picture. */
export const pixels = (mm: number): number => Math.round((mm / MM_PER_INCH) * DPI);

/** A face that stands upright, and for a tent the same behind it, upside down until it is folded. */
export function drawingOf(format: Format, face: FaceOfCard, letters: Letters | null): Drawing {
  const upright = { y: format.fold ?? 0, turned: false };
  return { format, face, sides: format.fold === null ? [upright] : [{ y: 0, turned: true }, upright], letters };
}

/** The card as an SVG document in its own size, or in pixels for a picture. */
export function svgOf({ format, face, sides, letters }: Drawing, unit: 'mm' | 'px' = 'mm'): string {
  const { width, height } = format;
  const size = unit === 'mm' ? (mm: number) => `${mm}mm` : (mm: number) => String(pixels(mm));
  const drawn = face.parts.map(({ what, svg }) => `<g class="${what}">${svg}</g>`).join('');
  const ground = format.round
    ? `<circle cx="${width / 2}" cy="${height / 2}" r="${width / 2}" fill="#fff"/>`
    : `<rect width="${width}" height="${height}" fill="#fff"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size(width)}" height="${size(height)}" viewBox="0 0 ${width} ${height}">`,
    letters ? fontOf(letters) : '',
    ground,
    ...sides.map((side) => `<g transform="${placed(side, face)}">${drawn}</g>`),
    format.fold === null ? '' : foldMarks(width, format.fold),
    '</svg>',
  ].join('');
}

/** The dark modules as rectangles on the card, for who draws without SVG. */
export function modulesOf({ face, sides }: Drawing): Box[] {
  const { box, qr } = face.code;
  const unit = box.width / (qr.size + 2 * QUIET);
  const rows = Array.from(qr.path.matchAll(/M(\d+) (\d+)h(\d+)/g), ([, x, y, length]) => ({
    x: box.x + (Number(x) + QUIET) * unit,
    y: box.y + (Number(y) + QUIET) * unit,
    width: Number(length) * unit,
    height: unit,
  }));
  return sides.flatMap(({ y, turned }) =>
    rows.map((row) =>
      turned
        ? { ...row, x: face.width - row.x - row.width, y: y + face.height - row.y - row.height }
        : { ...row, y: y + row.y },
    ),
  );
}

/** The card as an address that pictures take: this way no names of the house become markup of the page. */
export function addressOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Of names: where a font's own figures hang below the line, H1 would be read as Hı. */
export const FIGURES = 'lining-nums';
/** The parts that are names. */
const NAMES = '.brand,.table';

function fontOf({ family, source }: Letters): string {
  const font = `font-family:'${family}';font-weight:600;src:url(${source}) format('woff2')`;
  return `<style>@font-face{${font}}${NAMES}{font-variant-numeric:${FIGURES}}</style>`;
}

function placed({ y, turned }: Side, { width, height }: FaceOfCard): string {
  return turned ? `rotate(180 ${width / 2} ${y + height / 2}) translate(0 ${y})` : `translate(0 ${y})`;
}

const FOLD = 5;

function foldMarks(width: number, at: number): string {
  const stroke = 'fill="none" stroke="#85796a" stroke-width=".2" stroke-dasharray=".8 .6"';
  return `<path class="fold" d="M0 ${at}h${FOLD}M${width - FOLD} ${at}h${FOLD}" ${stroke}/>`;
}
