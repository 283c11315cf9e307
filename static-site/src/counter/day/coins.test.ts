import { describe, expect, it } from 'vitest';
import { asciiDigits } from '$lib/digits';
import { coinsOf, countCoins } from './coins';

describe('coins and notes', () => {
  it('come to a sum, whatever digits they are counted in', () => {
    const counted = countCoins(coinsOf('INR'), { 50_000: '3', 10_000: '४', 100: '0', 500: '' }, asciiDigits);
    expect(counted).toEqual({ coins: [{ value: 50_000, count: 3 }, { value: 10_000, count: 4 }], sum: 190_000 });
  });

  it('are no sum while one of them is no number', () => {
    expect(countCoins([100], { 100: 'two' }, asciiDigits)).toBeNull();
    expect(countCoins([100], { 100: '-1' }, asciiDigits)).not.toEqual({ coins: [{ value: 100, count: -1 }], sum: -100 });
    expect(countCoins([100], { 100: '1234567' }, asciiDigits)).toBeNull();
  });

  it('are not known of every currency', () => {
    expect(coinsOf('XYZ')).toEqual([]);
    for (const currency of ['INR', 'EUR', 'USD', 'GBP']) {
      const values = coinsOf(currency);
      expect([...values].sort((one, other) => other - one)).toEqual(values);
      expect(new Set(values).size).toBe(values.length);
    }
  });
});
