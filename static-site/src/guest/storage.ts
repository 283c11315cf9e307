/** A seat at a table: what this phone needs to come back without the PIN. */
export interface Seat {
  token: string;
  session_id: string;
  guest_id: string;
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

  /** The seat for a table code. Whether its token is still good is the server's to say. */
  seat(code: string): Seat | null {
    const seat = this.read<Seat>(`seat.${code}`);
    return typeof seat?.token === 'string' ? seat : null;
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
    const held = this.#held.get(key);
    if (held !== undefined) return held;
    try {
      return this.#store.getItem(key);
    } catch {
      return null;
    }
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

/** `localStorage`; nothing is kept where the browser forbids even the look at it. */
function usable(): Store {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: refuse, removeItem: () => {} };
  }
}

function refuse(): never {
  throw new DOMException('There is no storage here.', 'SecurityError');
}
