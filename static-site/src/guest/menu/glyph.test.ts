import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import menu from '../../../../shared/demo/src/menu.json';
import { glyphOf } from './glyph';

const drawn = readFileSync('src/guest/menu/glyphs.svg', 'utf8').split('\n').filter((line) => line.startsWith('<g'));

it.each([
  ['Tomato Dhaniya Shorba', 'Soups', 1],
  ['Chicken Lemon Coriander Soup', 'Soups', 1],
  ['Tomatensuppe', 'Vorspeisen', 1],
  ['Paneer Tikka Salad', 'Salads & Raita', 2],
  ['Vada Pav', 'Street Food', 3],
  ['Pizza Margherita', '', 9],
  ['Veg Hakka Noodles', 'Indo-Chinese', 11],
  ['Masala Dosa', 'South Indian', 17],
  ['Masala Chai', 'Hot Drinks', 24],
  ['Egg Biryani', 'Biryani & Rice', 14],
  ['Butter Chicken', 'Chicken, Mutton & Fish', 36],
  // By its category, when its own name says nothing.
  ['House Special', 'Desserts', 22],
  // Words count from their start: no egg in an eggplant's place, no tea in a steak.
  ['Steak', '', 37],
  ['Xyz', 'Abc', 0],
])('%s of %s has a glyph that fits', (dish, category, glyph) => {
  expect(glyphOf(dish, category)).toBe(glyph);
});

it('each glyph is drawn, and the tile knows how many there are', () => {
  const lines = readFileSync('src/guest/menu/glyph.ts', 'utf8').split('`')[3]?.split('\n') ?? [];
  expect(drawn.length).toBe(lines.length + 1);
  const tile = readFileSync('src/guest/menu/Tile.svelte', 'utf8');
  expect(tile).toContain(`100% / ${drawn.length - 1}) / 100% ${drawn.length}00%`);
});

it('most dishes of a whole menu have one of their own', () => {
  const dishes = menu.categories.flatMap(({ name, items }) => items.map((item) => ({ dish: item.name, glyph: glyphOf(item.name, name) })));
  expect(dishes.filter(({ glyph }) => glyph === 0).map(({ dish }) => dish)).toEqual([]);
});
