import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { menuEditor as text } from '$lib/text/menu-editor';
import type { PartForm } from './part-form';
import PartsFields from './PartsFields.svelte';

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

const dish = (id: string) => ({ id, name: id, price: { minor: 100, currency: 'INR' }, priced: 'fixed', option_groups: [] }) as unknown as DraftItem;
const draft = {
  currency: 'INR',
  currency_digits: 2,
  categories: [{ id: 'all', name: 'All', items: ['Dal', 'Naan', 'Lassi'].map(dish) }],
} as unknown as Draft;
const part = (name: string, ...choices: string[]): PartForm => ({ id: name, name, texts: {}, count: '1', choices: choices.map((item) => ({ item, variant: '', surcharge: '' })) });

/** Shows it; what is given back is what each part offers. */
function show(...parts: PartForm[]) {
  const form = $state({ parts });
  const props = {
    faults: [],
    draft,
    item: 'thali',
    get parts() {
      return form.parts;
    },
    set parts(next: PartForm[]) {
      form.parts = next;
    },
  };
  mounted = mount(PartsFields, { target: document.body, props });
  flushSync();
  return () => Object.fromEntries(form.parts.map(({ name, choices }) => [name, choices.map(({ item }) => item)]));
}

const byName = (name: string) => [...document.querySelectorAll<HTMLElement>('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name);
const said = () => [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).filter(Boolean);
async function click(name: string) {
  byName(name)?.click();
  flushSync();
  for (let turn = 0; turn < 3; turn += 1) await tick();
  flushSync();
}

it('a part that offers something is removed only when somebody is sure', async () => {
  const parts = show(part('Main', 'Dal'), part('Drink', 'Lassi', 'Dal'));
  const remove = text.part.remove('Main');
  await click(remove);
  expect([Object.keys(parts()), document.activeElement]).toEqual([['Main', 'Drink'], byName(text.form.keep)]);
  expect(document.body.textContent).toContain(text.part.removeSure('Main', 1));
  await click(text.form.keep);
  expect([Object.keys(parts()), document.activeElement]).toEqual([['Main', 'Drink'], byName(remove)]);
  await click(remove);
  await click(text.form.remove);
  expect([Object.keys(parts()), said(), document.activeElement]).toEqual([['Drink'], [text.actions.removed('Main')], byName(text.part.remove('Drink'))]);
});

it('a part that is added is filled in next', async () => {
  show(part('Main', 'Dal'));
  await click(text.part.add);
  expect(document.activeElement).toBe(document.querySelectorAll('[data-part]')[1]?.querySelector('input'));
});

it('a part that offers nothing goes at once, and the focus is on what adds one', async () => {
  const parts = show(part('Main', 'Dal'), part('Drink'));
  await click(text.part.remove('Drink'));
  expect([Object.keys(parts()), said(), document.activeElement]).toEqual([['Main'], [text.actions.removed('Drink')], byName(text.part.add)]);
});

it('who removes a dish of a part is told, and stays where they were', async () => {
  const parts = show(part('Main', 'Dal', 'Naan', 'Lassi'));
  await click(text.part.removeDish('Dal', 'Main'));
  expect([parts(), said(), document.activeElement]).toEqual([{ Main: ['Naan', 'Lassi'] }, [text.actions.removed('Dal')], byName(text.part.removeDish('Naan', 'Main'))]);
  await click(text.part.removeDish('Lassi', 'Main'));
  expect([parts(), document.activeElement]).toEqual([{ Main: ['Naan'] }, document.querySelector('select')]);
});

it('says of an extra price what becomes of it in another currency', () => {
  show(part('Main', 'Dal'));
  expect(document.body.textContent).not.toContain(text.part.elsewhere);
  const field = document.querySelector<HTMLInputElement>('li input');
  if (field) field.value = '20';
  field?.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  expect(document.body.textContent).toContain(text.part.elsewhere);
});
