import { localeOf } from './locale';

/** Days and hours as a language writes them, by the habits of the device's region, as all times of the pages are. */
export function calendar(language: string) {
  const locale = () => localeOf(language);
  return {
    /** Of a calendar day such as `2026-11-13`, wherever it is. */
    day: (day: string, parts: Intl.DateTimeFormatOptions): string =>
      new Date(`${day}T00:00:00Z`).toLocaleDateString(locale(), { ...parts, timeZone: 'UTC' }),
    /** Of an hour on the clock, 0 to 23: `7 pm` or `19`. */
    hour: (hour: number, parts: Intl.DateTimeFormatOptions): string =>
      new Date(Date.UTC(2000, 0, 1, hour % 24)).toLocaleTimeString(locale(), { ...parts, timeZone: 'UTC' }),
    /** A number of tenths: `5.4` or `5,4`. */
    tenths: (count: number): string => (count / 10).toLocaleString(locale(), { maximumFractionDigits: 1 }),
  };
}
