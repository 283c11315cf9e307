import { expect, vi } from 'vitest';
import { Live } from './live';
import { FakeClock, Server } from './simulation';

/** A live link to a simulated server; not started. */
export function setUp(random = () => 0.5, settles = false) {
  const clock = new FakeClock();
  const server = new Server(clock);
  const ended = vi.fn();
  const events: number[] = [];
  const live = new Live(
    {
      kinds: ['order'],
      settles,
      ticket: () => server.ticket(),
      snapshot: () => server.snapshot(),
      changed: () => {},
      event: ({ seq }) => events.push(seq),
      ended,
    },
    server.world(random),
  );
  return { clock, server, live, ended, events };
}

/** The open things that the page shows. */
export const shown = ({ replica }: Live) =>
  replica
    .all('order')
    .filter(({ data }) => (data as { open: boolean }).open)
    .map(({ id, version }) => `${id} v${version}`)
    .sort();

/** Those that it should show. */
export const truth = ({ things }: Server) =>
  [...things.values()]
    .filter(({ data }) => (data as { open: boolean }).open)
    .map(({ id, version }) => `${id} v${version}`)
    .sort();

/** A link that is live, with its first snapshot. */
export async function connected(random?: () => number, settles = false) {
  const all = setUp(random, settles);
  all.live.start();
  await all.clock.advance(100);
  expect(all.live.link.phase).toBe('live');
  return all;
}
