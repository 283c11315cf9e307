import { describe, expect, it } from 'vitest';
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
  replica.expectSnapshot();
  replica.applySnapshot({ topics: { t: seq }, entities });
  return replica;
}

describe('the replica', () => {
  it('shows no ghost: an old number for something unknown asks for a snapshot instead', () => {
    const replica = loaded(5);
    expect(replica.applyEvent(event(3, order('a', 1)))).toBe(false);
    expect(versions(replica)).toEqual([]);
    expect(replica.behind).toBe(true);
    replica.expectSnapshot();
    replica.applySnapshot({ topics: { t: 5 }, entities: [] });
    expect(replica.behind).toBe(false);
  });

  it('does not bring back what a snapshot left out, except in a newer version', () => {
    const replica = loaded(5, order('a', 2));
    replica.expectSnapshot();
    replica.applySnapshot({ topics: { t: 6 }, entities: [] });
    expect(replica.learn(order('a', 2))).toBe(false);
    expect(replica.applyEvent(event(7, order('a', 1)))).toBe(false);
    expect(versions(replica)).toEqual([]);
    expect(replica.applyEvent(event(8, order('a', 3)))).toBe(true);
    expect(versions(replica)).toEqual(['a v3']);
  });

  it('keeps what came in while the snapshot was under way, and looks again', () => {
    const replica = loaded(5);
    replica.expectSnapshot();
    replica.learn(order('a', 1));
    replica.applySnapshot({ topics: { t: 5 }, entities: [] });
    expect(versions(replica)).toEqual(['a v1']);
    expect(replica.behind).toBe(true);
  });

  it('lets no older snapshot, event or answer replace a newer version', () => {
    const replica = loaded(5, order('a', 4));
    replica.expectSnapshot();
    replica.applySnapshot({ topics: { t: 5 }, entities: [order('a', 3)] });
    replica.applyEvent(event(6, order('a', 2)));
    replica.learn(order('a', 1));
    expect(versions(replica)).toEqual(['a v4']);
  });

  it('counts anew on a new connection: the numbers may have started again', () => {
    const replica = loaded(500, order('a', 1));
    replica.reconnect();
    replica.expectSnapshot();
    replica.applySnapshot({ topics: { t: 2 }, entities: [order('a', 1)] });
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

describe('the link', () => {
  it('asks again, later each time, while snapshots leave it behind', () => {
    let [link] = step({ ...idle, phase: 'loading', fetching: true }, { type: 'snapshot', turn: 0, behind: true }, 0, 0.999);
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 4; ) {
      pauses.push(Math.round(((link.fetchAt ?? 0) - now) / 100) / 10);
      now = link.fetchAt ?? 0;
      [link] = step(link, { type: 'tick' }, now, 0.999);
      expect(link.fetching).toBe(true);
      [link] = step(link, { type: 'snapshot', turn: 0, behind: true }, now, 0.999);
    }
    expect(pauses).toEqual([1.5, 3.5, 5.5, 9.5]);
  });
});
