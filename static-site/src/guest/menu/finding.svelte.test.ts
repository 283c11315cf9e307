import { type ComponentProps, createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Menu, MenuCategory, MenuItem } from '$api/types';
import { search as text } from '$lib/text/search';
import type { TableView } from '../table.svelte';
import Finding from './Finding.svelte';

const dish = (name: string, more: Partial<MenuItem> = {}) =>
  ({ id: name, name, diet: 'non_veg', allergens: [], option_groups: [], prep_minutes: 20, station: 's', ...more }) as unknown as MenuItem;
const categories = [
  { id: 'mains', name: 'Mains', items: [dish('Dal', { diet: 'vegan' }), dish('Satay', { allergens: ['peanuts'] })] },
  { id: 'grill', name: 'Grill', items: [dish('Kebab')] },
] as unknown as MenuCategory[];

const row = createRawSnippet<[MenuItem]>((item) => ({ render: () => `<li>${item().name}</li>` }));
const sections = createRawSnippet<[readonly MenuCategory[]]>((some) => ({
  render: () => `<ul class="sections"></ul>`,
  setup: (element) => {
    $effect(() => {
      element.textContent = some().map(({ name, items }) => `${name}: ${items.map((item) => item.name).join()}`).join('; ');
    });
  },
}));

let page: ReturnType<typeof mount> | undefined;

/** Shows it; what is given back is what it says, and how the restaurant's menu is fetched anew. */
function show(words = '', menu = categories) {
  let served = $state.raw(menu);
  const state = { sheet: null as 'all' | 'marks' | null, isCut: false };
  const props: ComponentProps<typeof Finding> = {
    get menu() {
      return { categories: served } as unknown as Menu;
    },
    get categories() {
      return served;
    },
    table: { code: 'TABLE' } as TableView,
    words,
    row,
    sections,
    onclear: () => {},
    onjump: () => {},
    get sheet() {
      return state.sheet;
    },
    set sheet(value) {
      state.sheet = value;
    },
    get isCut() {
      return state.isCut;
    },
    set isCut(value) {
      state.isCut = value;
    },
  };
  page = mount(Finding, { target: document.body, props });
  flushSync();
  const refetch = (menu: MenuCategory[]) => {
    served = menu;
    flushSync();
  };
  return Object.assign(state, { refetch });
}

const chip = (name: string) => [...document.querySelectorAll<HTMLElement>('[role=group] button')].find((one) => one.textContent?.trim() === name);
const tap = (element: HTMLElement | undefined) => {
  element?.click();
  flushSync();
};
const statuses = () => [...document.querySelectorAll('[role=status]')].map((one) => one.textContent?.trim());
const button = (name: string) => [...document.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent?.trim() === name);

beforeEach(() => sessionStorage.clear());
afterEach(async () => {
  if (page) await unmount(page);
  page = undefined;
  document.body.replaceChildren();
});

it('a chip cuts the menu down, tells what is left, and one tap brings all back', () => {
  const state = show();
  expect([state.isCut, chip(text.chips.name.vegan)?.getAttribute('aria-pressed')]).toEqual([false, 'false']);
  tap(chip(text.chips.name.vegan));
  expect(state.isCut).toBe(true);
  expect(statuses()).toContain(text.chips.left(1, 3));
  expect(document.querySelector('.sections')?.textContent).toBe('Mains: Dal');
  expect(document.body.textContent).not.toContain(text.chips.declared);
  tap(button(text.chips.clear));
  expect([state.isCut, document.querySelector('.sections'), document.activeElement]).toEqual([false, null, document.querySelector('[role=group] button')]);
});

it('goes by what is declared only with a word about it, and is there again after a reload', async () => {
  show();
  tap(chip(text.chips.name.no_nuts));
  expect(document.body.textContent).toContain(text.chips.declared);
  if (page) await unmount(page);
  document.body.replaceChildren();
  const again = show();
  expect([again.isCut, chip(text.chips.name.no_nuts)?.getAttribute('aria-pressed')]).toEqual([true, 'true']);
  expect(statuses()).toContain(text.chips.left(2, 3));
});

it('says when nothing is left, and leads back', () => {
  const menu = [{ ...categories[0], items: [dish('Dal', { diet: 'vegan', allergens: ['peanuts'] }), dish('Kebab')] }] as unknown as MenuCategory[];
  show('', menu);
  tap(chip(text.chips.name.vegan));
  tap(chip(text.chips.name.no_nuts));
  expect(statuses()).toContain(text.chips.left(0, 2));
  expect(document.querySelector('h2')?.textContent).toBe(text.chips.none);
  tap(button(text.chips.clear));
  expect(document.querySelector('h2')).toBeNull();
});

it('the search keeps to the chips', () => {
  show('satay');
  expect(statuses()).toContain(text.found(1));
  tap(chip(text.chips.name.vegan));
  expect(statuses()).toContain(text.found(0));
});

it('does not say that there is no such dish where a chip left it out', () => {
  show('satay');
  tap(chip(text.chips.name.vegan));
  expect(document.querySelector('h2')?.textContent).toBe(text.chips.cutOff(1, 'satay'));
  expect(document.body.textContent).toContain(text.chips.cutOffText(text.chips.name.vegan));
  const all = [...document.querySelectorAll<HTMLElement>('.found button')].find((one) => one.textContent?.trim() === text.chips.clear);
  tap(all);
  expect(statuses()).toContain(text.found(1));
});

it('keeps the place of who reads what is left when the menu is fetched anew', async () => {
  const many = (left: number) =>
    [{ id: 'mains', name: 'Mains', items: [dish('Kebab'), ...Array.from({ length: 30 }, (_, at) => dish(`Dal ${at}`, { diet: 'vegan', left }))] }] as unknown as MenuCategory[];
  const drawn = () => (document.querySelector('.sections')?.textContent ?? '').split(',').length;
  const state = show('', many(9));
  tap(chip(text.chips.name.vegan));
  const first = drawn();
  await expect.poll(drawn).toBe(30);
  state.refetch(many(8));
  expect([first < 30, drawn()]).toEqual([true, 30]);
});
