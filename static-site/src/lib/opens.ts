import { clockTime, knownZone, timeWords } from './time';

interface Words {
  today: (time: string) => string;
  tomorrow: (time: string) => string;
  on: (day: string, time: string) => string;
}

/**
 * When a closed restaurant opens, such as "Opens tomorrow at 17:00.": by the clock of its time zone,
 * else of the device. `now` is the server's time in epoch milliseconds.
 */
export function opensWhen(words: Words, at: string, now: number, timeZone?: string): string {
  const zone = timeZone && knownZone(timeZone);
  const inZone = zone ? { timeZone: zone } : {};
  const time = clockTime(at, timeZone);
  const days = dayNumber(Date.parse(at), inZone) - dayNumber(now, inZone);
  if (days <= 0) return words.today(time);
  if (days === 1) return words.tomorrow(time);
  // In a week's time the day of the week is today's again.
  const parts: Intl.DateTimeFormatOptions = days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' };
  return words.on(timeWords(at, { ...parts, ...inZone }), time);
}

/** Until when it is paused, such as "tomorrow at 17:00": the day is not named where it is today. */
export function endsWhen({ ends }: { ends: Omit<Words, 'today'> }, at: string, now: number, timeZone?: string): string {
  return opensWhen({ today: (time) => time, ...ends }, at, now, timeZone);
}

/** Of the calendar: one of 23 hours counts as much as any. */
function dayNumber(at: number, inZone: Intl.DateTimeFormatOptions): number {
  const [month = 0, day = 0, year = 0] = timeWords(at, inZone, 'en-US').split('/').map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}
