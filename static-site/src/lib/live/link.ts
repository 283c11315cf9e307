/**
 * The connection as a pure state machine: state + input + now in, state +
 * effects out. No socket, clock or random source in here; `live.ts` has them.
 */

/**
 * A ping goes out after 12 s of silence and is answered within 6 s, so a link
 * that froze the moment after it was last heard is noticed 18 s later, inside
 * the 20 s that we promise. Traffic postpones the ping, which keeps a busy
 * kitchen from paying for pings it does not need, but never beyond 25 s: a
 * lost last message on a quiet topic shows only in the pong.
 */
export const SILENCE_MS = 12_000;
export const PONG_MS = 6_000;
export const PING_AT_LEAST_MS = 25_000;
/** From asking for a ticket to an open socket. */
export const OPEN_MS = 10_000;
/** How long a missing number may still come in before a snapshot is fetched. */
export const GAP_MS = 1_500;
/** A link that settles looks at a snapshot's gaps once more after this long, give or take a fifth. */
export const CONFIRM_MS = 5_000;
/** While all is well it looks this often, give or take a fifth. */
export const CONFIRM_EVERY_MS = 60_000;
const BACKOFF_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;

export type Phase = 'idle' | 'opening' | 'loading' | 'live' | 'waiting' | 'ended';

export interface Link {
  phase: Phase;
  /** Which connection this is; answers of an earlier one are ignored. */
  turn: number;
  /** Failed connections in a row. */
  attempt: number;
  /** When the phase gives up (`opening`) or goes on (`waiting`). */
  until: number;
  heardAt: number;
  pingedAt: number;
  awaitingPong: boolean;
  fetching: boolean;
  /** When the next snapshot is to be asked for. */
  fetchAt: number | null;
  /** Snapshots in a row that left the replica behind or failed. */
  refetches: number;
  /** Snapshots are read from an index that runs behind, and need confirming. */
  settles: boolean;
  /** When the next confirming snapshot is to be asked for. */
  confirmAt: number | null;
  /** The snapshot under way is one. */
  confirming: boolean;
  /** Since when the page is not live; null while it is. */
  lostSince: number | null;
}

export type Input =
  | { type: 'start' | 'wake' | 'suspect' | 'tick' | 'stop' }
  | { type: 'ticket'; turn: number; url: string }
  | { type: 'opened' | 'heard' | 'pong' | 'failed' | 'refused'; turn: number }
  | { type: 'dropped'; turn: number; code: number }
  | { type: 'snapshot'; turn: number; behind: boolean; settled: boolean }
  | { type: 'snapshot-failed'; turn: number }
  | { type: 'behind'; turn: number };

export type Effect =
  | { do: 'ticket'; turn: number }
  | { do: 'open'; turn: number; url: string }
  | { do: 'snapshot'; turn: number }
  | { do: 'ping' | 'close' | 'ended' };

export const idle: Link = {
  phase: 'idle',
  turn: 0,
  attempt: 0,
  until: 0,
  heardAt: 0,
  pingedAt: 0,
  awaitingPong: false,
  fetching: false,
  fetchAt: null,
  refetches: 0,
  settles: false,
  confirmAt: null,
  confirming: false,
  lostSince: null,
};

/** Close codes after which coming back would be refused again. */
const OVER = new Set([4401, 4403]);

/** One step. `random` in [0, 1) is drawn by the caller. */
export function step(link: Link, input: Input, now: number, random: number): [Link, Effect[]] {
  if ('turn' in input && input.turn !== link.turn) return [link, []];
  switch (input.type) {
    case 'start':
      return link.phase === 'idle' || link.phase === 'ended' ? connect({ ...link, attempt: 0 }, now) : [link, []];
    case 'stop':
      return [{ ...idle, settles: link.settles, turn: link.turn + 1 }, [{ do: 'close' }]];
    case 'refused':
      return end(link);
    case 'ticket':
      return [link, [{ do: 'open', turn: link.turn, url: input.url }]];
    case 'failed':
      return retry(link, now, random);
    case 'dropped':
      return OVER.has(input.code) ? end(link) : retry(link, now, random);
    case 'opened':
      return fetchNow({ ...link, phase: 'loading', heardAt: now, pingedAt: now, awaitingPong: false });
    case 'heard':
      return [{ ...link, heardAt: now }, []];
    case 'pong':
      return [{ ...link, heardAt: now, awaitingPong: false, attempt: 0 }, []];
    case 'snapshot':
      return loaded(link, input, now, random);
    case 'snapshot-failed':
      return [{ ...link, ...later(link, now, random), fetching: false }, []];
    case 'behind':
      return [link.fetching || link.fetchAt !== null ? link : { ...link, fetchAt: now + GAP_MS }, []];
    case 'wake':
      return wake(link, now);
    case 'suspect':
      return isOpen(link) && !link.awaitingPong ? ping(link, now) : [link, []];
    case 'tick':
      return tick(link, now, random);
  }
}

