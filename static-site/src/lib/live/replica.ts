/**
 * What a page knows of the server's entities, kept right under lost, doubled
 * and reordered events. Two facts carry it: an entity's version only grows,
 * and a snapshot that was asked for after an event came in holds that event.
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

/** A snapshot as entities. `topics` was read by the server before the rest. */
export interface Snapshot {
  entities: readonly Entity[];
  topics: Readonly<Record<string, number>>;
}

/** The gone are remembered so that a late event does not bring them back. */
const TOMBSTONES = 2000;

export class Replica {
  readonly #entities = new Map<string, Entity>();
  readonly #gone = new Map<string, number>();
  readonly #topics = new Map<string, Topic>();
  /** What came in since the snapshot under way was asked for; null when none is. */
  #since: Map<string, Entity> | null = null;
  readonly #kinds: ReadonlySet<string>;
  /** An event could not be judged; only another snapshot can. */
  #doubt = false;

  /** `kinds`: what a snapshot is complete for; what it leaves out of them is gone. */
  constructor(kinds: readonly string[]) {
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

  /** A new connection: numbers start from its first snapshot. */
  reconnect(): void {
    this.#topics.clear();
    this.#since = null;
  }

  /** To be called when the request for a snapshot leaves. */
  expectSnapshot(): void {
    this.#since = new Map();
    this.#doubt = false;
  }

  /** Takes a snapshot in. True when anything visible changed. */
  applySnapshot(snapshot: Snapshot): boolean {
    const since = this.#since ?? new Map<string, Entity>();
    this.#since = null;
    let changed = false;
    const present = new Set<string>();
    for (const entity of snapshot.entities) {
      present.add(key(entity.kind, entity.id));
      changed = this.#put(entity, true) || changed;
    }
    for (const [name, entity] of this.#entities) {
      if (present.has(name) || !this.#kinds.has(entity.kind)) continue;
      if (since.has(name)) this.#doubt = true;
      else changed = this.#bury(name, entity.version) || changed;
    }
    for (const [name, seq] of Object.entries(snapshot.topics)) this.#topic(name).cover(seq);
    return changed;
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
    const known = this.#entities.get(name)?.version ?? this.#gone.get(name);
    if (known !== undefined && version <= known) return false;
    // Too large to be sent, or an old number for something unknown: that may
    // have come and gone before the snapshot. Showing it could raise a ghost,
    // dropping it could lose it.
    if (event.data === undefined || (late && known === undefined)) {
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
    const gone = this.#gone.get(name);
    if (gone !== undefined && (revives ? gone > entity.version : gone >= entity.version)) return false;
    this.#gone.delete(name);
    this.#entities.set(name, entity);
    return true;
  }

  #bury(name: string, version: number): boolean {
    this.#entities.delete(name);
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

  cover(seq: number): void {
    this.whole = this.#based ? Math.max(this.whole, seq) : seq;
    this.#based = true;
    this.#close();
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
