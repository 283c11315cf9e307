import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiDigits } from './digits';

it.each([
  ['1234', '1234'],
  ['१२३४', '1234'],
  ['٠١٢٣٤٥', '012345'],
  ['۶۷۸۹', '6789'],
  ['１２３４', '1234'],
  ['𝟙𝟚𝟛𝟘', '1230'],
  ['߀߁߂߃', '0123'],
  [' 12 34\n', '1234'],
  ['12-34', '1234'],
  ['1–2—3−4', '1234'],
  ['\u200f1\u200b2\u20603\ufe0f4\ufeff', '1234'],
  ['1\ufe0f\u20e32\ufe0f\u20e3', '12'],
  ['12a4', '12a4'],
  ['-', ''],
  ['', ''],
])('%j is %j', (typed, digits) => expect(asciiDigits(typed)).toBe(digits));

it('reads every digit that Unicode has', () => {
  const zeros: number[] = [];
  for (let at = 0; at < 0x20000; at += 1) {
    const here = /\p{Nd}/u.test(String.fromCodePoint(at));
    if (here && (zeros.length === 0 || at >= (zeros.at(-1) ?? 0) + 10)) zeros.push(at);
  }
  expect(zeros.length).toBeGreaterThan(50);
  for (const zero of zeros) {
    const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value)).join('');
    expect(asciiDigits(digits), zero.toString(16)).toBe('0123456789');
  }
});

it('changes nothing in what is ASCII', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{0,12}$/), (digits) => {
      expect(asciiDigits(digits)).toBe(digits);
    }),
  );
});
