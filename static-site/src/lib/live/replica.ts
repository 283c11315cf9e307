/**
 * What a page knows of the server's entities, kept right under lost, doubled
 * and reordered events. It leans on an entity's version, which only grows, and
 * on what kind of reading a snapshot is:
 * - A guest's is consistent: asked for after an event came in, it holds that event.
 * - Staff's comes from an index that runs behind, and may leave out an order
 *   just placed, or show an older version, though its `topics` are current. A
 *   replica that `settles` never takes one such snapshot's word for an end:
 *   only what two leave out, `LAG_MS` apart, goes, and it may come back in the
 *   same version. `settled` tells whether another snapshot should confirm.
 */

/** One versioned thing: `kind` and `id` name it, `data` is all of it. */
export interface Entity {
  kind: string;
  id: string;
  version: number;
  data: unknown;
}

/** An event as the socket brings it. Without `data` it says "changed, fetch". */
export interface LiveEvent {
  v: number;
  topic: string;
  seq: number;
  type: string;
  /** Left out where a listener only needs to know that a number was used. */
  entity?: { kind: string; id: string; version: number };
  at: string;
  data?: unknown;
}

/** A snapshot as entities. `topics` was read by the server before the rest, and consistently. */
export interface Snapshot {
  entities: readonly Entity[];
  topics: Readonly<Record<string, number>>;
  /** Of what it holds only a part of: whether it would not hold this one, so that its silence says nothing. */
  beyond?: ((entity: Entity) => boolean) | undefined;
}

/** The gone are remembered so that a late event does not bring them back. */
const TOMBSTONES = 2000;
/** The index's lag is some hundred milliseconds; after this long it shows what it left out before. */
export const LAG_MS = 2_000;

export class Replica {
  readonly #entities = new Map<string, Entity>();
  readonly #gone = new Map<string, number>();
  readonly #topics = new Map<string, Topic>();
  /** What came in since the snapshot under way was asked for; null when none is. */
  #since: Map<string, Entity> | null = null;
  readonly #kinds: ReadonlySet<string>;
  /** An event could not be judged; only another snapshot can. */
  #doubt = false;
  /** What the last snapshots left out, and since when; only when this settles. */
  readonly #missing = new Map<string, number>();
  #askedAt = 0;
  /** The last snapshot stood in for events that never came, and may have been too old for that. */
  #guessed = false;

  /**
   * `kinds`: what a snapshot is complete for; what it leaves out of them is gone.
   * `settles`: snapshots are read from an index that runs behind.
   */
  constructor(
    kinds: readonly string[],
    readonly settles = false,
  ) {
    this.#kinds = new Set(kinds);
  }

