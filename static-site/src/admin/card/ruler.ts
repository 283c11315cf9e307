import type { Ruler } from './fit';
import { FAMILIES } from './pen';

/** In pixels: finer than what a small size is rounded to. */
const SIZE = 100;

/** Measures with this device's own fonts, which draw the cards as well. */
export function deviceRuler(): Ruler {
  const pen = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, { face, bold }) => {
    const key = `${face} ${bold} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (pen) pen.font = `${bold ? 600 : 400} ${SIZE}px ${FAMILIES[face]}`;
      width = (pen?.measureText(text).width ?? text.length * SIZE) / SIZE;
      known.set(key, width);
    }
    return width;
  };
}
