/** Coins and notes in use, in minor units, the largest first. Where a currency is not here, the sum is entered. */
const IN_USE: Readonly<Record<string, readonly number[]>> = {
  INR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
  EUR: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
};

export const coinsOf = (currency: string): readonly number[] => IN_USE[currency] ?? [];

export interface Counted {
  value: number;
  count: number;
}

/** What counts that were typed come to, and each of them; null while one of them is no number. */
export function countCoins(values: readonly number[], typed: Readonly<Record<number, string>>, digits: (text: string) => string): { coins: Counted[]; sum: number } | null {
  const coins: Counted[] = [];
  let sum = 0;
  for (const value of values) {
    const text = digits(typed[value] ?? '');
    if (text === '') continue;
    if (!/^\d{1,6}$/.test(text)) return null;
    const count = Number(text);
    sum += value * count;
    if (count > 0) coins.push({ value, count });
  }
  return { coins, sum };
}
