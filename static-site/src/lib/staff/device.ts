/** Remembers a choice on this device; where storage is forbidden it is forgotten with the page. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(`salver.${name}`, JSON.stringify(value));
  } catch {
    // A private window or a full disk: the choice still holds until the page closes.
  }
}

/** What was remembered, or null. */
export function recall<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(`salver.${name}`) ?? 'null') as T | null;
  } catch {
    return null;
  }
}
