import { FIGURES } from './drawing';
import type { Ruler } from './fit';
import type { Letters } from './letters';
import { familiesOf } from './pen';

/** In pixels: finer than what a small size is rounded to. */
const SIZE = 100;

/** Measures with this device's own fonts and with a brand's letters, which draw the cards as well. */
export function deviceRuler(letters: Letters | null): Ruler {
  const families = familiesOf(letters);
  const pen = document.createElement('canvas').getContext('2d');
  const own = letters && lineOf(families.display);
  const known = new Map<string, number>();
  return (text, { face, bold }) => {
    const key = `${face} ${bold} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (pen) pen.font = `${bold ? 600 : 400} ${SIZE}px ${families[face]}`;
      const measured = own && face === 'display' ? own(text) : pen?.measureText(text).width;
      width = (measured ?? text.length * SIZE) / SIZE;
      known.set(key, width);
    }
    return width;
  };
}

/** Measures with a line of the page: a canvas knows no other figures than a font's usual ones. */
function lineOf(family: string): (text: string) => number {
  const line = document.createElement('span');
  line.translate = false;
  const { style } = line;
  style.position = 'absolute';
  style.visibility = 'hidden';
  style.whiteSpace = 'pre';
  style.fontFamily = family;
  style.fontSize = `${SIZE}px`;
  style.fontWeight = '600';
  style.fontVariantNumeric = FIGURES;
  return (text) => {
    line.textContent = text;
    document.body.append(line);
    const { width } = line.getBoundingClientRect();
    line.remove();
    return width;
  };
}