  /** All known entities of a kind, in no particular order. */
  all(kind: string): Entity[] {
    return [...this.#entities.values()].filter((entity) => entity.kind === kind);
  }

  get(kind: string, id: string): Entity | undefined {
    return this.#entities.get(key(kind, id));
  }

  /** The last number per topic up to which nothing is missing, for the heartbeat. */
  get seen(): Record<string, number> {
    return Object.fromEntries([...this.#topics].map(([name, topic]) => [name, topic.whole]));
  }

  /** A topic has a hole, or an event was not understood: fetch a snapshot. */
  get behind(): boolean {
    return this.#doubt || [...this.#topics.values()].some((topic) => topic.hole);
  }

  /** The last snapshot left nothing that a later one would have to confirm. */
  get settled(): boolean {
    return !this.#guessed && this.#missing.size === 0;
  }

  /** A new connection: numbers start from its first snapshot. */
  reconnect(): void {
    this.#topics.clear();
    this.#since = null;
  }

  /** To be called when the request for a snapshot leaves; `now` in milliseconds. */
  expectSnapshot(now: number): void {
    this.#since = new Map();
    this.#askedAt = now;
    this.#doubt = false;
  }

  /** Takes a snapshot in that came at `now`. True when anything visible changed. */
  applySnapshot(snapshot: Snapshot, now: number): boolean {
    const since = this.#since ?? new Map<string, Entity>();
    this.#since = null;
    let changed = false;
    const present = new Set<string>();
    for (const entity of snapshot.entities) {
      present.add(key(entity.kind, entity.id));
      this.#missing.delete(key(entity.kind, entity.id));
      changed = this.#put(entity, true) || changed;
    }
    for (const [name, entity] of this.#entities) {
      if (present.has(name) || !this.#kinds.has(entity.kind) || snapshot.beyond?.(entity)) continue;
      if (since.has(name)) this.#doubt = true;
      else if (this.#missed(name, now)) changed = this.#bury(name, entity.version) || changed;
    }
    this.#guessed = false;
    for (const [name, seq] of Object.entries(snapshot.topics)) {
      this.#guessed = this.#topic(name).cover(seq) || this.#guessed;
    }
    return changed;
  }

  /** A snapshot left it out. True when that ends it. */
  #missed(name: string, now: number): boolean {
    if (!this.settles) return true;
    const since = this.#missing.get(name);
    if (since === undefined) this.#missing.set(name, now);
    return since !== undefined && this.#askedAt - since >= LAG_MS;
  }

  /**
   * Takes an event in. True when it is news: an entity changed, or a kind that
   * no snapshot holds was announced for the first time.
   */
  applyEvent(event: LiveEvent): boolean {
    const late = this.#topic(event.topic).take(event.seq);
    if (!event.entity) return false;
    const { kind, id, version } = event.entity;
    // Nothing would ever remove such a thing again; the page fetches it itself.
    if (!this.#kinds.has(kind)) return !late;
    const name = key(kind, id);
    const shown = this.#entities.get(name)?.version;
    if (shown !== undefined && version <= shown) {
      if (version === shown) this.#missing.delete(name);
      return false;
    }
    if (shown === undefined && this.#refuses(name, version, false)) return false;
    const known = shown !== undefined || (this.#gone.get(name) ?? version) < version;
    // Too large to be sent, or an old number for something unknown: that may
    // have come and gone before the snapshot. Showing it could raise a ghost,
    // dropping it could lose it.
    if (event.data === undefined || (late && !known)) {
      this.#doubt = true;
      return false;
    }
    const entity = { kind, id, version, data: event.data };
    this.#since?.set(name, entity);
    return this.#put(entity);
  }

  /** Takes an entity from a call's answer, such as the cart after a change. */
  learn(entity: Entity): boolean {
    this.#since?.set(key(entity.kind, entity.id), entity);
    return this.#put(entity);
  }

  /** The server counts a topic anew: what we have seen of it means nothing any more. */
  restart(topic: string): void {
    this.#topics.set(topic, new Topic());
    this.#doubt = true;
  }

  /** The heartbeat said how far a topic is; without a number, that it is further. */
  expectSeq(topic: string, seq?: number): void {
    const known = this.#topic(topic);
    known.expect(seq ?? known.whole + 1);
  }

  #topic(name: string): Topic {
    let topic = this.#topics.get(name);
    if (!topic) this.#topics.set(name, (topic = new Topic()));
    return topic;
  }

  /** Newer wins. `revives`: a snapshot may show again what an earlier one left out. */
  #put(entity: Entity, revives = false): boolean {
    const name = key(entity.kind, entity.id);
    const shown = this.#entities.get(name)?.version;
    if (shown !== undefined && shown >= entity.version) return false;
    if (this.#refuses(name, entity.version, revives)) return false;
    this.#gone.delete(name);
    this.#missing.delete(name);
    this.#entities.set(name, entity);
    return true;
  }

  /** Whether this version is over. What an index left out is no proof that its last version is. */
  #refuses(name: string, version: number, revives: boolean): boolean {
    const gone = this.#gone.get(name);
    return gone !== undefined && (revives || this.settles ? gone > version : gone >= version);
  }

  #bury(name: string, version: number): boolean {
    this.#entities.delete(name);
    this.#missing.delete(name);
    this.#gone.set(name, version);
    if (this.#gone.size > TOMBSTONES) {
      const [oldest] = this.#gone.keys();
      if (oldest !== undefined) this.#gone.delete(oldest);
    }
    return true;
  }
}

/** The numbers of one topic: which came, and where a hole is. */
class Topic {
  /** Everything up to here came or is in the snapshot. */
  whole = 0;
  #based = false;
  #above = new Set<number>();
  #expected = 0;

  get hole(): boolean {
    return this.#based && (this.#above.size > 0 || this.#expected > this.whole);
  }

  /** True when the number was covered, or came, already. */
  take(seq: number): boolean {
    if ((this.#based && seq <= this.whole) || this.#above.has(seq)) return true;
    this.#above.add(seq);
    if (this.#based) this.#close();
    return false;
  }

  /** A snapshot holds everything up to here. True when some of it never came as an event. */
  cover(seq: number): boolean {
    const came = [...this.#above].filter((other) => other <= seq).length;
    const filled = !this.#based || seq - this.whole > came;
    this.whole = this.#based ? Math.max(this.whole, seq) : seq;
    this.#based = true;
    this.#close();
    return filled;
  }

  expect(seq: number): void {
    this.#expected = Math.max(this.#expected, seq);
  }

  #close(): void {
    for (const seq of this.#above) if (seq <= this.whole) this.#above.delete(seq);
    while (this.#above.delete(this.whole + 1)) this.whole += 1;
  }
}

const key = (kind: string, id: string) => `${kind} ${id}`;
