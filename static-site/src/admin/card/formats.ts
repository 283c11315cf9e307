/** A card that can be printed. All lengths are millimetres. */
export interface Format {
  readonly width: number;
  readonly height: number;
  /** Cut out as a circle. */
  readonly round: boolean;
  /** No ink comes nearer to the card's edge: a knife may miss it, and printers leave the rim of a page white. */
  readonly rim: number;
  /** Between two cards of a sheet. Straight ones share their cut. */
  readonly gap: number;
  /** Where it is folded, from the top; null for what lies flat. */
  readonly fold: number | null;
}

/** The tent is A5 with a fold across it: each of its two faces is A6. */
export const FORMATS = {
  tent: { width: 148, height: 210, round: false, rim: 7, gap: 0, fold: 105 },
  a7: { width: 74, height: 105, round: false, rim: 5, gap: 0, fold: null },
  sticker: { width: 90, height: 90, round: true, rim: 3.5, gap: 1, fold: null },
} as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const PAPERS = {
  a4: { width: 210, height: 297 },
  letter: { width: 215.9, height: 279.4 },
} as const;
export type PaperName = keyof typeof PAPERS;
export const PAPER_NAMES = Object.keys(PAPERS) as PaperName[];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: Point;
  readonly to: Point;
}

/** A page of cards, as it comes out of the printer. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** The upper left corners of its cards. */
  readonly places: readonly Point[];
  /** Where to cut straight. Round cards are cut along their own edge. */
  readonly marks: readonly Line[];
}

/** Half of a cut mark: long enough to be seen beyond what a printer leaves white. */
const ARM = 7;

/** The sheet that holds most cards, on the paper as it stands or turned. */
export function sheetOf(format: Format, paper: PaperName): Sheet {
  const { width, height } = PAPERS[paper];
  const upright = filled(format, width, height);
  const turned = filled(format, height, width);
  return turned.places.length > upright.places.length ? turned : upright;
}

/** The cards, as many on a page as its sheet holds. */
export function pagesOf<Card>(cards: readonly Card[], sheet: Sheet): Card[][] {
  const each = sheet.places.length;
  return Array.from({ length: Math.ceil(cards.length / each) }, (_, at) => cards.slice(at * each, (at + 1) * each));
}

function filled(format: Format, width: number, height: number): Sheet {
  const columns = fitting(format.width, width, format.gap);
  const rows = fitting(format.height, height, format.gap);
  const places = rows.flatMap((y) => columns.map((x) => ({ x, y })));
  return { width, height, places, marks: format.round ? [] : marksOf(format, columns, rows, width, height) };
}

/** Where cards of this length begin along an edge, with what is left over on both ends. */
function fitting(length: number, edge: number, gap: number): number[] {
  const count = Math.floor((edge + gap) / (length + gap));
  const start = (edge - count * length - (count - 1) * gap) / 2;
  return Array.from({ length: count }, (_, at) => start + at * (length + gap));
}

/** A small cross at each corner of a card: it lies where the knife goes, so nothing of it stays. */
function marksOf(format: Format, columns: number[], rows: number[], width: number, height: number): Line[] {
  const across = edgesOf(columns, format.width);
  const down = edgesOf(rows, format.height);
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return across.flatMap((x) =>
    down.flatMap((y) => [
      { from: { x: within(x - ARM, width), y }, to: { x: within(x + ARM, width), y } },
      { from: { x, y: within(y - ARM, height) }, to: { x, y: within(y + ARM, height) } },
    ]),
  );
}

const edgesOf = (starts: number[], length: number) => [...new Set(starts.flatMap((at) => [at, at + length]))];
