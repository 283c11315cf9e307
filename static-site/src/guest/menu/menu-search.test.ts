import { describe, expect, it } from 'vitest';
import type { MenuCategory, MenuItem } from '$api/types';
import { search as words } from '$lib/text/search';
import { MenuIndex } from './menu-search';

type Dish = Partial<Pick<MenuItem, 'also' | 'description' | 'diet' | 'allergens'>>;
const dish = (name: string, more: Dish = {}, ...options: string[]) =>
  ({ id: name, name, diet: 'non_veg', allergens: [], option_groups: [{ options: options.map((name) => ({ name })) }], ...more }) as unknown as MenuItem;
const category = (name: string, ...items: MenuItem[]) => ({ id: name, name, items }) as MenuCategory;

const menu = [
  category(
    'Soups',
    dish('Crème of Tomato', { diet: 'veg', allergens: ['milk'] }),
    dish('Dal Shorba', { diet: 'vegan', description: 'yellow lentils' }),
    dish('Chicken Broth', { description: 'classic, with a vegetarian dumpling' }),
  ),
  category(
    'Mains',
    dish('Classic Club', { allergens: ['gluten', 'egg'] }),
    dish('Peanut Curry', { diet: 'vegan', allergens: ['peanuts'] }),
    dish('Satay', { allergens: ['peanuts', 'soy'] }),
    dish('Gado Gado', { diet: 'egg', description: 'with a groundnut sauce' }),
    dish('Korma', { diet: 'veg', allergens: ['tree_nuts', 'milk'] }),
  ),
  category('Drinks', dish('Sweet Lassi', { diet: 'veg', allergens: ['milk'] }), dish('Lassi', { diet: 'veg' })),
  category('दाल', dish('दाल मखनी', { diet: 'veg' })),
];
const index = new MenuIndex(menu, words);
const found = (typed: string) => index.search(typed).items.map(({ name }) => name);
const everything = menu.flatMap(({ items }) => items.map(({ name }) => name));

