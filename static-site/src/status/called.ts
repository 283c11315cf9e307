import type { CalledNumber, StatusBoard } from '$api/types';

/** What tells a number from all others, also from the same one of the day before. */
export const keyOf = ({ kind, number, since }: CalledNumber): string => `${kind} ${number} ${since}`;

/** What is ready at `now`, in epoch milliseconds, the newest first: it stands where eyes begin. */
export function readyAt({ ready }: Pick<StatusBoard, 'ready'>, now: number): CalledNumber[] {
  const until = (one: CalledNumber) => (one.until ? Date.parse(one.until) : Number.POSITIVE_INFINITY);
  return ready.filter((one) => now < until(one)).sort((a, b) => until(b) - until(a));
}

/** What has become ready since a board before; nothing on the first one. */
export function news(before: StatusBoard | null, now: StatusBoard): CalledNumber[] {
  if (!before) return [];
  const known = new Set(before.ready.map(keyOf));
  return now.ready.filter((one) => !known.has(keyOf(one)));
}
