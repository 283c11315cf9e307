import type { Saved } from './saving';

/**
 * `theirs`: somebody else changed what a sheet holds, and whoever saves has to know of it first.
 * `unread`: somebody else changed something, and what it is could not be read.
 */
export type SavedOver = 'done' | 'theirs' | 'unread' | 'failed';

/**
 * Saves what a sheet holds, over whatever else changed meanwhile of what has one version together.
 * `seen` is what it was filled in on, `known` what the page has read last, which is read anew
 * whenever a try is refused or stays without an answer. `same` compares what the sheet holds, and
 * `wished` tells whether it is as it was sent.
 */
export async function saveOver<Known extends { version: number }>(
  seen: Known,
  known: () => Known,
  send: (version: number) => Promise<Saved>,
  { same, wished }: { same: (one: Known, other: Known) => boolean; wished: (now: Known) => boolean },
): Promise<SavedOver> {
  for (let before = seen; ; ) {
    const saved = await send(before.version);
    if (saved === 'saved') return 'done';
    const now = known();
    if (!same(now, before)) {
      // Somebody else saved the same. Without an answer it is our own, which the page has said by then.
      if (wished(now)) return saved === 'conflict' ? 'done' : 'failed';
      return 'theirs';
    }
    if (saved === 'failed') return 'failed';
    if (now.version <= before.version) return 'unread';
    before = now;
  }
}
