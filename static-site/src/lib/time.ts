import { shownLocale } from './text/language.svelte';

/**
 * Time of day as people write it, such as 7:05 pm or 19:05: in the language
 * that is shown, and in the time zone given, else the device's own.
 */
export function clockTime(at: number | string, timeZone?: string): string {
  const time = new Date(at);
  const parts: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  try {
    return time.toLocaleTimeString(shownLocale(), timeZone ? { ...parts, timeZone } : parts);
  } catch {
    // An old device does not know every zone.
    return time.toLocaleTimeString(shownLocale(), parts);
  }
}

/** Whole minutes from `from` to `to` (epoch milliseconds), never negative. */
export function minutesBetween(from: number | string, to: number): number {
  return Math.max(0, Math.floor((to - new Date(from).getTime()) / 60_000));
}

/** Minutes from `now` (epoch milliseconds) until a time, rounded up, never negative. */
export function minutesUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((new Date(at).getTime() - now) / 60_000));
}
