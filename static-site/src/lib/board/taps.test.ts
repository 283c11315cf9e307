import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KitchenOrder, OrderStatus } from '$api/types';
import { toasts } from '$lib/ui/toast.svelte';
import type { Step } from './tap';
import type { Taps, Wish } from './taps.svelte';
import { type Fate, FakeBranch } from './testing';

const line = { id: 'a', item_id: 'a', name: 'Dal', quantity: 1, voided: 0, options: [], allergy: false, station: 'wok', prep_minutes: 10, status: 'new' as const };
const anOrder = (status: OrderStatus = 'accepted', version = 1): KitchenOrder => ({
  id: 'o8', number: 8, table: 'T1', placed_at: '2026-05-01T12:00:00Z', status, lines: [line], version,
});
const wish = (more: Partial<Wish> = {}): Wish => ({
  kind: 'order', about: 'o8', name: 'Order 8', what: 'Start', steps: [{ of: 'order', from: 'accepted', to: 'preparing' }], version: 1, ...more,
});
const said = () => toasts.map((toast) => toast.text);
const unread = (taps: Taps) => taps.refused.map(({ refused }) => refused);
/** A device that stores nothing. */
const full = {
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
  removeItem: () => {},
  length: 0,
  clear: () => {},
};
/** Long enough for many tries. */
const later = () => vi.advanceTimersByTimeAsync(600_000);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
  toasts.length = 0;
});

describe('a tap', () => {
  it('is sent with the version that it was decided on, and takes no second tap', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    let answer: (fate: Fate) => void = () => {};
    branch.fates = [new Promise<Fate>((resolve) => (answer = resolve))];
    const done = taps.take(wish());
    expect(await taps.take(wish())).toBe(false);
    expect([taps.busy('o8'), taps.waitingCount, branch.known?.status]).toEqual([true, 0, 'accepted']);
    answer('heard');
    expect(await done).toBe(true);
    expect([taps.busy('o8'), branch.known?.status, branch.requests]).toEqual([
      false, 'preparing', ['o8 {"status":"preparing","version":1}'],
    ]);
    expect(localStorage).toHaveLength(0);
  });

  it('waits without the network, in words on its card, and goes when it is back', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    taps.start();
    branch.down = true;
    const done = taps.take(wish());
    await vi.advanceTimersByTimeAsync(0);
    expect([taps.waiting('o8').map(({ what }) => what), taps.busy('o8'), taps.fragile]).toEqual([['Start'], true, false]);
    branch.down = false;
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect([await done, branch.moves, taps.waitingCount]).toEqual([true, ['preparing'], 0]);
  });

  it('is applied once when its answer is lost', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.fates = ['lost'];
    const done = taps.take(wish());
    await later();
    expect([await done, branch.moves, branch.known?.status, said()]).toEqual([true, ['preparing'], 'preparing', []]);
  });

  it('does not take back what a colleague did after it had arrived', async () => {
    const branch = new FakeBranch(anOrder('preparing', 2));
    const taps = branch.taps();
    branch.fates = ['lost'];
    const steps: Step[] = [{ of: 'order', from: 'preparing', to: 'ready' }];
    const done = taps.take(wish({ what: 'Ready', steps, version: 2 }));
    await vi.advanceTimersByTimeAsync(0);
    // By its name alone, "ready" would bring a served order back to the pass.
    branch.become('served');
    await later();
    expect([await done, branch.moves, branch.order.status]).toEqual([true, ['ready'], 'served']);
  });

  it('still fits when something else of the order has changed', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.become('accepted');
    expect(await taps.take(wish())).toBe(true);
    expect([branch.moves, branch.order.version]).toEqual([['preparing'], 3]);
  });

  it('holds only for what was read where that matters', async () => {
    const branch = new FakeBranch(anOrder('placed'));
    const taps = branch.taps();
    branch.become('placed');
    const steps: Step[] = [{ of: 'order', from: 'placed', to: 'rejected', reason: 'Closed.' }];
    expect(await taps.take(wish({ what: 'Reject', steps, exact: true }))).toBe(false);
    expect([branch.moves, said()]).toEqual([[], ['Order 8: Reject was not saved, somebody else changed it meanwhile.']]);
  });

  it('is refused by name, with how the order stands, also when it has left the board', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.become('cancelled');
    expect(await taps.take(wish())).toBe(false);
    expect([said(), branch.known?.status, branch.moves]).toEqual([
      ['Order 8: Start was not saved, it was cancelled.'], 'cancelled', [],
    ]);
  });

  it('moves lines of one order one after the other, each on the version before it', async () => {
    const order = { ...anOrder('preparing'), lines: [line, { ...line, id: 'b' }] };
    const branch = new FakeBranch(order);
    const taps = branch.taps();
    const tapLine = (id: string) => taps.take(wish({ key: id, what: 'cooking', steps: [{ of: 'line', line: id, from: 'new', to: 'cooking' }] }));
    expect(await Promise.all([tapLine('a'), tapLine('b')])).toEqual([true, true]);
    expect(branch.requests).toEqual(['o8/lines/a {"status":"cooking","version":1}', 'o8/lines/b {"status":"cooking","version":2}']);
  });

  it.each<[string, Response]>([
    ['the page of a Wi-Fi', new Response('<h1>Log in</h1>', { status: 200 })],
    ['an empty answer', new Response('{}', { status: 200, headers: { 'content-type': 'application/json' } })],
    ['no content', new Response(null, { status: 204 })],
    ['the refusal of something in between', new Response('no', { status: 403 })],
    ['a busy server', new Response('{"code":"unavailable","status":503}', { status: 503 })],
  ])('does not believe %s', async (_, answer) => {
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.fates = [answer];
    const done = taps.take(wish());
    await vi.advanceTimersByTimeAsync(0);
    expect(taps.waitingCount).toBe(1);
    await later();
    expect([await done, branch.moves]).toEqual([true, ['preparing']]);
  });

  it('lives as long as its page where the device cannot store it, and says so', async () => {
    vi.stubGlobal('localStorage', full);
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.down = true;
    const done = taps.take(wish());
    await vi.advanceTimersByTimeAsync(0);
    expect(taps.fragile).toBe(true);
    branch.down = false;
    await later();
    expect([await done, branch.moves]).toEqual([true, ['preparing']]);
  });

  it('that waited and was refused stays to be read where the device cannot store it', async () => {
    vi.stubGlobal('localStorage', full);
    const branch = new FakeBranch(anOrder());
    const taps = branch.taps();
    branch.down = true;
    const done = taps.take(wish());
    await vi.advanceTimersByTimeAsync(0);
    branch.become('cancelled');
    branch.down = false;
    await later();
    expect([await done, unread(taps), said()]).toEqual([false, ['Order 8: Start was not saved, it was cancelled.'], []]);
    taps.dismiss(taps.refused[0]?.id ?? '');
    expect(unread(taps)).toEqual([]);
  });

  it('that cancels an order of which a dish is on the table is refused in words that are true', async () => {
    const order = { ...anOrder('preparing'), lines: [{ ...line, status: 'served' as const }, { ...line, id: 'b', status: 'cooking' as const }] };
    const branch = new FakeBranch(order);
    const steps: Step[] = [{ of: 'order', from: 'preparing', to: 'cancelled', reason: 'Closed.' }];
    expect(await branch.taps().take(wish({ what: 'Cancel', steps }))).toBe(false);
    expect([branch.moves, said()]).toEqual([[], ['Order 8: Cancel was not saved, some of it is on the table already.']]);
  });
});

