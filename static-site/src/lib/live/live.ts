import { ApiError } from '$api/error';
import { type Effect, type Input, idle, type Link, nextTick, step } from './link';
import { type Entity, type LiveEvent, Replica, type Snapshot } from './replica';

/** The part of `WebSocket` that is used. */
export interface Socket {
  send(data: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface Clock {
  now(): number;
  /** Returns how to cancel. */
  after(ms: number, run: () => void): () => void;
}

/** What a page brings to a live store. */
export interface Source {
  /** Kinds that a snapshot is complete for. */
  kinds: readonly string[];
  /** A fresh ticket; a 401 or 403 ends the link. Gives the URL to connect to. */
  ticket(): Promise<{ url: string }>;
  snapshot(): Promise<Snapshot>;
  /** Snapshots are read from an index that runs behind; further ones confirm them. */
  settles?: boolean;
  /** Something that a page can see changed: an entity, or the state of the link. */
  changed(): void;
  /** An event that was new. Not called for what a snapshot brings. */
  event?(event: LiveEvent): void;
  /** The identity is over; the link does not come back by itself. */
  ended(): void;
}

export interface World {
  socket(url: string): Socket;
  clock: Clock;
  random(): number;
}

/** A live copy of what the server knows: the machine of `link.ts` with a real socket. */
export class Live {
  readonly replica: Replica;
  #link: Link;
  #socket: Socket | null = null;
  #cancelTick: (() => void) | null = null;
  /** What the last ping said. */
  #pinged: Record<string, number> = {};

  constructor(
    readonly source: Source,
    readonly world: World,
  ) {
    const settles = source.settles ?? false;
    this.replica = new Replica(source.kinds, settles);
    this.#link = { ...idle, settles };
  }

  get link(): Link {
    return this.#link;
  }

  start(): void {
    this.#step({ type: 'start' });
  }

  stop(): void {
    this.#step({ type: 'stop' });
  }

  /** The page came to the front, or the device says that it is online again. */
  wake(): void {
    this.#step({ type: 'wake' });
  }

  /** The device says that it is offline; a ping finds out whether that is so. */
  suspect(): void {
    this.#step({ type: 'suspect' });
  }

  /** Takes an entity from a call's answer. */
  learn(entity: Entity): void {
    if (this.replica.learn(entity)) this.source.changed();
  }

  #step(input: Input): void {
    const { clock, random } = this.world;
    const before = this.#link;
    const [link, effects] = step(before, input, clock.now(), random());
    this.#link = link;
    for (const effect of effects) this.#perform(effect);
    this.#schedule();
    if (before.phase !== this.#link.phase) this.source.changed();
  }

  #schedule(): void {
    this.#cancelTick?.();
    const due = nextTick(this.#link);
    const { clock } = this.world;
    this.#cancelTick =
      due === null ? null : clock.after(Math.max(0, due - clock.now()), () => this.#step({ type: 'tick' }));
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'ticket':
        return void this.#ticket(effect.turn);
      case 'open':
        return this.#open(effect.turn, effect.url);
      case 'snapshot':
        return void this.#snapshot(effect.turn);
      case 'ping':
        this.#pinged = this.replica.seen;
        return this.#socket?.send(JSON.stringify({ action: 'ping', seen: this.#pinged }));
      case 'close':
        return this.#close();
      case 'ended':
        return this.source.ended();
    }
  }

  async #ticket(turn: number): Promise<void> {
    try {
      const { url } = await this.source.ticket();
      this.#step({ type: 'ticket', turn, url });
    } catch (error) {
      this.#step({ type: isOver(error) ? 'refused' : 'failed', turn });
    }
  }

  #open(turn: number, url: string): void {
    const socket = this.world.socket(url);
    this.#socket = socket;
    this.replica.reconnect();
    socket.onopen = () => this.#step({ type: 'opened', turn });
    socket.onmessage = ({ data }) => this.#receive(turn, data);
    socket.onclose = ({ code }) => this.#step({ type: 'dropped', turn, code });
  }

  #close(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  async #snapshot(turn: number): Promise<void> {
    const { clock } = this.world;
    this.replica.expectSnapshot(clock.now());
    try {
      const snapshot = await this.source.snapshot();
      if (turn !== this.#link.turn) return;
      const changed = this.replica.applySnapshot(snapshot, clock.now());
      const { behind, settled } = this.replica;
      this.#step({ type: 'snapshot', turn, behind, settled });
      if (changed) this.source.changed();
    } catch (error) {
      this.#step({ type: isOver(error) ? 'refused' : 'snapshot-failed', turn });
    }
  }

  #receive(turn: number, data: unknown): void {
    if (turn !== this.#link.turn) return;
    const message = parse(data);
    if (!message) return;
    if (message.type === 'closed') return this.#step({ type: 'refused', turn });
    if (message.type === 'pong') this.#pong(turn, message);
    else for (const event of message.events ?? [message]) this.#event(turn, event as LiveEvent);
    if (this.replica.behind) this.#step({ type: 'behind', turn });
  }

  #event(turn: number, event: LiveEvent): void {
    this.#step({ type: 'heard', turn });
    if (typeof event.seq !== 'number' || typeof event.topic !== 'string') return;
    if (!this.replica.applyEvent(event)) return;
    this.source.event?.(event);
    this.source.changed();
  }

  #pong(turn: number, { topics, behind }: Message): void {
    for (const [topic, seq] of Object.entries(topics ?? {})) {
      if (seq < (this.#pinged[topic] ?? 0)) this.replica.restart(topic);
      else this.replica.expectSeq(topic, seq);
    }
    for (const topic of behind ?? []) if (topics?.[topic] === undefined) this.replica.expectSeq(topic);
    this.#step({ type: 'pong', turn });
  }
}

interface Message {
  type: string;
  topics?: Record<string, number>;
  behind?: string[];
  /** Of a batch: what happened together. */
  events?: unknown[];
}

function parse(data: unknown): Message | null {
  try {
    const value: unknown = JSON.parse(String(data));
    const known = typeof value === 'object' && value !== null && 'type' in value;
    return known ? (value as Message) : null;
  } catch {
    return null;
  }
}

const isOver = (error: unknown) =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);
