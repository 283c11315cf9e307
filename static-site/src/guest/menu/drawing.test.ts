import { expect, it } from 'vitest';
import type { Menu, MenuCategory, MenuItem } from '$api/types';
import { upTo, withPopular } from './drawing';

const category = (id: string, dishes: number) =>
  ({ id, items: Array.from({ length: dishes }, (_, at) => ({ id: `${id}${at}` })) }) as unknown as MenuCategory;
const menu = [category('a', 3), category('b', 2), category('c', 4)];
const drawn = (dishes: number) => upTo(menu, dishes).map(({ id, items }) => `${id}${items.length}`);

it('cuts a menu after so many dishes, in its order', () => {
  expect([0, 1, 3, 4, 8].map((dishes) => drawn(dishes).join(' '))).toEqual(['', 'a1', 'a3', 'a3 b1', 'a3 b2 c3']);
  expect(drawn(9)).toEqual(drawn(Number.POSITIVE_INFINITY));
});

it('leaves whole categories the very same', () => {
  const [first, second, third] = upTo(menu, 8);
  expect([first === menu[0], second === menu[1], third === menu[2]]).toEqual([true, true, false]);
});

it('begins with what is popular, of what the menu still holds', () => {
  const items = new Map(menu.flatMap((one) => one.items.map((item: MenuItem) => [item.id, item])));
  const shown = (popular?: string[]) => withPopular({ categories: menu, popular } as unknown as Menu, items, { name: 'Popular', description: 'By the figures' });
  const [first, ...rest] = shown(['c1', 'gone', 'a0']);
  expect([`${first?.name} ${first?.description}`, first?.items.map(({ id }) => id), rest]).toEqual(['Popular By the figures', ['c1', 'a0'], menu]);
  expect(first?.items[1]).toBe(menu[0]?.items[0]);
  // An older menu that was kept on the phone says nothing of it.
  for (const none of [undefined, [], ['gone']]) expect(shown(none)).toBe(menu);
});
