import { expect, it, vi } from 'vitest';
import type { Saved } from './saving';
import { saveOver } from './save-over';

interface Known {
  version: number;
  name: string;
}

/** Tries, each with what it comes to and what the page knows after it. */
async function save(...tries: [Saved, Known][]) {
  let now: Known = { version: 1, name: 'Lanes' };
  const send = vi.fn(async (_: number): Promise<Saved> => {
    const [saved, known] = tries.shift() ?? (['failed', now] as const);
    now = known;
    return saved;
  });
  const of = { same: (one: Known, other: Known) => one.name === other.name, wished: ({ name }: Known) => name === 'Alleys' };
  const done = await saveOver(now, () => now, send, of);
  return [done, ...send.mock.calls.map(([version]) => version)];
}

const known = (version: number, name = 'Lanes'): Known => ({ version, name });

it('is done once it is saved, or somebody else has saved the same', async () => {
  expect(await save(['saved', known(2, 'Alleys')])).toEqual(['done', 1]);
  expect(await save(['conflict', known(2, 'Alleys')])).toEqual(['done', 1]);
});

it('is sent again over what it does not hold, as often as that changes', async () => {
  expect(await save(['conflict', known(4)], ['conflict', known(5)], ['saved', known(6, 'Alleys')])).toEqual(['done', 1, 4, 5]);
});

it('is told of what somebody else changed, with an answer or without', async () => {
  expect(await save(['conflict', known(2, 'Theirs')])).toEqual(['theirs', 1]);
  expect(await save(['failed', known(2, 'Theirs')])).toEqual(['theirs', 1]);
  expect(await save(['conflict', known(2)], ['conflict', known(3, 'Theirs')])).toEqual(['theirs', 1, 2]);
});

it('takes its own without an answer for nobody else’s', async () => {
  expect(await save(['failed', known(2, 'Alleys')])).toEqual(['failed', 1]);
  expect(await save(['failed', known(1)])).toEqual(['failed', 1]);
});

it('does not go on while what others changed cannot be read', async () => {
  expect(await save(['conflict', known(1)])).toEqual(['unread', 1]);
});
