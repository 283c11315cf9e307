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

function show(words = '', menu = categories) {
  const state = { sheet: null as 'all' | 'marks' | null, instead: false };
  const props: ComponentProps<typeof Finding> = {
    menu: { categories: menu } as unknown as Menu,
    categories: menu,
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
    get instead() {
      return state.instead;
    },
    set instead(value) {
      state.instead = value;
    },
  };
  page = mount(Finding, { target: document.body, props });
  flushSync();
  return state;
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
  expect([state.instead, chip(text.chips.name.vegan)?.getAttribute('aria-pressed')]).toEqual([false, 'false']);
  tap(chip(text.chips.name.vegan));
  expect(state.instead).toBe(true);
  expect(statuses()).toContain(text.chips.left(1, 3));
  expect(document.querySelector('.sections')?.textContent).toBe('Mains: Dal');
  expect(document.body.textContent).not.toContain(text.chips.declared);
  tap(button(text.chips.clear));
  expect([state.instead, document.querySelector('.sections'), document.activeElement]).toEqual([false, null, document.querySelector('[role=group] button')]);
});

it('goes by what is declared only with a word about it, and is there again after a reload', async () => {
  show();
  tap(chip(text.chips.name.no_nuts));
  expect(document.body.textContent).toContain(text.chips.declared);
  if (page) await unmount(page);
  document.body.replaceChildren();
  const again = show();
  expect([again.instead, chip(text.chips.name.no_nuts)?.getAttribute('aria-pressed')]).toEqual([true, 'true']);
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
