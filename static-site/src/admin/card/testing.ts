import { cardWords } from '$lib/text/card';
import { aCard } from '../testing';
import type { CardContent, CardWishes } from './draw';
import type { Ruler } from './fit';
import type { Letters } from './letters';
import { PLAIN } from './look';

/** Letters of one width each, as wide as wide fonts have them; marks are none. */
export const aRuler: Ruler = (text, { bold }) =>
  [...text.replaceAll(/\p{M}/gu, '')].length * (bold ? 0.66 : 0.6);

export const someLetters: Letters = { family: 'Salver Classic', like: 'display', source: 'data:font/woff2;base64,d09GMg==' };

export function someContent(more: Partial<CardContent> = {}): CardContent {
  return {
    brand: 'Salver',
    branch: 'Indiranagar',
    table: 'H12',
    section: 'Hall',
    code: 'WA9EKQUK',
    address: 'order.salver.example/#WA9EKQUK',
    qr: { ...aCard(1).qr, size: 33 },
    ...more,
  };
}

export function someWishes(more: Partial<CardWishes> = {}): CardWishes {
  return { words: cardWords(['en']), pin: true, wifi: null, look: PLAIN, ...more };
}
