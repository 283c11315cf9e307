import type { Money } from '$api/types';
// Written by `cargo xtask openapi` from the service's own table.
import codesByDigits from './currency-digits.json';
import { shownLocale } from './text/language.svelte';

/** A format with the decimals of its currency; both are slow to ask for. */
interface Format {
  formatter: Intl.NumberFormat;
  digits: number;
}

const formats = new Map<string, Format>();

/**
 * How many digits of an amount are decimals, by ISO 4217. `Intl` has an idea of its own, which
 * drops the decimals of some currencies and follows the browser's version.
 */
export function digitsOf(currency: string): number {
  const found = Object.entries(codesByDigits).find(([, codes]) => codes.includes(currency));
  return Number(found?.[0] ?? 2);
}

function format(currency: string, locale: string, exact: boolean): Format {
  const key = `${locale} ${currency} ${exact}`;
  let found = formats.get(key);
  if (!found) {
    const digits = digitsOf(currency);
    const formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: exact ? 'auto' : 'stripIfInteger',
    });
    found = { formatter, digits };
    formats.set(key, found);
  }
  return found;
}

/**
 * Money as people read it, in the language that is shown unless another is given. Whole
 * amounts drop their empty decimals, as menus do; with `exact` they keep them, for a list in
 * which others have some. The value goes to `Intl` as
 * a decimal string, so that no amount passes through a float.
 */
export function formatMoney({ minor, currency }: Money, { locale = shownLocale(), exact = false } = {}): string {
  const { formatter, digits } = format(currency, locale, exact);
  const sign = minor < 0 ? '-' : '';
  const all = Math.abs(minor).toString().padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits);
  const decimal = digits > 0 ? `${sign}${whole}.${all.slice(-digits)}` : `${sign}${whole}`;
  return formatter.format(decimal as `${number}`);
}

/** Whether any of these is no whole amount: then all that stand with it are shown with decimals. */
export function hasDecimals(amounts: readonly Money[]): boolean {
  return amounts.some(({ minor, currency }) => minor % 10 ** digitsOf(currency) !== 0);
}

/** The sum of amounts in one currency, in minor units. Mixed currencies throw. */
export function sumMoney(currency: string, amounts: readonly Money[]): Money {
  let minor = 0;
  for (const amount of amounts) {
    if (amount.currency !== currency) {
      throw new RangeError(`cannot add ${amount.currency} to ${currency}`);
    }
    minor += amount.minor;
  }
  return { minor, currency };
}

/** A whole number of times an amount. */
export function timesMoney(amount: Money, times: number): Money {
  return { minor: amount.minor * times, currency: amount.currency };
}
