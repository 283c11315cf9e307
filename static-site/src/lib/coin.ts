import type { Money } from '$api/types';

/** The cash that is counted out for an amount: the nearest that the smallest coin makes, of two the larger; as the server reckons it. */
export function inCoins({ minor, currency }: Money, coin: number): Money {
  return { minor: Math.floor((2 * minor + coin) / (2 * coin)) * coin, currency };
}
