import { expect, it } from 'vitest';
import { Once } from './once';
import type { Keeps } from './outbox.svelte';

function device(): Keeps & { kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    read: <T>(name: string) => (kept.get(name) as T | undefined) ?? null,
    write(name, value) {
      if (value === null) kept.delete(name);
      // As storage does: nothing of what is kept is shared.
      else kept.set(name, JSON.parse(JSON.stringify(value)));
      return true;
    },
  };
}

it('the same wish has the same key until it is answered, through a reload too', () => {
  const memory = device();
  let now = 1_000;
  const make = () => new Once<number>('cash', () => now, memory);
  const once = make();
  const first = once.of({ amount: 5 }, 7);
  expect(once.of({ amount: 5 }, 8)).toEqual(first);
  expect(once.of({ amount: 6 }, 8).key).not.toBe(first.key);
  now += 60_000;
  const reloaded = make();
  // With what went along at its first try.
  expect([reloaded.of({ amount: 5 }, 9).key, reloaded.of({ amount: 5 }, 9).more]).toEqual([first.key, 7]);
  reloaded.answered({ amount: 5 });
  expect(make().of({ amount: 5 }, 9).key).not.toBe(first.key);
});

it('what was asked for long ago is asked for anew, whatever the clock did', () => {
  let now = 1_000;
  const once = new Once<undefined>('cash', () => now, device());
  const first = once.of('print', undefined);
  now += 11 * 60_000;
  const second = once.of('print', undefined);
  expect(second.key).not.toBe(first.key);
  now -= 60 * 60_000;
  expect(once.of('print', undefined).key).not.toBe(second.key);
});

it('nothing is kept of what is answered', () => {
  const memory = device();
  const once = new Once<undefined>('cash', () => 0, memory);
  once.of('print', undefined);
  expect(memory.kept.size).toBe(1);
  once.answered('print');
  expect(memory.kept.size).toBe(0);
});
