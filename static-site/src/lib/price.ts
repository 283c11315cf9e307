import type { Money } from '$api/types';

/** Why an amount that was typed is none. */
export type PriceFault = 'missing' | 'unreadable' | 'decimals' | 'large';

/** Above this the server takes no amount. */
const MAX_MINOR = 1_000_000_000_000;

/** Digits of other scripts, as keyboards of phones type them, by what they stand for. */
function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // The ten digits of a script stand in a row that begins at a multiple of 16 or 10 before it.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}

/**
 * What somebody typed as an amount of `currency`, whose minor unit has `digits` digits. A point and
 * a comma both part the decimals, and both part thousands when more than one of them stands
 * there; a comma also does so where three digits follow and no three decimals can be: 1,000 is no 1.
 */
export function readPrice(typed: string, currency: string, digits: number): Money | PriceFault {
  const text = plainDigits(typed).replace(/[\s\u{200E}\u{200F}\u{66C}]/gu, '').replace(/\u{66B}/gu, '.');
  if (text === '') return 'missing';
  const match = /^[^\d.,-]*(\d[\d.,]*)[^\d.,]*$/u.exec(text);
  if (!match) return 'unreadable';
  const number = match[1] ?? '';
  const marks = [...number].filter((sign) => sign === '.' || sign === ',');
  const last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const two = new Set(marks).size === 2;
  const isThousands = digits < 3 && /^\d{1,3},\d{3}$/u.test(number);
  const isDecimal = (marks.length === 1 && !isThousands) || (two && marks.at(-1) !== marks[0]);
  const whole = (last < 0 || !isDecimal ? number : number.slice(0, last)).replace(/[.,]/gu, '');
  const decimals = last < 0 || !isDecimal ? '' : number.slice(last + 1);
  if (decimals.length > digits && /[^0]/u.test(decimals.slice(digits))) return 'decimals';
  const minor = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  return Number.isSafeInteger(minor) && minor <= MAX_MINOR ? { minor, currency } : 'large';
}

/** An amount as somebody would type it. */
export function typedPrice({ minor }: Money, digits: number): string {
  const all = String(minor).padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits);
  const decimals = all.slice(all.length - digits).replace(/0+$/u, '');
  return decimals === '' ? whole : `${whole}.${all.slice(all.length - digits)}`;
}
