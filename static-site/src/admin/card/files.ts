import { strToU8, zipSync } from 'fflate';
import { pdf, type PageContext } from 'tinypdf';
import { MM_PER_INCH, modulesOf, svgOf, type Drawing } from './drawing';
import { pagesOf, type Sheet } from './formats';
import { jpegOf, pngOf } from './raster';

export type Picture = 'svg' | 'png';

/** One card and what its file is called, without an ending. */
export interface NamedDrawing {
  readonly name: string;
  readonly drawing: Drawing;
}

/** Bytes of files that are in no order of their own. */
type Bytes = Uint8Array<ArrayBuffer>;

const CUT = '#85796a';
/** Lines in points. */
const HAIR = 0.4;
const points = (mm: number) => (mm / MM_PER_INCH) * 72;

/** All cards on sheets, to print from any program. */
export async function pdfOf(cards: readonly Drawing[], sheet: Sheet): Promise<Bytes> {
  const document = pdf();
  for (const page of pagesOf(cards, sheet)) {
    // One after the other: a picture of 300 dpi takes 17 MB until it is encoded.
    const pictures: Bytes[] = [];
    for (const card of page) pictures.push(await jpegOf(card));
    document.page(points(sheet.width), points(sheet.height), (paper) => {
      page.forEach((card, at) => {
        const place = sheet.places[at];
        const picture = pictures[at];
        if (place && picture) putCard(paper, sheet, card, place, picture);
      });
      for (const { from, to } of sheet.marks) {
        const [fromY, toY] = [sheet.height - from.y, sheet.height - to.y];
        paper.line(points(from.x), points(fromY), points(to.x), points(toY), CUT, HAIR);
      }
    });
  }
  return document.build() as Bytes;
}

/** A card as one file. */
export async function pictureOf(drawing: Drawing, as: Picture): Promise<Bytes> {
  return as === 'svg' ? (strToU8(svgOf(drawing)) as Bytes) : pngOf(drawing);
}

/** All cards as files in an archive. Two of one name are told apart by a number. */
export async function zipOf(cards: readonly NamedDrawing[], as: Picture): Promise<Bytes> {
  const files: Record<string, Bytes> = {};
  for (const { name, drawing } of cards) files[freeName(files, name, as)] = await pictureOf(drawing, as);
  // Pictures do not get smaller twice.
  return zipSync(files, { level: as === 'png' ? 0 : 6 }) as Bytes;
}

function freeName(files: Record<string, Bytes>, name: string, ending: string): string {
  for (let at = 1; ; at += 1) {
    const free = at === 1 ? `${name}.${ending}` : `${name}-${at}.${ending}`;
    if (!(free in files)) return free;
  }
}

/** The picture has the letters. The code is drawn over its own picture once more, so that its edges are sharp. */
function putCard(paper: PageContext, sheet: Sheet, card: Drawing, place: { x: number; y: number }, picture: Bytes): void {
  const { width, height, round } = card.format;
  // A page of a PDF begins below.
  const below = (y: number, length: number) => points(sheet.height - place.y - y - length);
  paper.image(picture, points(place.x), below(0, height), points(width), points(height));
  for (const { x, y, width: length, height: one } of modulesOf(card)) {
    paper.rect(points(place.x + x), below(y, one), points(length), points(one), '#000000');
  }
  if (round) circle(paper, points(place.x + width / 2), below(height / 2, 0), points(width / 2));
}

/** Of so many straight lines that scissors do not notice. */
const CORNERS = 120;

function circle(paper: PageContext, x: number, y: number, radius: number): void {
  const corner = (at: number) => {
    const angle = (2 * Math.PI * at) / CORNERS;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  };
  for (let at = 0; at < CORNERS; at += 1) {
    const [[fromX, fromY], [toX, toY]] = [corner(at), corner(at + 1)];
    paper.line(fromX, fromY, toX, toY, CUT, HAIR);
  }
}
