import type { QrPath } from '$api/types';

/** Of the versions 1 to 10 at level M: bytes that mend errors in each block, how many blocks there are, and where the small squares stand. */
const MENDING = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const SQUARES = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * The QR code of a link that only this page knows, such as one that is told once; the codes of
 * tables come from the server. Null for what is too long to be scanned from a screen (213 bytes).
 */
export function qrOf(words: string): QrPath | null {
  const bytes = [...new TextEncoder().encode(words)];
  const version = BLOCKS.findIndex((_, at) => 12 + (at > 8 ? 8 : 0) + bytes.length * 8 <= roomOf(at + 1) * 8) + 1;
  if (version === 0) return null;
  const codewords = withMending(dataOf(bytes, version), version);
  const drawn = MASKS.map((_, mask) => new Drawing(version).finish(codewords, mask));
  const best = drawn.reduce((one, other) => (other.unrest < one.unrest ? other : one));
  return { size: best.size, path: best.path };
}

/** Bytes of a version, those that mend included. */
function bytesOf(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version > 1) {
    const squares = Math.floor(version / 7) + 2;
    bits -= (25 * squares - 10) * squares - 55 + (version > 6 ? 36 : 0);
  }
  return Math.floor(bits / 8);
}

const roomOf = (version: number) => bytesOf(version) - (MENDING[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);

function dataOf(bytes: readonly number[], version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  const room = roomOf(version);
  put(4, 4);
  put(bytes.length, version > 9 ? 16 : 8);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: room }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
}

/** The data in blocks, each with what mends it, one byte of each in turn. */
function withMending(data: readonly number[], version: number): number[] {
  const [count, mending, all] = [BLOCKS[version - 1] ?? 1, MENDING[version - 1] ?? 0, bytesOf(version)];
  const [short, shorts] = [Math.floor(all / count) - mending, count - (all % count)];
  const divisor = divisorOf(mending);
  let from = 0;
  const blocks = Array.from({ length: count }, (_, at) => data.slice(from, (from += short + (at < shorts ? 0 : 1))));
  const mends = blocks.map((block) => remainder(block, divisor));
  const turns = (parts: number[][], length: number) =>
    Array.from({ length }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat();
  return [...turns(blocks, short + 1), ...turns(mends, mending)];
}

/** In the field of 256 elements that QR codes count in. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1];
  for (let root = 1, at = 0; at < degree; at += 1, root = times(root, 2)) {
    for (let term = 0; term < degree; term += 1) {
      divisor[term] = times(divisor[term] ?? 0, root) ^ (divisor[term + 1] ?? 0);
    }
  }
  return divisor;
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  let rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    rest = divisor.map((term, at) => (rest[at + 1] ?? 0) ^ times(term, factor));
  }
  return rest;
}

class Drawing {
  readonly size: number;
  readonly #dark: boolean[][];
  /** What no data may take. */
  readonly #taken: boolean[][];

  constructor(readonly version: number) {
    this.size = 17 + 4 * version;
    const empty = () => Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false));
    [this.#dark, this.#taken] = [empty(), empty()];
    const last = this.size - 1;
    for (let at = 0; at < this.size; at += 1) {
      this.#fix(6, at, at % 2 === 0);
      this.#fix(at, 6, at % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [last - 3, 3], [3, last - 3]] as const) this.#rings(x, y, 4);
    const squares = SQUARES[version - 1] ?? [];
    const corner = (x: number, y: number) => (x === 6 && (y === 6 || y === last - 6)) || (y === 6 && x === last - 6);
    for (const x of squares) for (const y of squares) if (!corner(x, y)) this.#rings(x, y, 2);
    this.#say(0);
    this.#number();
  }

  finish(codewords: readonly number[], mask: number): this {
    const bits = codewords.flatMap((byte) => Array.from({ length: 8 }, (_, at) => ((byte >> (7 - at)) & 1) === 1));
    const masked = MASKS[mask] ?? (() => false);
    let next = 0;
    for (let right = this.size - 1; right > 0; right -= right === 8 ? 3 : 2) {
      // The column of the dotted line holds no data, so the pairs shift by one there.
      const up = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step += 1) {
        const y = up ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#taken[y]?.[x]) continue;
          this.#set(x, y, (bits[next] ?? false) !== masked(x, y));
          next += 1;
        }
      }
    }
    this.#say(mask);
    return this;
  }

  /** How much there is that scanners mind: long runs and squares of one colour. */
  get unrest(): number {
    let sum = 0;
    const at = (x: number, y: number) => this.#dark[y]?.[x];
    for (let y = 0; y < this.size; y += 1) {
      let [row, column] = [1, 1];
      for (let x = 1; x < this.size; x += 1) {
        row = at(x, y) === at(x - 1, y) ? row + 1 : 1;
        column = at(y, x) === at(y, x - 1) ? column + 1 : 1;
        for (const run of [row, column]) sum += run === 5 ? 3 : run > 5 ? 1 : 0;
        const same = at(x, y) === at(x - 1, y) && at(x, y) === at(x, y + 1) && at(x, y) === at(x - 1, y + 1);
        if (same) sum += 3;
      }
    }
    return sum;
  }

  get path(): string {
    const runs = this.#dark.flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        const length = (end < 0 ? this.size : end) - x;
        return [`M${x} ${y}h${length}v1h-${length}z`];
      }),
    );
    return runs.join('');
  }

  #set(x: number, y: number, dark: boolean): void {
    const row = this.#dark[y];
    if (row && x >= 0 && x < this.size) row[x] = dark;
  }

  #fix(x: number, y: number, dark: boolean): void {
    this.#set(x, y, dark);
    const row = this.#taken[y];
    if (row && x >= 0 && x < this.size) row[x] = true;
  }

  /** Squares within each other, as far as `reach` from their middle. */
  #rings(x: number, y: number, reach: number): void {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        this.#fix(x + dx, y + dy, reach === 2 ? ring !== 1 : ring !== 2 && ring !== 4);
      }
    }
  }

  /** Level M and the mask, twice. */
  #say(mask: number): void {
    let rest = mask;
    for (let at = 0; at < 10; at += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const [bit, last] = [(at: number) => ((bits >> at) & 1) === 1, this.size - 1];
    for (let at = 0; at < 15; at += 1) {
      if (at < 8) this.#fix(8, at < 6 ? at : at + 1, bit(at));
      else this.#fix(at === 8 ? 7 : 14 - at, 8, bit(at));
      if (at < 8) this.#fix(last - at, 8, bit(at));
      else this.#fix(8, last - 14 + at, bit(at));
    }
    this.#fix(8, last - 7, true);
  }

  /** From version 7 on a code says which one it is. */
  #number(): void {
    if (this.version < 7) return;
    let rest = this.version;
    for (let at = 0; at < 12; at += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let at = 0; at < 18; at += 1) {
      const [far, near, dark] = [this.size - 11 + (at % 3), Math.floor(at / 3), ((bits >> at) & 1) === 1];
      this.#fix(far, near, dark);
      this.#fix(near, far, dark);
    }
  }
}
