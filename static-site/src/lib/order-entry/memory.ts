/** Under which name the lines that somebody entered for a check are kept. */
export const slotOf = (person: string, check: string): string => `taking.${person}.${check}`;

/** The checks for which this person entered something on this device that is not known to have arrived, by the names of `slot`. */
export function pendingOf(person: string, slot = slotOf): ReadonlySet<string> {
  const prefix = `salver.${slot(person, '')}`;
  try {
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    const own = names.filter((name) => name.startsWith(prefix));
    return new Set(own.map((name) => name.slice(prefix.length).replace(/\.(lines|sending)$/u, '')));
  } catch {
    return new Set();
  }
}
