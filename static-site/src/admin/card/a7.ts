import { grouped } from '../cards';
import type { DrawFace } from './draw';
import { INK, inkOn, SOFT } from './look';
import { addressWords, NAME, placeOf, tableWords, TEXT, WHOLE, wifiWords } from './said';
import { tray } from './shapes';
import { stepColumns, stepsOf } from './steps';

const [WIDTH, HEIGHT] = [74, 105];
const HEAD = { x: 5, y: 5, width: 64, height: 27 };
const HEAD_WORDS = { x: 8, width: 58 };
const LOGO = { x: 8, y: 11.6, width: 13, height: 13 };
const BESIDE_LOGO = { x: 22.5, width: 43.5 };
/** 30 mm of code at least: the smallest there are have 21 modules, and 8 for their quiet zone. */
const CODE = { x: 16.2, y: 32.3, width: 41.6, height: 41.6 };
const ALL = { x: 5, width: 64 };

/** A7, upright: for a holder, or to lie on the table. */
export const drawA7: DrawFace = (content, wishes, pen) => {
  const { accent, logo } = wishes.look;
  const words = logo ? BESIDE_LOGO : HEAD_WORDS;
  const light = { colour: inkOn(accent) };
  pen.draw('band', HEAD, tray(HEAD, 3, accent));
  pen.logo(LOGO, logo);
  pen.write('brand', content.brand, { ...words, y: 5.6, height: 8 }, { ...NAME, most: 5.4, least: 2.6, lines: 2 }, light);
  pen.write('place', placeOf(content), { ...words, y: 13.6, height: 3.4 }, { ...TEXT, most: 2.5, least: 1.8, lines: 1 }, light);
  pen.write('label', tableWords(wishes), { ...words, y: 17.9, height: 3.3 }, { ...TEXT, most: 2.4, least: 1.8, lines: 1 }, light);
  pen.write('table', content.table, { ...words, y: 21.2, height: 9.4 }, { ...NAME, most: 7.2, least: 2.6, lines: 2 }, light);
  const code = pen.code(CODE, content.qr);
  const steps = { colour: accent, ink: INK, most: 2.6, least: 1.5 };
  stepColumns(pen, stepsOf(wishes.words, wishes.pin), { ...ALL, y: 74.2, height: 13.6 }, 4.2, steps);
  pen.type(grouped(content.code), { ...ALL, y: 88, height: 5.6 }, 4.3, INK);
  const address = { ...ALL, y: 93.7, height: 3 };
  pen.write('url', addressWords(content, wishes), address, { ...TEXT, ...WHOLE, most: 2.2, lines: 1 }, { colour: SOFT });
  const wifi = { ...ALL, y: 96.8, height: 3 };
  pen.write('wifi', wifiWords(wishes).join(' · '), wifi, { ...TEXT, ...WHOLE, most: 2.2, lines: 1 }, { colour: INK });
  return { width: WIDTH, height: HEIGHT, parts: pen.parts, code };
};
