import { grouped } from '../cards';
import type { DrawFace } from './draw';
import { INK, inkOn, onWhite, SOFT } from './look';
import { n } from './pen';
import { addressWords, NAME, tableWords, TEXT, WHOLE, wifiWords } from './said';
import { panel } from './shapes';
import { stepColumns, stepsOf } from './steps';

const [WIDTH, HEIGHT] = [148, 105];
/** The coloured side, with what the table is called. */
const SIDE = { x: 7, y: 7, width: 54, height: 91 };
const SIDE_WORDS = { x: 10, width: 46.5 };
const LOGO = { x: 26.25, width: 14, height: 14 };
const CODE = { x: 76.5, y: 8, width: 54, height: 54 };
const RIGHT = { x: 66, width: 75 };

/** A6, lying: it is read from across the table. */
export const drawTent: DrawFace = (content, wishes, pen) => {
  const { accent, logo } = wishes.look;
  const [light, line] = [{ colour: inkOn(accent) }, onWhite(accent)];
  const wifi = wifiWords(wishes);
  // What is not there leaves its room to the rest.
  const down = (y: number) => (wifi.length > 0 ? y : y + 6);
  const at = (y: number, height: number) => ({ ...SIDE_WORDS, y: down(y), height });
  pen.draw('band', SIDE, panel(SIDE, 4, accent));
  pen.logo({ ...LOGO, y: down(10.5) }, logo);
  const brand = logo ? { box: at(25.5, 12), most: 6.5, lines: 2 } : { box: at(11, 22), most: 8, lines: 3 };
  pen.write('brand', content.brand, brand.box, { ...NAME, least: 3.4, most: brand.most, lines: brand.lines }, light);
  pen.write('place', content.branch, logo ? at(37.8, 4.6) : at(33.5, 5), { ...TEXT, most: 3.4, least: 2.2, lines: 1 }, light);
  pen.write('label', tableWords(wishes), at(43, 6), { ...TEXT, most: 4.2, least: 2.5, lines: 1 }, light);
  pen.write('table', content.table, at(49, 22), { ...NAME, most: 16.5, least: 3.4, lines: 3 }, light);
  pen.write('section', content.section, at(71, 6), { ...TEXT, most: 4, least: 2.5, lines: 1 }, light);
  if (wifi.length > 0) {
    const rule = { x: SIDE_WORDS.x + 6, y: 80.5, width: SIDE_WORDS.width - 12, height: 0.3 };
    pen.draw('rule', rule, `<path d="M${n(rule.x)} ${n(rule.y)}h${n(rule.width)}" stroke="${light.colour}" stroke-width=".25"/>`);
    const box = { ...SIDE_WORDS, y: 82, height: 13 };
    pen.write('wifi', wifi.join('\n'), box, { ...TEXT, ...WHOLE, most: 3.1, lines: 4 }, light);
  }
  const frame = { x: CODE.x - 1, y: CODE.y - 1, width: CODE.width + 2, height: CODE.height + 2 };
  pen.draw('frame', frame, framed(frame, line));
  const code = pen.code(CODE, content.qr);
  const steps = { colour: accent, ink: INK, most: 3.3, least: 1.8 };
  stepColumns(pen, stepsOf(wishes.words, wishes.pin), { ...RIGHT, y: 64.5, height: 18 }, 5.4, steps);
  pen.type(grouped(content.code), { ...RIGHT, y: 83, height: 10 }, 7.2, INK);
  const address = { ...RIGHT, y: 93.2, height: 4.5 };
  pen.write('url', addressWords(content, wishes), address, { ...TEXT, ...WHOLE, most: 2.9, lines: 1 }, { colour: SOFT });
  return { width: WIDTH, height: HEIGHT, parts: pen.parts, code };
};

function framed({ x, y, width, height }: typeof CODE, colour: string): string {
  const [inset, stroke] = [0.25, 0.5];
  return `<rect x="${n(x + inset)}" y="${n(y + inset)}" width="${n(width - stroke)}" height="${n(height - stroke)}" rx="2" fill="none" stroke="${colour}" stroke-width="${stroke}"/>`;
}