describe('after a reload', () => {
  async function reloaded(branch: FakeBranch): Promise<Taps> {
    branch.down = true;
    const before = branch.taps();
    const stop = before.start();
    void before.take(wish());
    await vi.advanceTimersByTimeAsync(0);
    stop();
    return branch.taps();
  }

  it('a tap that waits is there, waits on, and is applied once', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = await reloaded(branch);
    expect([taps.busy('o8'), taps.waiting('o8').map(({ what }) => what)]).toEqual([true, ['Start']]);
    taps.start();
    branch.down = false;
    await later();
    expect([branch.moves, taps.waitingCount, localStorage.length]).toEqual([['preparing'], 0, 0]);
  });

  it('what could not be applied is said until somebody has read it, reload or not', async () => {
    const branch = new FakeBranch(anOrder());
    const taps = await reloaded(branch);
    branch.become('cancelled');
    branch.down = false;
    taps.start();
    await later();
    const words = 'Order 8: Start was not saved, it was cancelled.';
    expect([unread(taps), unread(branch.taps()), said(), branch.moves]).toEqual([[words], [words], [], []]);
    const [tap] = taps.refused;
    taps.dismiss(tap?.id ?? '');
    expect([unread(taps), unread(branch.taps())]).toEqual([[], []]);
  });

  it('is nobody else\'s: another person or branch does not see it', async () => {
    const branch = new FakeBranch(anOrder());
    await reloaded(branch);
    const { ground } = branch.taps();
    const { Taps: Other } = await import('./taps.svelte');
    expect([new Other({ ...ground, person: 'ravi' }).waitingCount, new Other({ ...ground, branch: 'b2' }).waitingCount]).toEqual([0, 0]);
  });
});

it('whatever the network does, and however often the page is reloaded, a tap is applied once', async () => {
  const fate = fc.constantFrom<Fate | 'reload'>('heard', 'unheard', 'lost', 'reload');
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 8 }), async (fates) => {
      localStorage.clear();
      const branch = new FakeBranch(anOrder());
      let taps = branch.taps();
      let stop = taps.start();
      void taps.take(wish());
      for (const next of fates) {
        if (next !== 'reload') branch.fates.push(next);
        else {
          stop();
          taps = branch.taps();
          stop = taps.start();
        }
        await vi.advanceTimersByTimeAsync(400);
      }
      await later();
      expect([branch.moves, taps.waitingCount, unread(taps)]).toEqual([['preparing'], 0, []]);
      stop();
    }),
    { numRuns: 150 },
  );
});
