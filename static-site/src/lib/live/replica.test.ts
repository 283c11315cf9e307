import { describe, expect, it } from 'vitest';
import { beyondOrders } from './bounded';
import { idle, step } from './link';
import { type Entity, type LiveEvent, Replica } from './replica';

const order = (id: string, version: number): Entity => ({ kind: 'order', id, version, data: { id, version } });
const event = (seq: number, { kind, id, version, data }: Entity): LiveEvent => ({
  v: 1,
  topic: 't',
  seq,
  type: `${kind}.changed`,
  entity: { kind, id, version },
  at: '2026-01-01T00:00:00Z',
  data,
});
const versions = (replica: Replica) => replica.all('order').map(({ id, version }) => `${id} v${version}`);

/** A replica with a first snapshot. */
function loaded(seq: number, ...entities: Entity[]): Replica {
  const replica = new Replica(['order']);
  replica.expectSnapshot(0);
  replica.applySnapshot({ topics: { t: seq }, entities }, 0);
  return replica;
}

describe('the replica', () => {
  it('shows no ghost: an old number for something unknown asks for a snapshot instead', () => {
    const replica = loaded(5);
    expect(replica.applyEvent(event(3, order('a', 1)))).toBe(false);
    expect(versions(replica)).toEqual([]);
    expect(replica.behind).toBe(true);
    replica.expectSnapshot(0);
    replica.applySnapshot({ topics: { t: 5 }, entities: [] }, 0);
    expect(replica.behind).toBe(false);
  });

  it('does not bring back what a snapshot left out, except in a newer version', () => {
    const replica = loaded(5, order('a', 2));
    replica.expectSnapshot(0);
    replica.applySnapshot({ topics: { t: 6 }, entities: [] }, 0);
    expect(replica.learn(order('a', 2))).toBe(false);
    expect(replica.applyEvent(event(7, order('a', 1)))).toBe(false);
    expect(versions(replica)).toEqual([]);
    expect(replica.applyEvent(event(8, order('a', 3)))).toBe(true);
    expect(versions(replica)).toEqual(['a v3']);
  });

  it('keeps what a snapshot of the oldest orders could not hold, and no other', () => {
    const placed = (id: string, minute: number): Entity => ({
      ...order(id, 1),
      data: { id, placed_at: `2026-01-01T00:0${minute}:00Z` },
    });
    const replica = loaded(5, placed('a', 0), placed('b', 1), placed('c', 2));
    const look = (more: number, ...held: Entity[]) => {
      const beyond = beyondOrders(held.map(({ data }) => data as { placed_at: string }), more);
      replica.expectSnapshot(0);
      replica.applySnapshot({ topics: { t: 6 }, entities: held, beyond }, 0);
      return versions(replica);
    };
    expect(look(2, placed('b', 1))).toEqual(['b v1', 'c v1']);
    expect(look(0, placed('b', 1))).toEqual(['b v1']);
  });

  it('keeps what came in while the snapshot was under way, and looks again', () => {
    const replica = loaded(5);
    replica.expectSnapshot(0);
    replica.learn(order('a', 1));
    replica.applySnapshot({ topics: { t: 5 }, entities: [] }, 0);
    expect(versions(replica)).toEqual(['a v1']);
    expect(replica.behind).toBe(true);
  });

  it('lets no older snapshot, event or answer replace a newer version', () => {
    const replica = loaded(5, order('a', 4));
    replica.expectSnapshot(0);
    replica.applySnapshot({ topics: { t: 5 }, entities: [order('a', 3)] }, 0);
    replica.applyEvent(event(6, order('a', 2)));
    replica.learn(order('a', 1));
    expect(versions(replica)).toEqual(['a v4']);
  });

  it('counts anew on a new connection: the numbers may have started again', () => {
    const replica = loaded(500, order('a', 1));
    replica.reconnect();
    replica.expectSnapshot(0);
    replica.applySnapshot({ topics: { t: 2 }, entities: [order('a', 1)] }, 0);
    expect(replica.seen).toEqual({ t: 2 });
    replica.applyEvent(event(4, order('b', 1)));
    expect(replica.behind).toBe(true);
  });

  it('passes on what no snapshot holds once, and keeps none of it', () => {
    const replica = loaded(5);
    const menu = event(6, { kind: 'menu', id: 'b', version: 7, data: undefined });
    expect([replica.applyEvent(menu), replica.applyEvent(menu)]).toEqual([true, false]);
    expect(replica.behind).toBe(false);
    expect(replica.all('menu')).toEqual([]);
  });

  it('counts a number that came without an entity', () => {
    const replica = loaded(5);
    const { entity: _, ...skipped } = event(6, order('a', 1));
    expect(replica.applyEvent(skipped)).toBe(false);
    expect(replica.seen).toEqual({ t: 6 });
    expect(replica.behind).toBe(false);
  });

  it('asks for nothing when the data of something known is left out', () => {
    const replica = loaded(5, order('a', 2));
    replica.applyEvent(event(6, { ...order('a', 2), data: undefined }));
    expect(replica.behind).toBe(false);
  });

  it('asks for a snapshot when the server left the data out', () => {
    const replica = loaded(5, order('a', 1));
    expect(replica.applyEvent(event(6, { ...order('a', 2), data: undefined }))).toBe(false);
    expect(replica.behind).toBe(true);
  });
});

