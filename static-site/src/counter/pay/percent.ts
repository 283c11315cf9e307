import { readPrice } from '$lib/price';

/** Hundredths of a percent of what somebody typed, such as "12.5"; null for what is none of 0.01 to 100. */
export function readPercent(typed: string): number | null {
  const read = readPrice(typed.replace(/%\s*$/u, ''), '', 2);
  return typeof read !== 'string' && read.minor >= 1 && read.minor <= 10_000 ? read.minor : null;
}
