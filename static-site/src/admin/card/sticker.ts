import { grouped } from '../cards';
import type { DrawFace } from './draw';
import type { Box } from './fit';
import { INK, inkOn, SOFT } from './look';
import { addressWords, NAME, placeOf, tableWords, TEXT, WHOLE, wifiWords } from './said';
import { cap, RIM } from './shapes';
import { stepLines, stepsOf } from './steps';

const SIZE = 90;
const CENTRE = SIZE / 2;
/** Of the circle that holds all ink. */
const RADIUS = 41.5;
/** Where the coloured part ends. */
const FLOOR = 21.6;
const LOGO = { x: 20, y: 13, width: 8, height: 8 };
/** In the middle all the same. */
const BESIDE_LOGO = { x: CENTRE - 15.5, width: 31 };
const CODE = { x: CENTRE - 20.8, y: 23, width: 41.6, height: 41.6 };

/** 90 mm across, to stick on the table itself. */
export const drawSticker: DrawFace = (content, wishes, pen) => {
  const { accent, logo } = wishes.look;
  const light = { colour: inkOn(accent) };
  const head = { x: CENTRE - RADIUS, y: CENTRE - RADIUS, width: 2 * RADIUS, height: FLOOR + RIM - CENTRE + RADIUS };
  pen.draw('band', head, cap(CENTRE, RADIUS, FLOOR, accent));
  pen.write('brand', content.brand, across(7, 6), { ...NAME, most: 4.2, least: 1.7, lines: 2 }, light);
  const table = `${tableWords(wishes)} ${content.table}`;
  pen.logo(LOGO, logo);
  const beside = (box: Box) => (logo ? { ...box, ...BESIDE_LOGO } : box);
  pen.write('table', table, beside(across(13, 5.2)), { ...NAME, most: 4, least: 1.8, lines: 1 }, light);
  pen.write('place', placeOf(content), beside(across(18.2, 3.2)), { ...TEXT, most: 2.3, least: 1.6, lines: 1 }, light);
  const code = pen.code(CODE, content.qr);
  const steps = { colour: accent, ink: INK, most: 2.6, least: 1.5 };
  stepLines(pen, stepsOf(wishes.words, wishes.pin), across(64.8, 6.4), steps);
  pen.type(grouped(content.code), across(71.3, 5), 3.8, INK);
  pen.write('url', addressWords(content, wishes), across(76.3, 2.8), { ...TEXT, ...WHOLE, most: 2, lines: 1 }, { colour: SOFT });
  pen.write('wifi', wifiWords(wishes).join('\n'), across(79.2, 4.2), { ...TEXT, ...WHOLE, most: 2, lines: 2 }, { colour: INK });
  return { width: SIZE, height: SIZE, parts: pen.parts, code };
};

/** The widest box at this height of which no corner leaves the circle. */
function across(y: number, height: number): Box {
  const off = Math.max(CENTRE - y, y + height - CENTRE);
  const half = Math.sqrt(RADIUS ** 2 - off ** 2);
  return { x: CENTRE - half, y, width: 2 * half, height };
}
