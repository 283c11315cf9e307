import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { menuEditor as text } from '$lib/text/menu-editor';
import ItemSheet from './ItemSheet.svelte';
import type { MenuState } from './menu-state.svelte';

const lassi: DraftItem = {
  id: 'lassi',
  name: 'Lassi',
  price: { minor: 8000, currency: 'INR' },
  tax_class: 'standard',
  diet: 'veg',
  allergens: [],
  prep_minutes: 5,
  available: true,
  option_groups: ['size'],
  priced: 'fixed',
};

/** Its choice has no options yet. */
function draft(item: DraftItem): Draft {
  return {
    version: 3,
    language: 'en',
    published_version: 1,
    currency: 'INR',
    currency_digits: 2,
    stations: [],
    option_groups: [{ id: 'size', name: 'Size', min: 1, max: 1, options: [] }],
    categories: [{ id: 'drinks', name: 'Drinks', items: [item] }],
    price_lists: [],
    problems: [],
    rules: { stations: false },
    changes: 0,
    topics: {},
    server_time: '2026-11-28T12:00:00Z',
  };
}

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

function open(item: DraftItem, now: () => DraftItem = () => item) {
  const edit = vi.fn<MenuState['edit']>().mockResolvedValue({ done: true });
  const menu = { item: now, stock: { item: () => null }, session: {}, branch: 'b', busy: () => false, languages: [], draft: null, edit, taxClasses: () => Promise.resolve(['drinks']) };
  const props = { menu: menu as unknown as MenuState, draft: draft(item), id: 'lassi', category: 'drinks', onclose: () => {} };
  mounted = mount(ItemSheet, { target: document.body, props });
  flushSync();
  return edit;
}

const fields = () => [...document.body.querySelectorAll('input')];
const labelled = (label: string) => fields().find(({ id }) => document.body.querySelector(`label[for="${id}"]`)?.textContent?.startsWith(label));

function type(field: HTMLInputElement | undefined, value: string) {
  if (!field) throw new Error('no such field');
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function save() {
  document.body.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  for (let turn = 0; turn < 5; turn += 1) await tick();
}

it('a dish with a choice whose options are still to come is saved', async () => {
  const edit = open(lassi);
  type(labelled(text.item.name), 'Sweet lassi');
  await save();
  expect(edit).toHaveBeenCalledTimes(1);
});

it('a tax class that came with a file is one to choose, and read as its rate', async () => {
  open({ ...lassi, tax_class: 'tax-5-5' });
  // What the branch taxes by itself comes a moment later.
  await tick();
  flushSync();
  const taxes = [...document.body.querySelectorAll('select')].find(
    ({ id }) => document.body.querySelector(`label[for="${id}"]`)?.textContent === text.item.tax,
  );
  const shown = [...(taxes?.options ?? [])].map(({ value, textContent }) => [value, textContent]);
  expect(shown).toEqual([
    ['standard', text.tax.names.standard],
    ['alcohol', text.tax.names.alcohol],
    ['untaxed', text.tax.names.untaxed],
    ['drinks', 'drinks'],
    ['tax-5-5', text.tax.rate('5.5')],
  ]);
});

it('what is refused is told, and the first of it has the focus', async () => {
  const edit = open(lassi);
  type(labelled(text.item.name), ' ');
  type(labelled(text.item.minutes), 'x');
  await save();
  expect(edit).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(labelled(text.item.name));
});

it('what a dish has wrong of its own about a choice without options can be seen, also when it was folded away', async () => {
  open({ ...lassi, overrides: [{ group: 'size', min: 1 }] });
  expect(labelled(text.group.min)).toBeUndefined();
  await save();
  const field = labelled(text.group.min);
  expect(field?.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(field);
  const details = field?.closest('details');
  details?.removeAttribute('open');
  await save();
  expect([details?.isConnected, details?.hasAttribute('open')]).toEqual([true, true]);
});

it('saving again after a conflict replaces what was shown, and takes back nothing else of theirs', async () => {
  let now = lassi;
  const edit = open(lassi, () => now);
  edit.mockImplementationOnce(async () => {
    now = { ...lassi, name: 'Salted lassi', price: { minor: 9000, currency: 'INR' } };
    return await Promise.resolve({ done: false, conflict: { name: 'Salted lassi' } });
  });
  type(labelled(text.item.name), 'Sweet lassi');
  await save();
  expect(document.body.querySelector('[role=alert]')?.textContent).toContain('Salted lassi');
  expect([labelled(text.item.name)?.value, labelled(text.item.price('INR'))?.value]).toEqual(['Sweet lassi', '90']);
  await save();
  const command = { do: 'edit_item', id: 'lassi', set: { name: 'Sweet lassi' }, expected: { name: 'Salted lassi' } };
  expect(edit.mock.calls[1]).toEqual([[command]]);
});
