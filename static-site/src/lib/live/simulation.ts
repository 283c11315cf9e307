import type { Clock, Socket, World } from './live';
import type { Entity, LiveEvent, Snapshot } from './replica';

/** Time that moves only when told to, with the timers that hang on it. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Runs what is due, and lets promises settle between any two timers. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }
}

const settle = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

interface Thing {
  open: boolean;
  text: number;
}

const TOPIC = 'branch:b:kitchen';

/**
 * A server with a bad network before it: what it sends waits on the wire until
 * a test delivers, doubles, swaps or loses it. It keeps to the order of the
 * real one: commit first, number and send later, read `topics` before the rest.
 */
export class Server {
  readonly things = new Map<string, Entity>();
  /** How many milliseconds the index runs behind for an entity, drawn for each read. */
  lag: (id: string) => number = () => 0;
  wire: LiveEvent[] = [];
  pings = 0;
  tickets = 0;
  snapshots = 0;
  /** No ticket, snapshot or handshake gets through. */
  cut = false;
  /** The socket looks open, and nothing passes any more. */
  frozen = false;
  readonly #history: { at: number; thing: Entity }[] = [];
  #outbox: Entity[] = [];
  #seq = 0;
  #socket: Socket | null = null;

  constructor(readonly clock: FakeClock) {}

  readonly world = (random: () => number): World => ({
    clock: this.clock,
    random,
    socket: () => this.#connect(),
  });

  async ticket(): Promise<{ url: string }> {
    this.tickets += 1;
    if (this.cut) throw new Error('no network');
    return { url: '/realtime' };
  }

  /** Reads at once; the answer takes its time, and events overtake it. */
  async snapshot(): Promise<Snapshot> {
    this.snapshots += 1;
    if (this.cut) throw new Error('no network');
    const topics = { [TOPIC]: this.#seq };
    const indexed = [...this.things.keys()].flatMap((id) => this.#indexed(id));
    const entities = indexed.filter(({ data }) => (data as Thing).open);
    await new Promise<void>((resolve) => void this.clock.after(40, resolve));
    return { topics, entities };
  }

  commit(id: string, open: boolean): void {
    const version = (this.things.get(id)?.version ?? 0) + 1;
    const thing = { kind: 'order', id, version, data: { open, text: version } satisfies Thing };
    this.things.set(id, thing);
    this.#history.push({ at: this.clock.now(), thing });
    this.#outbox.push(thing);
  }

  /** What the index has of an entity; nothing when that is newer than it. */
  #indexed(id: string): Entity[] {
    const until = this.clock.now() - this.lag(id);
    const states = this.#history.filter(({ at, thing }) => thing.id === id && at <= until);
    return states.slice(-1).map(({ thing }) => thing);
  }

  /** The outbox as `fan-out` works it off; `bare` leaves the data out. */
  announce(bare = false): void {
    for (const { kind, id, version, data } of this.#outbox.splice(0)) {
      this.#seq += 1;
      const event: LiveEvent = {
        v: 1,
        topic: TOPIC,
        seq: this.#seq,
        type: 'order.changed',
        entity: { kind, id, version },
        at: '2026-01-01T00:00:00Z',
      };
      if (this.#socket) this.wire.push(bare ? event : { ...event, data });
    }
  }

  deliver(index: number, keep = false): void {
    const [event] = keep ? [this.wire[index]] : this.wire.splice(index, 1);
    if (event) this.send(event);
  }

  /** All that is on the wire, in one message. */
  deliverTogether(): void {
    this.send({ v: 1, type: 'batch', events: this.wire.splice(0) });
  }

  send(message: unknown): void {
    if (!this.frozen) this.#socket?.onmessage?.({ data: JSON.stringify(message) });
  }

  drop(code = 1006): void {
    const socket = this.#socket;
    this.#socket = null;
    this.wire = [];
    socket?.onclose?.({ code });
  }

  /** The counter of the topic is lost. */
  forget(): void {
    this.#seq = 0;
  }

  #connect(): Socket {
    const socket: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => this.#receive(socket, text),
      close: () => {
        if (this.#socket === socket) this.#socket = null;
      },
    };
    this.#socket = socket;
    this.wire = [];
    this.frozen = false;
    this.clock.after(10, () => (this.cut ? socket.onclose?.({ code: 1006 }) : socket.onopen?.()));
    return socket;
  }

  #receive(socket: Socket, text: string): void {
    this.pings += 1;
    if (this.frozen || this.#socket !== socket) return;
    const { seen } = JSON.parse(text) as { seen: Record<string, number> };
    const behind = (seen[TOPIC] ?? 0) < this.#seq ? [TOPIC] : [];
    this.clock.after(5, () => this.send({ type: 'pong', behind, topics: { [TOPIC]: this.#seq } }));
  }
}
