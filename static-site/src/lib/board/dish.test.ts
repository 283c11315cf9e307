import { type ComponentProps, flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { board as text } from '$lib/text/board';
import { aLine, anOrder, money } from '../../floor/testing';
import DishList from './DishList.svelte';

let mounted: ReturnType<typeof mount> | null = null;

/** What is read, one thing after the other. */
function read(props: ComponentProps<typeof DishList>): string {
  mounted = mount<ComponentProps<typeof DishList>, object>(DishList, { target: document.body, props });
  flushSync();
  return document.body.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
}

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

const dal = { ...aLine('cooking', 'dal'), name: 'Dal' };
const option = (name: string) => ({ id: name, group_id: 'g', name, price: money(0) });
const { each, allergy } = text.dish;

it('has one option a line, for each piece', () => {
  const lines = [{ ...dal, quantity: 2, options: [option('Hot'), option('No onion')] }];
  expect(read({ order: anOrder(1, 's1', 'placed', 0, lines) })).toBe(`2× Dal ${each} Hot No onion`);
  expect(document.querySelectorAll('.option')).toHaveLength(2);
});

it('says that a note is for each piece, also where there is no option', () => {
  const lines = [{ ...dal, quantity: 2, note: 'no nuts', allergy: true }];
  expect(read({ order: anOrder(1, 's1', 'placed', 0, lines) })).toBe(`2× Dal ${allergy}: ${each} no nuts`);
});

it('says nothing of "each" for one piece', () => {
  const lines = [{ ...dal, options: [option('Hot')], note: 'well done' }];
  expect(read({ order: anOrder(1, 's1', 'placed', 0, lines) })).toBe('1× Dal Hot well done');
});

it.each([
  ['by the switch', { note: 'no nuts', allergy: true }],
  ['by the words', { note: 'मूंगफली से एलर्जी' }],
])('has an allergy told of %s as a band, and the note of the order as well', (_, line) => {
  read({ order: { ...anOrder(1, 's1', 'placed', 0, [{ ...dal, ...line }]), note: 'nut allergy at the table' } });
  expect([...document.querySelectorAll('.band.allergy strong')].map((one) => one.textContent)).toEqual([allergy, allergy]);
});

it('shows the variant at the end of the name by itself', () => {
  read({ order: anOrder(1, 's1', 'placed', 0, [{ ...dal, name: 'Dal, Half' }]) });
  expect(document.querySelector('mark')).toBeNull();
  expect(document.querySelector('.name')?.textContent).toBe('Dal, Half');
});

it('strikes what is void, with the pieces that there were', () => {
  const lines = [{ ...dal, quantity: 0, voided: 3, status: 'cancelled' as const }];
  expect(read({ order: anOrder(1, 's1', 'placed', 0, lines) })).toBe('3× Dal');
  expect(document.querySelector('.struck .name')).not.toBeNull();
});