describe('a replica that settles', () => {
  const a = order('a', 2);

  /** A replica that shows `a`, and a snapshot that was asked for at `at` and took 100 ms. */
  function settling() {
    const replica = new Replica(['order'], true);
    const snapshot = (at: number, ...entities: Entity[]) => {
      replica.expectSnapshot(at);
      replica.applySnapshot({ topics: { t: 5 }, entities }, at + 100);
    };
    snapshot(0, a);
    return { replica, snapshot };
  }

  it('buries what two snapshots in a row leave out, two seconds apart', () => {
    const { replica, snapshot } = settling();
    snapshot(5_000);
    expect(replica.settled).toBe(false);
    snapshot(7_099);
    expect(versions(replica)).toEqual(['a v2']);
    snapshot(7_100);
    expect(versions(replica)).toEqual([]);
    expect(replica.settled).toBe(true);
  });

  it.each(['snapshot', 'event', 'answer', 'newer'] as const)('keeps what one %s held in between', (what) => {
    const { replica, snapshot } = settling();
    snapshot(5_000);
    if (what === 'snapshot') snapshot(8_000, order('a', 1));
    if (what === 'event') replica.applyEvent(event(6, a));
    if (what === 'answer') replica.learn(order('a', 3));
    if (what === 'newer') replica.applyEvent(event(6, order('a', 3)));
    snapshot(10_000);
    expect(versions(replica)).toHaveLength(1);
    snapshot(15_000);
    expect(versions(replica)).toEqual([]);
  });

  it('is not kept from burying by an event that is older than what it shows', () => {
    const { replica, snapshot } = settling();
    snapshot(5_000);
    replica.applyEvent(event(6, order('a', 1)));
    snapshot(10_000);
    expect(versions(replica)).toEqual([]);
  });

  it.each(['snapshot', 'event', 'answer'])('takes back the same version, but none older, from one %s', (what) => {
    const { replica, snapshot } = settling();
    snapshot(5_000);
    snapshot(10_000);
    let seq = 5;
    const bring = (entity: Entity) => {
      if (what === 'snapshot') snapshot(15_000, entity);
      if (what === 'event') replica.applyEvent(event((seq += 1), entity));
      if (what === 'answer') replica.learn(entity);
      return versions(replica);
    };
    expect(bring(order('a', 1))).toEqual([]);
    expect(bring(a)).toEqual(['a v2']);
  });

  it('lets a snapshot judge an old number of what is buried', () => {
    const { replica, snapshot } = settling();
    snapshot(5_000);
    snapshot(10_000);
    expect(replica.applyEvent(event(4, a))).toBe(false);
    expect([versions(replica), replica.behind]).toEqual([[], true]);
    snapshot(15_000, a);
    expect([versions(replica), replica.behind]).toEqual([['a v2'], false]);
  });

  it('wants a snapshot confirmed that stood in for events that never came', () => {
    const { replica } = settling();
    const cover = (seq: number) => {
      replica.expectSnapshot(0);
      replica.applySnapshot({ topics: { t: seq }, entities: [a] }, 0);
      return replica.settled;
    };
    expect(cover(5)).toBe(true);
    replica.applyEvent(event(6, a));
    expect(cover(6)).toBe(true);
    replica.applyEvent(event(8, a));
    expect(cover(8)).toBe(false);
    expect(cover(8)).toBe(true);
  });
});

describe('the link', () => {
  it('asks again, later each time, while snapshots leave it behind', () => {
    let [link] = step({ ...idle, phase: 'loading', fetching: true }, { type: 'snapshot', turn: 0, behind: true, settled: true }, 0, 0.999);
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 4; ) {
      pauses.push(Math.round(((link.fetchAt ?? 0) - now) / 100) / 10);
      now = link.fetchAt ?? 0;
      [link] = step(link, { type: 'tick' }, now, 0.999);
      expect(link.fetching).toBe(true);
      [link] = step(link, { type: 'snapshot', turn: 0, behind: true, settled: true }, now, 0.999);
    }
    expect(pauses).toEqual([1.5, 3.5, 5.5, 9.5]);
  });
});
