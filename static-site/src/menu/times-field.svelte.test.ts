import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { prices } from '$lib/text/prices';
import { timesOf, timesWanted, type TimeForm } from './times-form';
import TimesField from './TimesField.svelte';

const text = prices.times;
let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

/** Shows it; what is given back is what would be sent. */
function show(...spans: [opens: string, closes: string][]) {
  const form = $state({ rows: timesOf(spans.map(([opens, closes]) => ({ day: 'monday' as const, opens, closes }))) });
  const props = {
    title: 'Times',
    hint: '',
    faults: new Map(),
    get rows() {
      return form.rows;
    },
    set rows(next: TimeForm[]) {
      form.rows = next;
    },
  };
  mounted = mount(TimesField, { target: document.body, props });
  flushSync();
  return () => timesWanted(form.rows).map(({ opens }) => opens);
}

const byName = (name: string) => [...document.querySelectorAll<HTMLElement>('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name);
const limited = () => document.querySelector<HTMLInputElement>('[role=switch]');
const said = () => document.querySelector('[role=status]')?.textContent;
async function click(element: HTMLElement | null | undefined) {
  element?.click();
  flushSync();
  await tick();
  await tick();
  flushSync();
}

it('switched off and on again has its times as they were, and sends none meanwhile', async () => {
  const sent = show(['12:00', '14:00'], ['17:00', '19:00']);
  await click(limited());
  expect([sent(), limited()?.checked]).toEqual([[], false]);
  await click(limited());
  expect([sent(), limited()?.checked]).toEqual([['12:00', '17:00'], true]);
});

it('switched on for the first time has an empty row, and the focus is in it', async () => {
  show();
  await click(limited());
  expect([document.querySelectorAll('[data-time]').length, document.activeElement]).toEqual([1, document.querySelector('[data-time] input')]);
});

it('who removes a time is told, and stays where they were', async () => {
  const sent = show(['08:00', '10:00'], ['12:00', '14:00'], ['17:00', '19:00']);
  await click(byName(text.remove(2)));
  expect([sent(), said(), document.activeElement]).toEqual([['08:00', '17:00'], text.removed(2), byName(text.remove(2))]);
  // Behind the last one stands what adds another.
  await click(byName(text.remove(2)));
  expect([sent(), document.activeElement]).toEqual([['08:00'], byName(text.add)]);
  await click(byName(text.remove(1)));
  expect([sent(), said(), document.activeElement]).toEqual([[], text.removed(1), limited()]);
  // What was removed does not come back.
  await click(limited());
  expect(sent()).not.toContain('08:00');
});
