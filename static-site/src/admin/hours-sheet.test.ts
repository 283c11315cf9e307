import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import type { BranchSettings, OpeningHours } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { admin as text } from '$lib/text/admin';
import { WEEK } from '$lib/week-times';
import { AdminState } from './admin-state.svelte';
import HoursSheet from './HoursSheet.svelte';
import { someCards, someSettings } from './testing';

const daily = (opens: string, closes: string): OpeningHours => ({ week: WEEK.map((day) => ({ day, opens, closes })), closed_on: [] });

/** A branch's server, which keeps settings by their version. */
class Server {
  settings = someSettings({ opening_hours: daily('12:00', '22:00') });
  /** No change gets through to it. */
  deaf = false;

  readonly api = createApi(undefined, {
    fetch: async (request) => {
      if (request.url.endsWith('/cards')) return Response.json({ ...someCards(1), branch: this.settings });
      if (request.method === 'GET') return Response.json(this.settings);
      return this.#change((await request.json()) as Partial<BranchSettings>);
    },
    wait: async () => {},
    random: () => 0,
  });

  #change({ version, ...changes }: Partial<BranchSettings>): Response {
    if (this.deaf) throw new TypeError('no network');
    if (version !== this.settings.version) return Response.json({ code: 'version_conflict' }, { status: 409 });
    return Response.json(this.theirs(changes));
  }

  /** Somebody saves. */
  theirs(changes: Partial<BranchSettings>): BranchSettings {
    return (this.settings = { ...this.settings, ...changes, version: this.settings.version + 1 });
  }
}

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

/** The sheet, in which Monday is copied to all days and closes at ten past ten. */
async function changed() {
  const server = new Server();
  const admin = new AdminState({ api: server.api } as unknown as StaffSession, 'b');
  await admin.load();
  const { sheet } = admin;
  if (!sheet) throw new Error('nothing was read');
  const onclose = vi.fn();
  const props = {
    admin,
    onclose,
    get sheet() {
      return admin.sheet ?? sheet;
    },
  };
  mounted = mount(HoursSheet, { target: document.body, props });
  flushSync();
  const closes = document.body.querySelectorAll<HTMLInputElement>('[type="time"]')[1];
  if (!closes) throw new Error('no time');
  closes.value = '22:10';
  closes.dispatchEvent(new Event('input', { bubbles: true }));
  const copy = [...document.body.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === text.hours.toAll);
  copy?.click();
  flushSync();
  return { server, onclose };
}

async function save() {
  document.body.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  await tick();
  flushSync();
}

const told = () => document.body.querySelector('form [role="alert"]')?.textContent?.trim() ?? '';
const ours = daily('12:00', '22:10');

it('hours are saved beside other settings that somebody else changed meanwhile', async () => {
  const { server, onclose } = await changed();
  server.theirs({ table_list: true });
  await save();
  expect(server.settings).toMatchObject({ table_list: true, opening_hours: ours });
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('hours of somebody else are shown before the next try replaces them', async () => {
  const { server, onclose } = await changed();
  const others = daily('09:00', '17:00');
  server.theirs({ opening_hours: others });
  await save();
  expect(server.settings.opening_hours).toEqual(others);
  expect(told()).toContain(text.settings.conflict.title);
  expect(told()).toContain(text.hours.days('monday', 'sunday'));
  expect(told()).toMatch(/9:00.*5:00|09:00.*17:00/u);
  expect(onclose).not.toHaveBeenCalled();
  // They change them once more: those were not seen yet.
  server.theirs({ opening_hours: { week: [], closed_on: ['2026-12-25'] } });
  await save();
  expect(told()).toContain(text.hours.isAlways);
  expect(told()).toContain(text.hours.date('2026-12-25'));
  await save();
  expect(server.settings.opening_hours).toEqual(ours);
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('hours of somebody else are shown too when no answer came', async () => {
  const { server } = await changed();
  server.deaf = true;
  server.theirs({ opening_hours: daily('09:00', '17:00') });
  await save();
  server.deaf = false;
  expect(told()).toContain(text.hours.days('monday', 'sunday'));
});

it('the same hours by somebody else are no conflict', async () => {
  const { server, onclose } = await changed();
  server.theirs({ opening_hours: ours });
  await save();
  expect([told(), onclose.mock.calls.length]).toEqual(['', 1]);
});
