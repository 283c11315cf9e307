import type { Box } from './fit';
import { n } from './pen';

/** A scallop of the rim of a tray, as the pages have it below a coloured head. */
const SCALLOP = { width: 3.4, depth: 1.3 };
/** How far the rim reaches out of what it ends. */
export const RIM = SCALLOP.depth;

/** A field of colour with round corners above and the rim of a tray below; the rim is within the box. */
export function tray({ x, y, width, height }: Box, radius: number, colour: string): string {
  const floor = y + height - RIM;
  return `<path fill="${colour}" d="M${n(x)} ${n(floor)}V${n(y + radius)}a${radius} ${radius} 0 0 1 ${radius} ${-radius}H${n(x + width - radius)}a${radius} ${radius} 0 0 1 ${radius} ${radius}V${n(floor)}${scallops(width, 'left')}z"/>`;
}

/** The same with its rim at the right. */
export function panel({ x, y, width, height }: Box, radius: number, colour: string): string {
  const wall = x + width - RIM;
  return `<path fill="${colour}" d="M${n(wall)} ${n(y)}${scallops(height, 'down')}H${n(x + radius)}a${radius} ${radius} 0 0 1 ${-radius} ${-radius}V${n(y + radius)}a${radius} ${radius} 0 0 1 ${radius} ${-radius}z"/>`;
}

/** The upper part of a disc, down to `floor`, and the rim below it. */
export function cap(centre: number, radius: number, floor: number, colour: string): string {
  const half = Math.sqrt(radius ** 2 - (centre - floor) ** 2);
  return `<path fill="${colour}" d="M${n(centre - half)} ${n(floor)}A${radius} ${radius} 0 0 1 ${n(centre + half)} ${n(floor)}${scallops(2 * half, 'left')}z"/>`;
}

function scallops(length: number, way: 'left' | 'down'): string {
  const count = Math.round(length / SCALLOP.width);
  const step = length / count;
  const [rx, ry, dx, dy] = way === 'left' ? [step / 2, RIM, -step, 0] : [RIM, step / 2, 0, step];
  return `a${n(rx)} ${n(ry)} 0 0 1 ${n(dx)} ${n(dy)}`.repeat(count);
}
