import type { MenuItem, Money, Weight } from '$api/types';
import { readPrice } from '$lib/price';

/** How what is sold by weight is weighed: in what, with how many decimals, and of how many of that its price is. */
interface Weighing {
  unit: Weight['unit'];
  digits: number;
  of: number;
  most: number;
}

const GRAMS = { unit: 'g', digits: 0, most: 50_000 } as const;
const WEIGHINGS: Partial<Record<NonNullable<MenuItem['ask']>, Weighing>> = {
  per_100g: { ...GRAMS, of: 100 },
  per_kg: { ...GRAMS, of: 1_000 },
  per_lb: { unit: 'hundredth_lb', digits: 2, of: 100, most: 11_000 },
};

/** How a dish is weighed; undefined where it is not. */
export function weighingOf({ ask }: Pick<MenuItem, 'ask'>): Weighing | undefined {
  return ask ? WEIGHINGS[ask] : undefined;
}

/** Why what was typed is no weight. */
export type WeightFault = 'missing' | 'unreadable' | 'decimals' | 'large';

/** What was typed as a weight: whole grams, or pounds with two decimals. */
export function readWeight(typed: string, { unit, digits, most }: Weighing): Weight | WeightFault {
  const read = readPrice(typed, unit, digits);
  if (typeof read === 'string') return read;
  if (read.minor > most) return 'large';
  return read.minor < 1 ? 'missing' : { unit, amount: read.minor };
}

/** A weight as somebody would type it. */
export function typedWeight({ unit, amount }: Weight): string {
  return unit === 'g' ? String(amount) : (amount / 100).toFixed(2);
}

/** A weight as scales and the server say it. */
export function weightText({ unit, amount }: Weight): string {
  return unit === 'g' ? `${(amount / 1_000).toFixed(3)} kg` : `${(amount / 100).toFixed(2)} lb`;
}

/** What a weight costs without options, as the server reckons it: to the nearest minor unit, a half up. */
export function costOf({ price }: Pick<MenuItem, 'price'>, { amount }: Weight, { of }: Weighing): Money {
  // Beyond what numbers hold exactly, for currencies with large amounts.
  const [twice, per] = [2n * BigInt(price.minor) * BigInt(amount), BigInt(of)];
  return { ...price, minor: Number((twice + per) / (2n * per)) };
}