/** When `tick` is next due; null for never. */
export function nextTick(link: Link): number | null {
  if (link.phase === 'opening' || link.phase === 'waiting') return link.until;
  if (!isOpen(link)) return null;
  return Math.min(fetchDue(link), link.awaitingPong ? link.pingedAt + PONG_MS : pingDue(link));
}

function tick(link: Link, now: number, random: number): [Link, Effect[]] {
  if (link.phase === 'opening') return now >= link.until ? retry(link, now, random) : [link, []];
  if (link.phase === 'waiting') return now >= link.until ? connect(link, now) : [link, []];
  if (!isOpen(link)) return [link, []];
  if (link.awaitingPong && now >= link.pingedAt + PONG_MS) return retry(link, now, random);
  const [fetched, effects] = now >= fetchDue(link) ? fetchNow(link) : [link, []];
  if (fetched.awaitingPong || now < pingDue(fetched)) return [fetched, effects];
  const [pinged, more] = ping(fetched, now);
  return [pinged, [...effects, ...more]];
}

const isOpen = (link: Link) => link.phase === 'loading' || link.phase === 'live';
const NEVER = Number.POSITIVE_INFINITY;
const fetchDue = ({ fetching, fetchAt, confirmAt }: Link) =>
  fetching ? NEVER : Math.min(fetchAt ?? NEVER, confirmAt ?? NEVER);
const pingDue = (link: Link) => Math.min(Math.max(link.heardAt, link.pingedAt) + SILENCE_MS, link.pingedAt + PING_AT_LEAST_MS);

function connect(link: Link, now: number): [Link, Effect[]] {
  const turn = link.turn + 1;
  const next: Link = { ...link, phase: 'opening', turn, until: now + OPEN_MS, lostSince: link.lostSince ?? now };
  return [next, [{ do: 'ticket', turn }]];
}

/** Full jitter: a room of phones that lost the same access point must not come back as one. */
function backoff(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_CAP_MS, BACKOFF_MS * 2 ** attempt);
}

function retry(link: Link, now: number, random: number): [Link, Effect[]] {
  if (link.phase === 'idle' || link.phase === 'ended' || link.phase === 'waiting') return [link, []];
  const until = now + backoff(link.attempt, random);
  const next: Link = { ...link, ...quiet, phase: 'waiting', turn: link.turn + 1, attempt: link.attempt + 1, until };
  return [{ ...next, lostSince: link.lostSince ?? now }, [{ do: 'close' }]];
}

function end(link: Link): [Link, Effect[]] {
  const next: Link = { ...link, ...quiet, phase: 'ended', turn: link.turn + 1 };
  return [next, [{ do: 'close' }, { do: 'ended' }]];
}

const quiet = {
  awaitingPong: false,
  fetching: false,
  fetchAt: null,
  refetches: 0,
  confirmAt: null,
  confirming: false,
} as const;

function fetchNow(link: Link): [Link, Effect[]] {
  const confirming = link.phase === 'live' && link.fetchAt === null;
  const next: Link = { ...link, fetching: true, fetchAt: null, confirmAt: null, confirming };
  return [next, [{ do: 'snapshot', turn: link.turn }]];
}

function loaded(
  link: Link,
  { behind, settled }: { behind: boolean; settled: boolean },
  now: number,
  random: number,
): [Link, Effect[]] {
  const live: Link = { ...link, phase: 'live', fetching: false, lostSince: null };
  if (behind) return [{ ...live, ...later(link, now, random) }, []];
  const pause = link.confirming && settled ? CONFIRM_EVERY_MS : CONFIRM_MS;
  const confirmAt = link.settles ? now + pause * (0.8 + 0.4 * random) : null;
  return [{ ...live, fetchAt: null, refetches: 0, confirmAt }, []];
}

/** The next try for a snapshot, after the grace and growing when it does not help. */
function later(link: Link, now: number, random: number): Pick<Link, 'fetchAt' | 'refetches'> {
  const extra = link.refetches === 0 ? 0 : backoff(link.refetches, random);
  return { fetchAt: now + GAP_MS + extra, refetches: link.refetches + 1 };
}

/** The page came to the front or the network came back: no reason to wait. */
function wake(link: Link, now: number): [Link, Effect[]] {
  if (link.phase === 'waiting') return connect({ ...link, attempt: 0 }, now);
  if (isOpen(link) && !link.awaitingPong && now - link.heardAt > PONG_MS) return ping(link, now);
  return [link, []];
}

function ping(link: Link, now: number): [Link, Effect[]] {
  return [{ ...link, pingedAt: now, awaitingPong: true }, [{ do: 'ping' }]];
}
