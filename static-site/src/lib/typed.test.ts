import { expect, it } from 'vitest';
import { seen } from './typed';
import { seenLines } from './typed-lines';

it.each([
  ['  no onions ', 'no onions'],
  ['', ''],
  ['\u200b\u2060\ufeff', ''],
  ['\u3164\u2800', ''],
  [' \u200d ', ''],
  ['\ufe0f', ''],
  // As written, not "stun on".
  ['\u202eno nuts\u202c', 'no nuts'],
  ['\u2066mild\u2069', 'mild'],
  ['one\ntwo', 'one two'],
  // Joiners belong to the letters and emoji around them.
  ['क्\u200dष', 'क्\u200dष'],
  ['👩\u200d🍳', '👩\u200d🍳'],
  ['بدون مكسرات', 'بدون مكسرات'],
])('%j is read as %j', (typed, expected) => expect(seen(typed)).toBe(expected));

it('keeps the lines of a text in which something is to be seen', () => {
  expect(seenLines(' 12 Lake Road \n\n\u200b\n Kolkata\u202e ')).toBe('12 Lake Road\nKolkata');
  expect(seenLines(' \n\u3164')).toBe('');
});
