import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Memory } from './storage';
import { TableView } from './table.svelte';

const INFO = { brand: { name: 'Salver' }, branch: { id: 'b1' }, table: { name: 'V1' }, session: { open: false } };
const MENU = { version: 3, categories: [{ id: 'c', name: 'Soups', items: [{ id: 'i', name: 'Rasam' }] }] };
const LOOK_UP = '/api/v1/tables/K7Q';
const BY_CODE = '/api/v1/tables/K7Q/menu';
const BY_BRANCH = '/api/v1/branches/b1/menu';

describe('what a scanned code shows', () => {
  let answers: Record<string, () => Response | Promise<Response>>;
  let asked: string[];

  beforeEach(() => {
    localStorage.clear();
    asked = [];
    answers = { [LOOK_UP]: () => json(INFO), [BY_CODE]: () => json(MENU), [BY_BRANCH]: () => json(MENU) };
    vi.stubGlobal('fetch', async ({ url }: Request) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      return (answers[pathname] ?? notFound)();
    });
  });

  it('shows all prices with decimals once one of a dish or an option has some', () => {
    const table = new TableView('K7Q');
    const price = (minor: number) => ({ minor, currency: 'INR' });
    const menu = (option: number) =>
      ({ categories: [{ items: [{ id: 'i', price: price(9_000), option_groups: [{ options: [{ price: price(option) }] }] }] }] }) as never;
    table.menu = menu(1_000);
    expect(table.exact).toBe(false);
    table.menu = menu(1_050);
    expect(table.exact).toBe(true);
  });

  const odd = { minor: 1_050, currency: 'INR' };
  it.each([
    ['a usual price', { usual_price: odd }],
    ['a variant', { variants: [{ price: odd }] }],
    ['the usual price of a variant', { variants: [{ price: { ...odd, minor: 1_000 }, usual_price: odd }] }],
    ['what is added for a choice of a combo', { parts: [{ choices: [{ surcharge: null }] }, { choices: [{ surcharge: odd }] }] }],
  ])('and once %s has some', (_, more) => {
    const table = new TableView('K7Q');
    table.menu = { categories: [{ items: [{ id: 'i', price: { ...odd, minor: 1_000 }, option_groups: [], ...more }] }] } as never;
    expect(table.exact).toBe(true);
  });

  it('asks for the table and the menu at once, before either has come', async () => {
    let answer = (_: Response) => {};
    answers[LOOK_UP] = () => new Promise((resolve) => (answer = resolve));
    const table = new TableView('K7Q', new Memory());
    const loaded = table.load();
    await vi.waitFor(() => expect([...asked].sort()).toEqual([LOOK_UP, BY_CODE]));
    answer(json(INFO));
    await loaded;
    expect(asked).toHaveLength(2);
    expect([table.failure, table.info?.branch.id, table.menu?.version]).toEqual([null, 'b1', 3]);
  });

  it('shows the menu of the branch to who sits there when the code leads nowhere any more', async () => {
    const memory = new Memory();
    memory.keepSeat('K7Q', { token: 't', session_id: 's', guest_id: 'g' });
    memory.write('place.K7Q', INFO);
    answers[LOOK_UP] = answers[BY_CODE] = notFound;
    const table = new TableView('K7Q', memory);
    await table.load();
    expect([table.failure, table.menu?.version, asked.at(-1)]).toEqual([null, 3, BY_BRANCH]);
  });

  it('shows the place as this phone knew it while there is no network, and looks again when there is one', async () => {
    const memory = new Memory();
    memory.write('place.K7Q', INFO);
    // The worker gives the menu that was read last.
    answers[LOOK_UP] = () => Promise.reject(new TypeError('no network'));
    const table = new TableView('K7Q', memory);
    await table.load();
    expect([table.failure, table.info?.branch.id, table.menu?.version]).toEqual([null, 'b1', 3]);

    answers[LOOK_UP] = () => json({ ...INFO, session: { open: true } });
    answers[BY_BRANCH] = () => json({ ...MENU, version: 4 });
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect([table.info?.session.open, table.menu?.version]).toEqual([true, 4]));
  });

  it('has nothing to show without network to who was never here', async () => {
    answers[LOOK_UP] = () => Promise.reject(new TypeError('no network'));
    const table = new TableView('K7Q', new Memory());
    await table.load();
    expect([table.info, (table.failure as { code?: string }).code]).toEqual([null, 'network']);
  });

  it('has nothing to show to anybody else then', async () => {
    answers[LOOK_UP] = answers[BY_CODE] = notFound;
    const table = new TableView('K7Q', new Memory());
    await table.load();
    expect([table.failure, table.info, table.menu]).toEqual(['unknown', null, null]);
    expect(asked).not.toContain(BY_BRANCH);
  });
});

const json = (body: object, status = 200) => Response.json(body, { status });
const notFound = () => json({ code: 'not_found', status: 404 }, 404);
