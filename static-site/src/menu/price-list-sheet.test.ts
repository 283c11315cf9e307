import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { prices as text } from '$lib/text/prices';
import { search } from '$lib/text/search';
import type { MenuState } from './menu-state.svelte';
import PriceListSheet from './PriceListSheet.svelte';

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

const dish = (name: string) => ({ id: name, name, price: { minor: 5_000, currency: 'INR' }, priced: 'fixed', option_groups: [] }) as unknown as DraftItem;
/** The one that is looked for stands behind all that are shown without a word. */
const items = [...Array.from({ length: 12 }, (_, at) => dish(`Dosa ${at + 1}`)), dish('Vada')];
const draft = { currency: 'INR', currency_digits: 2, stations: [], price_lists: [], categories: [{ id: 'all', name: 'All', items }] } as unknown as Draft;

function open() {
  const menu = { busy: () => false, languages: [], draft: null, edit: vi.fn() };
  mounted = mount(PriceListSheet, { target: document.body, props: { menu: menu as unknown as MenuState, draft, id: '', onclose: () => {} } });
  flushSync();
}

const labelled = (label: string) => [...document.querySelectorAll('input')].find(({ id, ariaLabel }) => ariaLabel === label || document.querySelector(`label[for="${id}"]`)?.textContent?.startsWith(label));
function type(field: HTMLInputElement | undefined, value: string) {
  if (!field) throw new Error('no such field');
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

it('what was typed in stays in sight, also when it is emptied again', () => {
  open();
  const vada = () => labelled(text.prices.of('Vada'));
  const find = labelled(text.prices.find) ?? document.querySelector<HTMLInputElement>('input[type=search]') ?? undefined;
  expect(vada()).toBeUndefined();
  type(find, 'vada');
  type(vada(), '4');
  type(find, '');
  const field = vada();
  type(field, '');
  expect([vada() === field, field?.isConnected]).toEqual([true, true]);
});

it('says what of it counts at a branch in another currency', () => {
  open();
  expect(document.body.textContent).toContain(text.prices.elsewhere('INR'));
});

it('quotes what guests read of a dish that they cannot order', () => {
  const { market, weighed, per } = search.terms;
  expect(text.kindHint.market).toContain(`“${market}”`);
  for (const kind of ['per_100g', 'per_kg', 'per_lb'] as const) expect(text.kindHint[kind]).toContain(`“${weighed(per[kind])}”`);
});
