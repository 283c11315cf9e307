import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The history of a page, as deep as it was pushed; steps back are told a moment later, as browsers do. */
class Past {
  entries: unknown[] = [null];
  at = 0;

  get state(): unknown {
    return this.entries[this.at];
  }

  pushState(state: unknown): void {
    this.entries = [...this.entries.slice(0, this.at + 1), state];
    this.at += 1;
  }

  go(by: number): void {
    setTimeout(() => {
      this.at = Math.min(Math.max(0, this.at + by), this.entries.length - 1);
      for (const hear of listeners) hear();
    });
  }
}

/** Of the module as it is imported in this test; those of others must not hear. */
const listeners = new Set<() => void>();
let past: Past;
let closeOnBack: typeof import('./back').closeOnBack;

beforeEach(async () => {
  vi.useFakeTimers();
  past = new Past();
  vi.stubGlobal('history', past);
  listeners.clear();
  vi.stubGlobal('addEventListener', (_: string, hear: () => void) => void listeners.add(hear));
  vi.resetModules();
  ({ closeOnBack } = await import('./back'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Opens a sheet that Back closes. */
function open() {
  const sheet = { open: true, close: () => {} };
  const closed = closeOnBack(() => sheet.close());
  sheet.close = () => {
    if (sheet.open) closed();
    sheet.open = false;
  };
  return sheet;
}

const person = (by: number) => {
  past.go(by);
  vi.runAllTimers();
};

it('Back closes the sheet on top, one after the other, and then leaves', () => {
  const below = open();
  vi.runAllTimers();
  const top = open();
  vi.runAllTimers();
  expect(past.at).toBe(2);
  person(-1);
  expect([below.open, top.open, past.at]).toEqual([true, false, 1]);
  person(-1);
  expect([below.open, past.at]).toEqual([false, 0]);
});

it('a sheet that is closed otherwise takes its entry with it', () => {
  const sheet = open();
  vi.runAllTimers();
  sheet.close();
  vi.runAllTimers();
  expect(past.at).toBe(0);
  // Forward finds nothing there.
  person(1);
  expect(past.at).toBe(0);
});

it('a sheet that gives way to another leaves the history as it is', () => {
  const cart = open();
  vi.runAllTimers();
  const entry = past.state;
  cart.close();
  const orders = open();
  vi.runAllTimers();
  expect([past.state, past.entries.length]).toEqual([entry, 2]);
  person(-1);
  expect([orders.open, past.at]).toEqual([false, 0]);
});

it('a sheet that is opened while another one’s entry still goes has one of its own', () => {
  const first = open();
  vi.runAllTimers();
  first.close();
  vi.advanceTimersToNextTimer();
  const second = open();
  vi.runAllTimers();
  expect([second.open, past.at]).toEqual([true, 1]);
});

it('a sheet that will not close keeps its entry', () => {
  closeOnBack(() => {});
  vi.runAllTimers();
  person(-1);
  expect(past.at).toBe(1);
});

it('entries that a reload left behind are walked back over', async () => {
  past.entries = [null, { sheets: 1 }, { sheets: 2 }];
  past.at = 2;
  vi.resetModules();
  listeners.clear();
  ({ closeOnBack } = await import('./back'));
  vi.runAllTimers();
  expect(past.at).toBe(0);
  const sheet = open();
  vi.runAllTimers();
  expect(past.at).toBe(1);
  person(-1);
  expect([sheet.open, past.at]).toEqual([false, 0]);
});
