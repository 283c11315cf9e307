import type { Tap } from './tap';

/** Where the taps of one person at one branch are kept on this device: one entry each, so that pages do not overwrite each other's. */
export class Kept {
  readonly #prefix: string;

  constructor(person: string, branch: string) {
    this.#prefix = `salver.tap.${person}.${branch}.`;
  }

  /** False where storage is full or forbidden: then a tap lives as long as its page. */
  put(tap: Tap): boolean {
    try {
      localStorage.setItem(this.#prefix + tap.id, JSON.stringify(tap));
      return true;
    } catch {
      return false;
    }
  }

  drop(id: string): void {
    try {
      localStorage.removeItem(this.#prefix + id);
    } catch {
      // Then it was not kept either.
    }
  }

  /** In the order in which they were tapped. */
  all(): Tap[] {
    try {
      const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
      const taps = keys.filter((key) => key.startsWith(this.#prefix)).map((key) => parse(localStorage.getItem(key)));
      return taps.filter((tap) => tap !== null).sort((a, b) => a.id.localeCompare(b.id));
    } catch {
      return [];
    }
  }
}

function parse(text: string | null): Tap | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Tap> | null;
    const whole = typeof value?.id === 'string' && typeof value.about === 'string' && Array.isArray(value.steps);
    return whole ? (value as Tap) : null;
  } catch {
    return null;
  }
}