describe('searching the menu', () => {
  it.each([
    ['', everything],
    ['CREME', ['Crème of Tomato']],
    ['lentils dal', ['Dal Shorba']],
    ['दाल', ['दाल मखनी']],
    ['drink', ['Sweet Lassi', 'Lassi']],
    ['pizza', []],
    // The name's start, a word of the name, within the name; "classic" of a description is not "lassi".
    ['lassi', ['Lassi', 'Sweet Lassi', 'Classic Club']],
  ])('%j finds %j', (typed, expected) => expect(found(typed)).toEqual(expected));

  it.each([
    ['vegan', ['Dal Shorba', 'Peanut Curry']],
    ['vegetarian', ['Crème of Tomato', 'Dal Shorba', 'Peanut Curry', 'Korma', 'Sweet Lassi', 'Lassi', 'दाल मखनी']],
    ['eggetarian soup', ['Crème of Tomato', 'Dal Shorba']],
    ['non-veg', ['Chicken Broth', 'Classic Club', 'Satay']],
    ['non veg soup', ['Chicken Broth']],
  ])('%j finds what suits the diet, and nothing else: %j', (typed, expected) => expect(found(typed)).toEqual(expected));

  it.each([
    ['peanut', ['Peanut Curry', 'Satay']],
    ['peanuts', ['Peanut Curry', 'Satay']],
    ['pean', ['Peanut Curry', 'Satay']],
    ['groundnut', ['Peanut Curry', 'Satay', 'Gado Gado']],
    ['nuts', ['Peanut Curry', 'Satay', 'Korma']],
  ])('%j finds what contains it: %j', (typed, expected) => expect(found(typed).toSorted()).toEqual(expected.toSorted()));

  it.each(['no peanuts', 'without peanuts', 'peanut free', 'peanut-free'])('%j leaves out what contains it or says so', (typed) => {
    const left = ['Peanut Curry', 'Satay', 'Gado Gado'];
    expect(found(typed)).toEqual(everything.filter((name) => !left.includes(name)));
    expect(index.search(typed).without).toEqual(['peanuts']);
  });

  it.each(['contains peanuts', 'dishes with peanut', 'has peanuts'])('%j finds all that declare or name them', (typed) => {
    expect(found(typed.replace('dishes ', '')).toSorted()).toEqual(['Peanut Curry', 'Satay']);
  });

  it('what can be chosen with a dish is found, after the dishes that are called so', () => {
    const pizza = new MenuIndex([category('Pizza', dish('Margherita', {}, 'Extra mozzarella', 'Thin crust'), dish('Mozzarella Sticks'))], words);
    expect(pizza.search('mozzarella').items.map(({ name }) => name)).toEqual(['Mozzarella Sticks', 'Margherita']);
    expect(pizza.search('crust').items.map(({ name }) => name)).toEqual(['Margherita']);
  });

  it.each(['no egg', 'egg free', 'without eggs'])('%j leaves out what is marked to contain egg', (typed) => {
    expect(everything.filter((name) => !found(typed).includes(name))).toEqual(['Classic Club', 'Gado Gado']);
  });

  it('egg is found by declaration and by the mark, and is not the beginning of a diet', () => {
    expect(found('egg').toSorted()).toEqual(['Classic Club', 'Gado Gado']);
  });

  it.each([
    'no nuts or dairy', 'no nuts, dairy', 'no nuts and dairy', 'no nuts & no milk', 'without nuts or milk', 'nut and dairy free',
    'nut-free, dairy-free', 'no nuts, or dairy',
  ])('%j leaves out both', (typed) => {
    const both = new Set(index.search(typed).without);
    expect(both).toEqual(new Set(['peanuts', 'tree_nuts', 'milk']));
    expect(found(typed)).toEqual(['Dal Shorba', 'Chicken Broth', 'Classic Club', 'Lassi', 'दाल मखनी']);
  });

  it('a list of what is left out ends where something is wanted, and a word alone is looked for as it is', () => {
    expect(found('no nuts or dairy, vegan')).toEqual(['Dal Shorba']);
    expect(found('no nuts fish')).toEqual([]);
    expect(index.search('no nuts fish').without).not.toContain('fish');
    expect(found('with')).toEqual(['Chicken Broth', 'Gado Gado']);
  });

  it('the menu can be read ahead in parts, and what is not read yet is found all the same', () => {
    const ahead = new MenuIndex(menu, words);
    expect([ahead.read(3), ahead.search('korma').items.map(({ name }) => name), ahead.read(1)]).toEqual([false, ['Korma'], true]);
  });

  it('what is left out goes with what is wanted', () => {
    expect(found('vegan no peanuts')).toEqual(['Dal Shorba']);
    expect(found('milk free vegetarian')).toEqual(['Dal Shorba', 'Peanut Curry', 'Lassi', 'दाल मखनी']);
  });

  it.each([
    ['chiken', ['Chicken Broth']],
    ['lasssi', ['Lassi', 'Sweet Lassi']],
    ['tomaot', ['Crème of Tomato']],
    ['shobra', ['Dal Shorba']],
    ['kroma', ['Korma']],
    ['daal', ['Dal Shorba']],
    ['curyr', ['Peanut Curry']],
    // While it is typed, what begins nearly like it will do.
    ['chikk', ['Chicken Broth']],
    ['vegn soup', ['Dal Shorba']],
    ['vegitarian soup', ['Crème of Tomato', 'Dal Shorba']],
    ['contains penuts', ['Peanut Curry', 'Satay']],
    // Three letters are too few to guess.
    ['dla', []],
  ])('%j finds %j in spite of the mistake', (typed, expected) => expect(found(typed)).toEqual(expected));

  it.each(['no penuts', 'penut free', 'no peanust', 'curry, no peenuts'])('%j leaves out what was meant', (typed) => {
    expect(index.search(typed).without).toContain('peanuts');
  });

  it('what is to be left out and is not understood is not guessed at', () => {
    expect(index.search('no mlik').without).toEqual(['milk']);
    expect([found('no lassy'), found('lassy')]).toEqual([[], ['Lassi', 'Sweet Lassi']]);
  });

  it('a word of the menu is no mistake, and what is left out begins with the letter that was typed', () => {
    const fish = new MenuIndex([category('All', dish('Mille Crêpe'), dish('Tikka', { allergens: ['milk'] }))], words);
    expect([fish.search('no mille').without, fish.search('no milkk').without, fish.search('no ilkkk').without]).toEqual([[], ['milk'], []]);
  });

  it('what a dish or its category is called in another language is found as its name', () => {
    const hindi = { ...category('Starters', dish('Cottage Cheese', { also: ['पनीर टिक्का', 'Paneer Tikka'] }), dish('Cutlet', { description: 'with paneer' })), also: ['नाश्ता'] };
    const both = new MenuIndex([hindi, category('Mains', dish('Paneer Butter'))], words);
    const names = (typed: string) => both.search(typed).items.map(({ name }) => name);
    expect(names('पनीर')).toEqual(['Cottage Cheese']);
    expect(names('नाश्ता')).toEqual(['Cottage Cheese', 'Cutlet']);
    expect(names('paneer')).toEqual(['Cottage Cheese', 'Paneer Butter', 'Cutlet']);
    expect(names('tikka paneer')).toEqual(['Cottage Cheese']);
  });

  it('a letter looks at each word of the menu once, however many dishes have it', () => {
    const kinds = Array.from({ length: 30 }, (_, at) => `kind${at}`);
    const many = Array.from({ length: 1_500 }, (_, at) =>
      dish(`${kinds[at % 30]} ${kinds[(at * 7) % 30]}`, { description: 'served with rice and a salad of the day' }),
    );
    const large = new MenuIndex([category('All', ...many)], words);
    // The words above, the description's and the category's.
    expect(large.search('k').items.length).toBe(1_500);
    expect(large.looks).toBe(30 + 9 + 1);
    large.search('nothing');
    expect(large.looks).toBe(3 * (30 + 9 + 1));
  });
});
