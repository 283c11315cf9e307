import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPrice, typedPrice } from './price';

const inr = (typed: string) => readPrice(typed, 'INR', 2);

it.each([
  ['80', 8000],
  ['80.5', 8050],
  ['80,50', 8050],
  [' ₹ 1,299.00 ', 129900],
  ['1.299,00 €', 129900],
  ['1,23,456.78', 12345678],
  ['80.500', 8050],
  ['1,000', 100_000],
  ['80,500', 8_050_000],
  ['८०', 8000],
  ['٨٠٫٥', 8050],
  ['0', 0],
])('%s is read', (typed, minor) => expect(inr(typed)).toEqual({ minor, currency: 'INR' }));

it.each([
  ['', 'missing'],
  ['  ', 'missing'],
  ['eighty', 'unreadable'],
  ['-5', 'unreadable'],
  ['1e3', 'unreadable'],
  ['80.555', 'decimals'],
  ['10000000000.01', 'large'],
])('%s is refused: %s', (typed, fault) => expect(inr(typed)).toBe(fault));

it('currencies have their own decimals', () => {
  expect(readPrice('1.250', 'KWD', 3)).toEqual({ minor: 1250, currency: 'KWD' });
  expect(readPrice('1,250', 'KWD', 3)).toEqual({ minor: 1250, currency: 'KWD' });
  expect(readPrice('1,000', 'JPY', 0)).toEqual({ minor: 1000, currency: 'JPY' });
  expect(readPrice('1.2345', 'KWD', 3)).toBe('decimals');
  expect(readPrice('500', 'JPY', 0)).toEqual({ minor: 500, currency: 'JPY' });
  expect(readPrice('500.5', 'JPY', 0)).toBe('decimals');
});

it('what is shown to be edited is read as it was', () => {
  const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(amounts, fc.constantFrom(0, 2, 3), (minor, digits) => {
      const money = { minor, currency: 'INR' };
      expect(readPrice(typedPrice(money, digits), 'INR', digits)).toEqual(money);
    }),
  );
});
