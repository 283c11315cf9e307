import { untrack } from 'svelte';
import { type Moment, moment } from '$lib/clock';
import type { Phase } from './link';
import { type Clock, Live, type Source, type World } from './live';
import type { Entity } from './replica';

const clock: Clock = {
  now: moment,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const browser: World = {
  clock,
  random: Math.random,
  socket: (path) => {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(url) as unknown as ReturnType<World['socket']>;
  },
};

/** How the link stands, as a page shows it. */
export type LinkStatus = 'off' | 'connecting' | 'live' | 'lost' | 'ended';

/**
 * A `Live` whose entities and state are reactive. Reading `all`, `get` or
 * `status` in markup or `$derived` is enough to stay up to date.
 */
export class LiveStore {
  readonly #live: Live;
  #revision = $state(0);
  #phase = $state<Phase>('idle');
  #everLive = $state(false);
  /** When the link was last heard before it was lost. */
  #heardAt = $state<Moment | null>(null);

  constructor(source: Omit<Source, 'changed'>, world: World = browser) {
    // Untracked: an effect that starts or teaches the store must not depend on it.
    const changed = () => untrack(() => this.#changed());
    this.#live = new Live({ ...source, changed }, world);
  }

  get status(): LinkStatus {
    if (this.#phase === 'idle') return 'off';
    if (this.#phase === 'live' || this.#phase === 'ended') return this.#phase;
    return this.#everLive ? 'lost' : 'connecting';
  }

  /** While the link is lost: when it was last known to be good. */
  get lostAt(): Moment | null {
    return this.status === 'lost' ? this.#heardAt : null;
  }

  /** True once a first snapshot is in. */
  get loaded(): boolean {
    return this.#everLive;
  }

  /** The data of all entities of a kind, in no particular order. */
  all<T>(kind: string): T[] {
    this.#revision;
    return this.#live.replica.all(kind).map((entity) => entity.data as T);
  }

  get<T>(kind: string, id: string): T | undefined {
    this.#revision;
    return this.#live.replica.get(kind, id)?.data as T | undefined;
  }

  /** Takes an entity from a call's answer, such as an order after a PATCH. */
  learn(kind: string, data: { id: string; version: number }): void {
    this.#live.learn(entity(kind, data));
  }

  /** Connects and stays connected. Returns how to stop; fits `$effect`. */
  start(): () => void {
    const wake = () => {
      if (document.visibilityState === 'visible') this.#live.wake();
    };
    const suspect = () => this.#live.suspect();
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    window.addEventListener('offline', suspect);
    this.#live.start();
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', suspect);
      this.#live.stop();
    };
  }

  /** Connects again after `ended`, with a renewed identity. */
  restart(): void {
    this.#live.start();
  }

  #changed(): void {
    const { phase, heardAt } = this.#live.link;
    if (this.#phase === 'live' && phase !== 'live') this.#heardAt = heardAt;
    if (phase === 'live') this.#everLive = true;
    this.#phase = phase;
    this.#revision += 1;
  }
}

/** Wraps an API object as an entity for a snapshot. */
export function entity(kind: string, data: { id: string; version: number }): Entity {
  return { kind, id: data.id, version: data.version, data };
}
