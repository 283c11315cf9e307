/** Time of day as people write it, such as 19:05. */
export function clockTime(at: number | string): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** Whole minutes from `from` to `to` (epoch milliseconds), never negative. */
export function minutesBetween(from: number | string, to: number): number {
  return Math.max(0, Math.floor((to - new Date(from).getTime()) / 60_000));
}

/** Minutes from `now` (epoch milliseconds) until a time, rounded up, never negative. */
export function minutesUntil(at: string, now: number): number {
  return Math.max(0, Math.ceil((new Date(at).getTime() - now) / 60_000));
}
