import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { Draft, Staff } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { menuEditor as text } from '$lib/text/menu-editor';
import { toasts } from '$lib/ui/toast.svelte';
import { MenuState } from './menu-state.svelte';
import Stations from './Stations.svelte';

const draft = { version: 1, stations: [], categories: [], rules: { stations: false } } as unknown as Draft;

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  toasts.length = 0;
});

/** The switch on a page whose calls are answered so; what it was asked to be. */
function open(answer: (method: string) => Response) {
  const asked: unknown[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      if (request.method === 'PUT') asked.push(JSON.parse(await request.text()));
      return answer(request.method);
    },
    wait: async () => {},
    random: () => 0,
  });
  const menu = new MenuState({ api } as unknown as StaffSession, { id: 's1', brand: 'lanes' } as Staff, 'b');
  mounted = mount(Stations, { target: document.body, props: { menu, draft, onedit: () => {} } });
  flushSync();
  const each = document.body.querySelector<HTMLInputElement>('[role="switch"]');
  if (!each) throw new Error('no switch');
  return { each, asked };
}

it.each([
  ['is refused', () => Response.json({ code: 'forbidden', status: 403 }, { status: 403 })],
  [
    'has no answer, nor has the look at what counts',
    () => {
      throw new TypeError('no network');
    },
  ],
])('goes back and says so when its wish %s', async (_, answer) => {
  const { each, asked } = open(answer);
  each.click();
  flushSync();
  expect(each.checked).toBe(true);
  await vi.waitFor(() => expect(each.checked).toBe(false));
  expect(new Set(asked.map((wish) => JSON.stringify(wish)))).toEqual(new Set(['{"stations":true}']));
  expect(toasts.map(({ tone }) => tone)).toEqual(['bad']);
  expect(each.getAttribute('aria-labelledby')).toBeTruthy();
  expect(document.body.textContent).toContain(text.station.each);
});
