import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
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
