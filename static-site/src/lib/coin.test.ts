import { expect, test } from 'vitest';
import { inCoins } from './coin';

test('cash is rounded half up to the smallest coin', () => {
  const cases = [
    [1232, 5, 1230],
    [1233, 5, 1235],
    [1225, 50, 1250],
    [249, 500, 0],
    [250, 500, 500],
    [1237, 1, 1237],
  ] as const;
  for (const [minor, coin, rounded] of cases) {
    expect(inCoins({ minor, currency: 'INR' }, coin)).toEqual({ minor: rounded, currency: 'INR' });
  }
});
