/** A seat at a table: what this phone needs to come back without the PIN. */
export interface Seat {
  token: string;
  session_id: string;
  guest_id: string;
  /** RFC 3339. */
  expires_at: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What the phone remembers. Where storage is forbidden it lasts as long as the page. */
export class Memory {
  readonly #store: Store;

  constructor(store: Store = usable()) {
    this.#store = store;
  }

  /** Names this phone to the server, so that it can resume as the same guest. */
  deviceId(make: () => string): string {
    const known = this.#store.getItem('salver.device');
    if (known) return known;
    const made = make();
    this.#store.setItem('salver.device', made);
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
      return JSON.parse(this.#store.getItem(`salver.${name}`) ?? 'null') as T | null;
    } catch {
      return null;
    }
  }

  write(name: string, value: unknown): void {
    if (value === null) this.#store.removeItem(`salver.${name}`);
    else this.#store.setItem(`salver.${name}`, JSON.stringify(value));
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
