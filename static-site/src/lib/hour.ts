import { asciiDigits } from './digits';
import { seen } from './typed';

/**
 * When a business day ends until somebody says otherwise, as it is shown: at four in the morning,
 * after the last guests of any evening and before the first breakfast.
 */
export const CLOSING = '04:00';

/** An hour of the day, 0 to 23, as fields show it. */
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const NAMED: Readonly<Record<string, number>> = { midnight: 0, noon: 12 };
/** An hour, perhaps with its minutes, which half of the day it is in, or a word behind it that says no more. */
const CLOCK = /^(\d{1,2})(?:\s?[:.h]?\s?(\d{2}))?\s?(?:h|o[’']?clock|(a|p)\.?\s?m\.?)?$/;

/** The hour that somebody typed, 0 to 23, such as `4`, `04:00`, `4 am` or `11 pm`; null for what is no full hour. */
export function hourOf(typed: string): number | null {
  const said = seen(typed).normalize('NFKC').toLowerCase().replace(/\p{Nd}/gu, (digit) => asciiDigits(digit));
  const [, hour, minutes = '00', half] = CLOCK.exec(said) ?? [];
  if (hour === undefined) return NAMED[said] ?? null;
  const most = half ? 12 : 24;
  if (Number(minutes) !== 0 || Number(hour) > most) return null;
  return half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour) % 24;
}
