import { describe, expect, it } from 'vitest';
import { Digits, readTyped } from './typed';

describe('what is typed into the search', () => {
  it.each([
    ['naan', 1, 'naan'],
    ['  3 naan ', 3, 'naan'],
    ['3x garlic naan', 3, 'garlic naan'],
    ['12 × naan', 12, 'naan'],
    ['2*dal', 2, 'dal'],
    ['7up', 1, '7up'],
    ['7', 1, '7'],
    ['0 naan', 1, '0 naan'],
    ['123 naan', 1, '123 naan'],
    ['', 1, ''],
  ])('%j is %i of %j', (typed, quantity, words) => {
    expect(readTyped(typed)).toEqual({ quantity, words });
  });
});

describe('digits', () => {
  it('are one number when they follow each other, and another one later', () => {
    const digits = new Digits();
    expect([digits.type('1', 0), digits.type('2', 500), digits.type('3', 900), digits.type('4', 5_000)]).toEqual([1, 12, 3, 4]);
  });

  it('make no quantity of nothing', () => {
    const digits = new Digits();
    expect([digits.type('0', 0), digits.type('5', 100)]).toEqual([null, 5]);
  });
});
