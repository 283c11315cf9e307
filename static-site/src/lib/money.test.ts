import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, hasDecimals, sumMoney, timesMoney } from './money';
import { minusMoney, shareOf } from './money-compare';

/** `Intl` uses several kinds of spaces; which one is not our concern. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formatMoney', () => {
  it.each([
    [35000, 'INR', 'en-IN', '₹350'],
    [35050, 'INR', 'en-IN', '₹350.50'],
    [12345678, 'INR', 'en-IN', '₹1,23,456.78'],
    [5, 'INR', 'en-IN', '₹0.05'],
    [-35050, 'INR', 'en-IN', '-₹350.50'],
    [3500, 'KWD', 'en', 'KWD 3.500'],
    [3005, 'KWD', 'en', 'KWD 3.005'],
    [3000, 'KWD', 'en', 'KWD 3'],
    [1250, 'JPY', 'ja-JP', '\uffe51,250'],
    [0, 'JPY', 'en', '¥0'],
  ])('%i %s in %s reads %s', (minor, currency, locale, expected) => {
    expect(plain(formatMoney({ minor, currency }, { locale }))).toBe(expected);
  });

  // As `shared/domain/src/currency.rs` has it. `Intl` has no decimals for the first four.
  it.each([
    [123456, 'HUF', '1,234.56'],
    [123456, 'PKR', '1,234.56'],
    [123456, 'IDR', '1,234.56'],
    [123456, 'IQD', '123.456'],
    [35000, 'PKR', '350'],
    [123456, 'CLF', '12.3456'],
    [123456, 'ISK', '123,456'],
    [123456, 'EUR', '1,234.56'],
  ])('%i %s has the decimals of ISO 4217: %s', (minor, currency, expected) => {
    expect(formatMoney({ minor, currency }, { locale: 'en' }).replaceAll(/[^\d.,]/g, '')).toBe(expected);
  });

  it('keeps every digit of amounts that a float cannot hold with decimals', () => {
    const minor = 9007199254740991;
    expect(formatMoney({ minor, currency: 'INR' }, { locale: 'en-US' })).toBe('₹90,071,992,547,409.91');
  });
});

describe('sums', () => {
  it('adding a line n times equals multiplying it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 99 }), (minor, n) => {
        const price = { minor, currency: 'INR' };
        expect(sumMoney('INR', Array(n).fill(price))).toEqual(timesMoney(price, n));
      }),
    );
  });

  it('refuses to mix currencies', () => {
    expect(() => sumMoney('INR', [{ minor: 1, currency: 'JPY' }])).toThrow(RangeError);
  });

  it('takes away what was added', () => {
    const money = (minor: number) => ({ minor, currency: 'INR' });
    expect(minusMoney(money(250), money(400))).toEqual(money(-150));
    expect(() => minusMoney(money(1), { minor: 1, currency: 'JPY' })).toThrow(RangeError);
  });

  it('a share is the nearest whole minor unit, halves up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 1e4 }), (minor, parts) => {
        const share = BigInt(shareOf({ minor, currency: 'INR' }, parts).minor);
        const twiceOff = 2n * (share * BigInt(parts) - BigInt(minor));
        expect(twiceOff > -BigInt(parts) && twiceOff <= BigInt(parts)).toBe(true);
      }),
    );
  });
});

it('a list has one style: its whole amounts keep their decimals where another has some', () => {
  const inr = (minor: number) => ({ minor, currency: 'INR' });
  const shown = (...amounts: number[]) => {
    const exact = hasDecimals(amounts.map(inr));
    return amounts.map((minor) => formatMoney(inr(minor), { locale: 'en-IN', exact }));
  };
  expect([shown(32_000, 4_000), shown(32_000, 1_950)]).toEqual([['₹320', '₹40'], ['₹320.00', '₹19.50']]);
  expect(hasDecimals([{ minor: 7, currency: 'JPY' }])).toBe(false);
});
