/** A seat at a table: what this phone needs to come back without the PIN. */
export interface Seat {
  token: string;
  session_id: string;
  guest_id: string;
  /** RFC 3339. */
  expires_at: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * What the phone remembers. Where storage is forbidden, or has no room any more, it lasts as
 * long as the page: nothing throws, and nothing is stuck for it.
 */
export class Memory {
  readonly #store: Store;
  /** What found no room, by its key. */
  readonly #held = new Map<string, string>();

  constructor(store: Store = usable()) {
    this.#store = store;
  }

  /** Names this phone to the server, so that it can resume as the same guest. */
  deviceId(make: () => string): string {
    const known = this.#get('salver.device');
    if (known) return known;
    const made = make();
    this.#keep('salver.device', made);
    return made;
  }

  /** The seat for a table code, unless its token has run out. */
  seat(code: string, now: number): Seat | null {
    const seat = this.read<Seat>(`seat.${code}`);
    return seat && Date.parse(seat.expires_at) > now ? seat : null;
  }

  /** Keeps a seat. That this phone sat here is remembered even when the token goes. */
  keepSeat(code: string, seat: Seat): void {
    this.write(`seat.${code}`, seat);
    this.write(`sat.${code}`, seat.session_id);
  }

  /** Forgets the token; `over` also forgets that the phone sat here. */
  dropSeat(code: string, over: boolean): void {
    this.write(`seat.${code}`, null);
    if (!over) return;
    this.write(`sat.${code}`, null);
    this.write(`place.${code}`, null);
  }

  /** The session in which this phone last sat at a table, even if its token is gone. */
  satIn(code: string): string | null {
    return this.read<string>(`sat.${code}`);
  }

  read<T>(name: string): T | null {
    try {
      return JSON.parse(this.#get(`salver.${name}`) ?? 'null') as T | null;
    } catch {
      return null;
    }
  }

  /** Keeps a value, or forgets it (`null`). Whether it outlives the page. */
  write(name: string, value: unknown): boolean {
    const key = `salver.${name}`;
    if (value !== null) return this.#keep(key, JSON.stringify(value));
    this.#held.delete(key);
    try {
      this.#store.removeItem(key);
    } catch {
      // Where nothing can be removed, nothing was kept.
    }
    return true;
  }

  #get(key: string): string | null {
    return this.#held.get(key) ?? this.#store.getItem(key);
  }

  #keep(key: string, text: string): boolean {
    try {
      this.#store.setItem(key, text);
      this.#held.delete(key);
      return true;
    } catch {
      this.#held.set(key, text);
      return false;
    }
  }
}

/** `localStorage`, or a map where the browser forbids it or has no room. */
function usable(): Store {
  try {
    localStorage.setItem('salver.probe', '1');
    localStorage.removeItem('salver.probe');
    return localStorage;
  } catch {
    const map = new Map<string, string>();
    return {
      getItem: (key) => map.get(key) ?? null,
      setItem: (key, value) => void map.set(key, value),
      removeItem: (key) => void map.delete(key),
    };
  }
}
