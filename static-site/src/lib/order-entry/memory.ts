import type { Keeps } from '$lib/sending/outbox.svelte';
import { recall } from '$lib/staff/device';

/** Under which name the lines that somebody entered for a check are kept. */
export const slotOf = (person: string, check: string): string => `taking.${person}.${check}`;

/** What a device remembers of orders that are being taken; where storage is forbidden, nothing. */
export const deviceMemory: Keeps = {
  read: recall,
  write(name, value) {
    try {
      if (value === null) localStorage.removeItem(`salver.${name}`);
      else localStorage.setItem(`salver.${name}`, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

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
