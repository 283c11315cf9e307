import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { createApi } from '$api/client';
import type { BranchSettings } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { admin as text } from '$lib/text/admin';
import { AdminState } from './admin-state.svelte';
import ReissueFooter from './ReissueFooter.svelte';
import SettingsForm from './SettingsForm.svelte';
import { aCard, someCards, someSettings } from './testing';

interface Seen {
  call: string;
  key: string | null;
  body: unknown;
}

/** A branch's server: keeps settings by their version, and answers codes as told. */
class Server {
  settings = someSettings();
  readonly seen: Seen[] = [];
  /** Answers to the next calls for a new code; without one it is made. */
  codes: (number | 'lost')[] = [];

  readonly api = createApi(undefined, {
    fetch: async (request) => this.#answer(request),
    wait: async () => {},
    random: () => 0,
  });

  async #answer(request: Request): Promise<Response> {
    const call = `${request.method} ${new URL(request.url).pathname.replace('/api/v1/branches/b', '')}`;
    const body: unknown = JSON.parse((await request.text()) || 'null');
    this.seen.push({ call, key: request.headers.get('idempotency-key'), body });
    switch (call) {
      case 'GET /cards':
        return Response.json({ ...someCards(3), branch: this.settings });
      case 'GET ':
        return Response.json(this.settings);
      case 'PATCH ':
        return this.#change(body as Partial<BranchSettings>);
      default:
        return this.#code();
    }
  }

  #change({ version, ...changes }: Partial<BranchSettings>): Response {
    if (changes.name === 'Harbour') {
      const errors = [{ field: 'name', message: 'another branch of the brand has this name' }];
      return Response.json({ code: 'validation', errors }, { status: 422 });
    }
    if (version !== this.settings.version) return Response.json({ code: 'version_conflict' }, { status: 409 });
    this.settings = { ...this.settings, ...changes, version: this.settings.version + 1 };
    return Response.json(this.settings);
  }

  #code(): Response {
    const answer = this.codes.shift();
    if (answer === 'lost') throw new TypeError('no network');
    if (answer !== undefined) return Response.json({ code: 'not_found' }, { status: answer });
    return Response.json({ ...aCard(1), code: 'NEWONE', version: 2 }, { status: 201 });
  }
}

let mounted: ReturnType<typeof mount> | null = null;

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

async function setUp() {
  const server = new Server();
  const admin = new AdminState({ api: server.api } as unknown as StaffSession, 'b');
  await admin.load();
  const { sheet } = admin;
  if (!sheet) throw new Error('nothing was read');
  return { server, admin, sheet };
}

const button = (name: string) =>
  [...document.body.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === name);

async function press(name: string) {
  button(name)?.click();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  await tick();
  flushSync();
}

describe('settings', () => {
  /** The form, with props that follow its state as the page's do. */
  async function form() {
    const all = await setUp();
    const { admin, sheet } = all;
    const props = {
      admin,
      get sheet() {
        return admin.sheet ?? sheet;
      },
    };
    mounted = mount(SettingsForm, { target: document.body, props });
    flushSync();
    return all;
  }
  const switches = () => [...document.body.querySelectorAll<HTMLInputElement>('[role="switch"]')];
  const minutes = () => [...document.body.querySelectorAll<HTMLInputElement>('[inputmode="numeric"]')];

  function type(field: HTMLInputElement | undefined, value: string) {
    if (!field) throw new Error('no such field');
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
  }

  it('are saved as what was touched, with the version they were decided on', async () => {
    const { server } = await form();
    expect(button(text.settings.save)).toBeUndefined();
    switches()[1]?.click();
    flushSync();
    await press(text.settings.save);
    expect(server.seen.at(-1)).toMatchObject({ call: 'PATCH ', body: { table_list: true, version: 7 } });
    expect(server.settings).toMatchObject({ table_list: true, urgent_minutes: 10, version: 8 });
    expect(button(text.settings.save)).toBeUndefined();
  });

  it('are not sent with a mistake', async () => {
    const { server } = await form();
    type(minutes()[1], '9');
    await press(text.settings.save);
    expect(server.seen.filter(({ call }) => call === 'PATCH ')).toEqual([]);
    expect(document.body.textContent).toContain(text.settings.order);
    expect(document.activeElement).toBe(minutes()[1]);
  });

  it('say at its field what the server refused, and read the cards anew under another name', async () => {
    const { server } = await form();
    const name = document.body.querySelector<HTMLInputElement>('input[dir="auto"]') ?? undefined;
    type(name, 'Harbour');
    await press(text.settings.save);
    expect(document.body.querySelector('[role="alert"].error')?.textContent).toBe(text.settings.fields.name);
    expect(document.activeElement).toBe(name);
    type(name, ' Mill Lane ');
    await press(text.settings.save);
    expect(server.seen.at(-2)).toMatchObject({ call: 'PATCH ', body: { name: 'Mill Lane', version: 7 } });
    expect(server.seen.at(-1)?.call).toBe('GET /cards');
    expect(document.body.querySelector('[role="alert"].error')).toBeNull();
  });

  it('of two people: the second is told, keeps what was typed, and saves on top', async () => {
    const { server } = await form();
    type(minutes()[1], '30');
    server.settings = someSettings({ auto_accept: true, version: 8 });
    await press(text.settings.save);
    expect(document.body.querySelector('[role="alert"]')?.textContent).toContain(text.settings.names.auto_accept);
    expect(minutes()[1]?.value).toBe('30');
    expect(switches()[0]?.checked).toBe(true);
    await press(text.settings.save);
    expect(server.settings).toMatchObject({ auto_accept: true, critical_minutes: 30, version: 9 });
    expect(document.body.querySelector('form')?.textContent).not.toContain(text.settings.conflict.title);
  });

  it('are saved beside hours or taxes that somebody changed meanwhile, of which nobody has to be told', async () => {
    const { server } = await form();
    type(minutes()[1], '30');
    server.settings = someSettings({ version: 8 });
    await press(text.settings.save);
    expect(server.settings).toMatchObject({ critical_minutes: 30, version: 9 });
    expect(document.body.querySelector('form')?.textContent).not.toContain(text.settings.conflict.title);
  });
});

describe('a new code', () => {
  async function footer() {
    const all = await setUp();
    mounted = mount(ReissueFooter, { target: document.body, props: { card: aCard(1), admin: all.admin } });
    flushSync();
    return all;
  }
  const keys = ({ seen }: Server) => seen.filter(({ call }) => call === 'POST /tables/t1/code').map(({ key }) => key);

  it('is asked for once more by the same key when no answer came', async () => {
    const { server, admin } = await footer();
    server.codes = ['lost', 503];
    await press(text.reissue.button);
    await press(text.reissue.submit);
    expect(document.body.textContent).toContain(text.reissue.again);
    await press(text.reissue.submit);
    await press(text.reissue.submit);
    expect(keys(server)).toHaveLength(3);
    expect(new Set(keys(server)).size).toBe(1);
    expect(admin.sheet?.cards.map(({ code }) => code)).toEqual(['NEWONE', 'CODE2', 'CODE3']);
    expect(button(text.reissue.button)).toBeDefined();
  });

  it('wants to be confirmed, and another wish has another key', async () => {
    const { server } = await footer();
    await press(text.reissue.button);
    await press(text.reissue.keep);
    expect(keys(server)).toEqual([]);
    for (let wish = 0; wish < 2; wish += 1) {
      await press(text.reissue.button);
      expect(document.body.textContent).toContain(text.reissue.text);
      await press(text.reissue.submit);
    }
    expect(new Set(keys(server)).size).toBe(2);
    for (const key of keys(server)) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
