import { describe, expect, it } from 'vitest';
import type { MenuCategory, MenuItem } from '$api/types';
import { search as words } from '$lib/text/search';
import { MenuIndex } from './menu-search';

type Dish = Partial<Pick<MenuItem, 'texts' | 'description' | 'diet' | 'allergens'>>;
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
    // The name's start, then a word of the name; "classic" is not "lassi".
    ['lassi', ['Lassi', 'Sweet Lassi']],
    ['nut', ['Peanut Curry', 'Satay', 'Korma']],
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
  ])('%j finds what contains it: %j', (typed, expected) => expect(found(typed).sort()).toEqual([...expected].sort()));

  it.each(['no peanuts', 'without peanuts', 'peanut free', 'peanut-free'])('%j leaves out what contains it or says so', (typed) => {
    const left = ['Peanut Curry', 'Satay', 'Gado Gado'];
    expect(found(typed)).toEqual(everything.filter((name) => !left.includes(name)));
    expect(index.search(typed).without).toEqual(['peanuts']);
  });

  it.each(['contains peanuts', 'dishes with peanut', 'has peanuts'])('%j finds all that declare or name them', (typed) => {
    expect(found(typed.replace('dishes ', '')).sort()).toEqual(['Peanut Curry', 'Satay']);
  });

  it('a word is found from its start: "ice" is no rice, and the end of a compound is a word', () => {
    const names = ['Lemon Ice', 'Fried Rice', 'Tender Coconut Water', 'Jägerschnitzel', 'Schnitzel', 'マンゴーラッシー', 'ข้าวผัดกุ้ง'];
    const menu = new MenuIndex([category('Menu', ...names.map((name) => dish(name)))], words);
    const find = (typed: string) => menu.search(typed).items.map(({ name }) => name);
    expect(find('ice')).toEqual(['Lemon Ice']);
    expect(find('nut')).toEqual([]);
    expect(find('schnitzel')).toEqual(['Schnitzel', 'Jägerschnitzel']);
    expect(find('jäger')).toEqual(['Jägerschnitzel']);
    // Where words stand without spaces, each letter may begin one.
    expect(find('ラッシー')).toEqual(['マンゴーラッシー']);
    expect(find('กุ้ง')).toEqual(['ข้าวผัดกุ้ง']);
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
    expect(found('egg').sort()).toEqual(['Classic Club', 'Gado Gado']);
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
    const hindi = { ...category('Starters', dish('Cottage Cheese', { texts: { hi: { name: 'पनीर टिक्का', description: 'तंदूर से' }, mr: { name: 'Paneer Tikka' } } }), dish('Cutlet', { description: 'with paneer' })), texts: { hi: { name: 'नाश्ता' } } };
    const both = new MenuIndex([hindi, category('Mains', dish('Paneer Butter'))], words);
    const names = (typed: string) => both.search(typed).items.map(({ name }) => name);
    expect(names('पनीर')).toEqual(['Cottage Cheese']);
    expect(names('नाश्ता')).toEqual(['Cottage Cheese', 'Cutlet']);
    expect(names('paneer')).toEqual(['Cottage Cheese', 'Paneer Butter', 'Cutlet']);
    expect(names('tikka paneer')).toEqual(['Cottage Cheese']);
    expect(names('तंदूर')).toEqual(['Cottage Cheese']);
  });

  describe('a combo', () => {
    const part = (id: string, ...dishes: string[]) => ({ id, name: id, count: 1, choices: dishes.map((item_id) => ({ item_id })) });
    const combo = (name: string, diet: MenuItem['diet'], ...parts: ReturnType<typeof part>[]) => ({ ...dish(name, { diet }), parts }) as MenuItem;
    const meals = [
      combo('Lunch Thali', 'veg', part('Main', 'Dal', 'Mutton Curry'), part('Drink', 'Mango Lassi')),
      combo('Royal Thali', 'veg', part('Main', 'Mutton Curry'), part('Drink', 'Mango Lassi')),
      combo('Grill Platter', 'non_veg', part('Main', 'Gado Gado', 'Dal'), part('Side', 'Naan')),
    ];
    const all = [
      category('Meals', ...meals),
      category(
        'Dishes',
        dish('Dal', { diet: 'vegan' }),
        dish('Mutton Curry', { description: 'slow cooked, a classic' }),
        dish('Mango Lassi', { diet: 'veg', allergens: ['milk'], texts: { hi: { name: 'लस्सी' } } }),
        dish('Gado Gado', { diet: 'veg', description: 'with a groundnut sauce' }),
        dish('Naan', { diet: 'veg' }, 'Garlic butter'),
      ),
    ];
    const index = new MenuIndex(all, words);
    const found = (typed: string) => index.search(typed).items.map(({ name }) => name);
    const meal = (typed: string) => found(typed).filter((name) => meals.some((one) => one.name === name));

    it.each([
      // Behind the dish itself, and "classic" of a description is not "lassi" here either.
      ['lassi', ['Mango Lassi', 'Lunch Thali', 'Royal Thali']],
      ['लस्सी', ['Mango Lassi', 'Lunch Thali', 'Royal Thali']],
      ['slow', ['Lunch Thali', 'Royal Thali', 'Mutton Curry']],
      ['garlic', ['Grill Platter', 'Naan']],
      ['thali dal', ['Lunch Thali']],
      ['lasssi', ['Mango Lassi', 'Lunch Thali', 'Royal Thali']],
    ])('is found by what can be picked for it: %j finds %j', (typed, expected) => expect(found(typed)).toEqual(expected));

    it('is left out with a dish of it that contains what is to be left out, or says so', () => {
      expect(meal('no peanuts')).toEqual(['Lunch Thali', 'Royal Thali']);
      expect(meal('no milk')).toEqual(['Grill Platter']);
      expect([...index.having(['peanuts'])].map(({ name }) => name).sort()).toEqual(['Gado Gado', 'Grill Platter']);
    });

    it('is for who keeps to a diet when something of each part is, whatever its mark', () => {
      expect(meal('vegetarian')).toEqual(['Lunch Thali', 'Grill Platter']);
      expect(meal('vegan')).toEqual([]);
      expect(meal('vegetarain')).toEqual(['Lunch Thali', 'Grill Platter']);
      expect(meal('nonveg')).toEqual(['Grill Platter']);
    });

    it('adds no words to look at, however many there are, and is read once', () => {
      const dishes = Array.from({ length: 1_400 }, (_, at) => dish(`kind${at % 30} plate`, { description: 'served with rice and a salad of the day' }));
      dishes.forEach((one, at) => Object.assign(one, { id: `d${at}` }));
      const many = Array.from({ length: 100 }, (_, at) =>
        combo(`Meal kind${at % 30}`, 'veg', part('Main', ...dishes.slice(at, at + 50).map(({ id }) => id)), part('Side', ...dishes.slice(at + 50, at + 100).map(({ id }) => id))),
      );
      const large = new MenuIndex([category('All', ...many, ...dishes)], words);
      expect(large.search('salad').items.length).toBe(1_500);
      // Kinds, the description's, the category's, "plate" and "meal".
      expect(large.looks).toBe(30 + 9 + 1 + 2);
      expect(large.search('kind7').items.slice(0, 4).map(({ name }) => name)).toEqual(['kind7 plate', 'kind7 plate', 'kind7 plate', 'kind7 plate']);
    });
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
