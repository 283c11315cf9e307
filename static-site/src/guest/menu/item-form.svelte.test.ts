import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { MenuItem } from '$api/types';
import { common } from '$lib/text/common';
import { guest } from '$lib/text/guest';
import { search } from '$lib/text/search';
import { seat as text } from '$lib/text/seat';
import { dishes, halves, spice } from '../../parts/guest-samples';
import ItemForm from './ItemForm.svelte';

let mounted: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
});

it('the radios of a question are one group, and of no other', () => {
  const item = { ...dishes[0], variants: halves, option_groups: [spice] };
  mounted = mount(ItemForm, { target: document.body, props: { item, available: true, locked: false, onadd: () => {} } });
  flushSync();
  const groups = [...document.querySelectorAll('fieldset')].map((group) => [...group.querySelectorAll('input')].map(({ type, name }) => `${type} ${name}`));
  expect(groups.map(({ length }) => length)).toEqual([2, 3]);
  expect(groups.map((names) => new Set(names).size)).toEqual([1, 1]);
  for (const [name] of groups) expect(name).toMatch(/^radio ./);
  expect(groups[0]?.[0]).not.toBe(groups[1]?.[0]);
});

it('a combo asks for each of its parts and for what those ask, and what is sold out cannot be picked', () => {
  const [vada, curry, , gone] = dishes;
  const items = new Map<string, MenuItem>(dishes.map((dish) => [dish.id, dish]));
  const surcharge = { minor: 5_000, currency: 'INR' as const };
  const parts = [
    { id: 'main', name: 'Main', count: 1, choices: [{ item_id: vada.id }, { item_id: curry.id, surcharge }] },
    { id: 'sweet', name: 'Sweet', count: 2, choices: [{ item_id: gone.id }, { item_id: vada.id }] },
  ];
  const item: MenuItem = { ...dishes[0], id: 'thali', name: 'Thali', price: { minor: 30_000, currency: 'INR' }, parts };
  const onadd = vi.fn();
  const table = { items, available: (dish: MenuItem) => dish.available };
  mounted = mount(ItemForm, { target: document.body, props: { item, table, available: true, locked: false, onadd } });
  flushSync();
  const groups = () => [...document.querySelectorAll('fieldset')];
  const legends = () => groups().map((group) => group.querySelector('legend span')?.textContent);
  const radio = (group: number, at: number) => groups()[group]?.querySelectorAll('input')[at];
  const submit = () => {
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    flushSync();
  };
  const asked = () => document.querySelector('[role=alert]')?.textContent?.trim();
  const sweet = (nth: number) => text.item.nth('Sweet', nth, 2);
  expect(legends()).toEqual(['Main', sweet(1), sweet(2)]);
  expect(radio(1, 0)?.disabled).toBe(true);
  expect(groups()[1]?.querySelector('label')?.textContent).toContain(text.orders.soldOut);
  submit();
  expect(onadd).not.toHaveBeenCalled();
  expect(asked()).toBe(text.item.missing(1, 'Main'));

  radio(0, 1)?.click();
  radio(1, 1)?.click();
  radio(2, 1)?.click();
  flushSync();
  // The curry has a choice of its own, which stands below it.
  expect(legends()).toEqual(['Main', 'Spice level', sweet(1), sweet(2)]);
  submit();
  expect(asked()).toBe(text.item.missing(1, 'Spice level'));
  radio(1, 1)?.click();
  flushSync();
  submit();
  const combo = onadd.mock.calls[0]?.[5];
  expect(combo.unit_price.minor).toBe(37_000);
  expect(combo.parts.map((part: { name: string; options: { name: string }[] }) => [part.name, ...part.options.map(({ name }) => name)])).toEqual([
    [curry.name, 'Extra hot, with green chillies'],
    [vada.name],
    [vada.name],
  ]);
});

/** A combo of one part, with what its choices say. */
function showPart(...offered: MenuItem[]) {
  const parts = [{ id: 'main', name: 'Main', count: 1, choices: offered.map(({ id }) => ({ item_id: id })) }];
  const items = new Map(offered.map((dish) => [dish.id, dish]));
  const props = { item: { ...dishes[0], id: 'thali', parts }, table: { items, available: (dish: MenuItem) => dish.available }, available: true, locked: false, onadd: vi.fn(), termsWithin: ({ terms }: MenuItem & { terms?: string }) => terms ?? '' };
  mounted = mount(ItemForm, { target: document.body, props });
  flushSync();
  return {
    label: (at: number) => document.querySelectorAll('fieldset')[0]?.querySelectorAll('label')[at],
    pick: (group: number, at: number) => {
      document.querySelectorAll('fieldset')[group]?.querySelectorAll('input')[at]?.click();
      flushSync();
    },
    chosen: () => [...document.querySelectorAll('input:checked')].map((input) => input.closest('label')?.querySelector('[dir=auto]')?.textContent),
  };
}

it('each choice of a combo has its diet mark, and says what it contains', () => {
  const [vada, curry] = dishes;
  const { label } = showPart({ ...vada, diet: 'vegan', allergens: [] }, { ...curry, diet: 'non_veg', allergens: ['milk', 'mustard'] });
  const mark = (at: number) => label(at)?.querySelector('svg')?.getAttribute('aria-label');
  expect([mark(0), mark(1)]).toEqual([common.diet.vegan, common.diet.non_veg]);
  const contains = guest.menu.contains(common.list([common.allergen.milk, common.allergen.mustard]));
  expect([label(0)?.textContent?.includes('Contains'), label(1)?.textContent?.includes(contains)]).toEqual([false, true]);
});

it('what cannot be picked in a combo says why', () => {
  const [vada] = dishes;
  const out = (id: string, terms?: string): MenuItem => ({ ...vada, id, available: false, ...(terms && { terms }) });
  const later = search.terms.from('6 pm');
  const { label } = showPart(out('sold'), out('later', later), out('catch', search.terms.market));
  expect([0, 1, 2].map((at) => label(at)?.querySelector('.price')?.textContent)).toEqual([text.orders.soldOut, later, search.terms.market]);
});

it('who picks another dish of a combo and comes back finds what they had chosen with it', () => {
  const [vada, curry] = dishes;
  const { pick, chosen } = showPart(curry, vada);
  pick(0, 0);
  pick(1, 1);
  const before = chosen();
  expect(before).toEqual([curry.name, 'Extra hot, with green chillies']);
  pick(0, 1);
  expect(chosen()).toEqual([vada.name]);
  pick(0, 0);
  expect(chosen()).toEqual(before);
});
