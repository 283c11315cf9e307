import { shownLocale } from './text/language.svelte';

/**
 * Time of day as people write it, such as 7:05 pm or 19:05: in the language that is
 * shown, and in the time zone given, else the device's own. In a zone that the device does
 * not know, it is the time in UTC and says so.
 */
export function clockTime(at: number | string, timeZone?: string): string {
  const parts: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (!timeZone) return timeWords(at, parts);
  const zone = knownZone(timeZone);
  // The device's own time would look like the restaurant's, and be another.
  const named: Intl.DateTimeFormatOptions = zone === timeZone ? {} : { timeZoneName: 'short' };
  return timeWords(at, { ...parts, ...named, timeZone: zone });
}

/**
 * A moment in the words of a language. What writes them takes a slow phone some milliseconds to
 * make, and every row of a list asks: it is kept.
 */
export function timeWords(at: number | string, parts: Intl.DateTimeFormatOptions, locale = shownLocale()): string {
  const key = JSON.stringify([locale, parts]);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, parts)));
  return format.format(new Date(at));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone, or UTC where this device does not know it: an old one does not know every name. */
export function knownZone(timeZone: string): string {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone });
      zone = timeZone;
    } catch {
      zone = 'UTC';
    }
    zones.set(timeZone, zone);
  }
  return zone;
}

/** Asked once for each: every row of a list asks. */
const zones = new Map<string, string>();

/** Whole minutes from `from` to `to` (epoch milliseconds), never negative. */
export function minutesBetween(from: number | string, to: number): number {
  return Math.max(0, Math.floor((to - new Date(from).getTime()) / 60_000));
}

/** Minutes from `now` until a time (both epoch milliseconds), rounded up, never negative. */
export function minutesUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 60_000));
}

/** Day and time as people write them, such as 28 Nov, 7:05 pm: in the language that is shown, by the device's clock. */
export function dateAndTime(at: string): string {
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };
  return timeWords(at, parts);
}
