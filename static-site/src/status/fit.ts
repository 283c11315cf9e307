/** How the numbers of a half are laid out, in CSS pixels. */
export interface Fit {
  /** Of the digits: the size of their type. */
  size: number;
  columns: number;
  /** How many fit at once. */
  perPage: number;
  pages: number;
}

export interface Room {
  width: number;
  height: number;
  /** The shorter side of the whole screen: a picture of how far away it is read. */
  side: number;
}

export interface Numbers {
  count: number;
  /** Digits of the longest. */
  digits: number;
  /** First names stand below. */
  names: boolean;
}

/**
 * The least size of the digits, as a part of the screen's shorter side. They are 0.72 of it high,
 * 4.8 % of the side: 25 mm on a screen of 43 inches, which is read with ease from five metres
 * (200 times its height), and 19 mm on one of 32 inches, which is read from there too.
 */
const LEAST = 1 / 15;
/** The largest: one number must not fill the wall. */
const MOST = 1 / 4;

/** Widths and heights of a tile, as parts of the size of its digits. */
const DIGIT = 0.7;
const PADDING = 0.36;
/** The least a tile is wide: its word, or a first name, has to fit. */
const WORD = 1.36;
const NAME = 2.2;
const HEIGHT = 1.62;
const NAME_HEIGHT = 0.4;
const GAP = 0.14;

/** Size and columns for a half with so many numbers: the largest at which all fit, or pages of the least size. */
export function fit({ width, height, side }: Room, { count, digits, names }: Numbers): Fit {
  const wide = Math.max(digits * DIGIT, names ? NAME : WORD) + PADDING + GAP;
  const high = HEIGHT + (names ? NAME_HEIGHT : 0) + GAP;
  const at = (size: number) => {
    const columns = Math.max(1, Math.floor(width / (size * wide)));
    const rows = Math.max(1, Math.floor(height / (size * high)));
    return { size, columns, perPage: columns * rows };
  };
  // Narrower than one tile of the least size: a window that somebody drew small, or a phone.
  const least = Math.floor(Math.min(side * LEAST, width / wide, height / high));
  const most = Math.floor(Math.min(side * MOST, width / wide, height / high));
  for (let size = most; size > least; size -= 1) {
    const layout = at(size);
    if (layout.perPage >= count) return { ...layout, pages: 1 };
  }
  const layout = at(Math.max(1, least));
  return { ...layout, pages: Math.max(1, Math.ceil(count / layout.perPage)) };
}
