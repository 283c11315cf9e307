import { describe, expect, it } from 'vitest';
import { searchMenu } from './menu-search';

describe('searching the menu', () => {
  const dish = (name: string, description = '') => ({ id: name, name, description });
  const menu = [
    { id: 'a', name: 'Soups', items: [dish('Crème of Tomato'), dish('Dal Shorba', 'yellow lentils')] },
    { id: 'b', name: 'Breads', items: [dish('Garlic Naan')] },
  ] as unknown as Parameters<typeof searchMenu>[0];
  const found = (words: string) => searchMenu(menu, words).flatMap(({ items }) => items.map(({ id }) => id));

  it.each([
    ['', ['Crème of Tomato', 'Dal Shorba', 'Garlic Naan']],
    ['CREME', ['Crème of Tomato']],
    ['lentils dal', ['Dal Shorba']],
    ['bread', ['Garlic Naan']],
    ['pizza', []],
  ])('%j finds %j', (words, expected) => expect(found(words)).toEqual(expected));
});
