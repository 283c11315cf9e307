import { expect, it } from 'vitest';
import type { DraftChange, DraftProblem, UnpricedAt } from '$api/types';
import { changeWords, problemWords, unpricedWords, valueWords } from './words';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const stations = [{ id: 'bar', name: 'Bar' }];
const words = (change: DraftChange) => changeWords(change, { stations, language: 'en' });

it('a price is told with what it was and what it will be', () => {
  const command = { do: 'edit_item', id: 'l', set: { price: inr(9000) }, expected: { price: inr(8000) } } as const;
  expect(words({ thing: 'item', name: 'Lassi', within: 'Drinks', command })).toEqual(['Price of “Lassi”: ₹80 → ₹90']);
});

it('a list of prices, the times of a dish and how it gets its price are told', () => {
  const price = { do: 'set_list_price', list: 'h', item: 'l', set: { price: inr(9000) }, expected: { price: null } } as const;
  expect(words({ thing: 'price_list', name: 'Lassi', within: 'Happy hour', command: price })).toEqual([
    'Price of “Lassi” in “Happy hour”: none of its own → ₹90',
  ]);
  const evening = (['friday', 'saturday', 'sunday'] as const).map((day) => ({ day, opens: '17:00', closes: '19:00' }));
  const command: DraftChange['command'] = {
    do: 'edit_price_list',
    id: 'h',
    set: { channels: ['pickup'], times: evening, percent: { basis_points: -1250, round_to: 100, categories: ['food'] } },
    expected: { channels: ['dine_in'], times: [], percent: null },
  };
  expect(words({ thing: 'price_list', name: 'Happy hour', command }).map((one) => one.replace(/\s/gu, ' '))).toEqual([
    'Orders of “Happy hour”: at tables → for pickup',
    expect.stringMatching(/^Times of “Happy hour”: at any time → Fri to Sun 5:00 pm to 7:00 pm$/iu),
    'Percent of “Happy hour”: none → 12.5 % off in 1 category',
  ]);
  const kind = { do: 'edit_item', id: 'l', set: { priced: 'market' }, expected: { priced: 'fixed' } } as const;
  expect(words({ thing: 'item', name: 'Lassi', within: 'Drinks', command: kind })).toEqual([
    'Kind of price of “Lassi”: A price on the menu → Market price, said by your staff each day',
  ]);
  const empty = { code: 'list_empty', thing: 'price_list', id: 'h', name: 'Happy hour', blocks: true } as DraftProblem;
  expect(problemWords(empty)).toBe('Price list “Happy hour” changes no price, or counts for no orders.');
});

it('a note to the kitchen and what is included are told', () => {
  const note = { do: 'edit_item', id: 'l', set: { kitchen_note: 'In a clay cup' }, expected: { kitchen_note: '' } } as const;
  expect(words({ thing: 'item', name: 'Lassi', within: 'Drinks', command: note })).toEqual([
    'Note to the kitchen of “Lassi”: none → In a clay cup',
  ]);
  const free = { do: 'edit_group', id: 'g', set: { free: 2 }, expected: { free: 0 } } as const;
  expect(words({ thing: 'group', name: 'Toppings', command: free })).toEqual(['Choices included of “Toppings”: 0 → 2']);
});

it('a photo is new, another one or gone, and never called by its name', () => {
  const change = (was: string | null, set: string | null) =>
    words({
      thing: 'item',
      name: 'Lassi',
      within: 'Drinks',
      command: { do: 'edit_item', id: 'l', set: { photo: set }, expected: { photo: was } },
    });
  expect(change(null, 'a1')).toEqual(['“Lassi” has a new photo']);
  expect(change('a1', 'b2')).toEqual(['“Lassi” has another photo']);
  expect(change('a1', null)).toEqual(['“Lassi” has no photo any more']);
  expect(valueWords('photo', 'a1', stations)).toBe('another one');
  expect(valueWords('photo', null, stations)).toBe('none');
});

it('each field is a sentence, and a renamed dish is called by its old name there', () => {
  const command: DraftChange['command'] = {
    do: 'edit_item',
    id: 'l',
    set: { name: 'Sweet Lassi', station: 'bar', allergens: ['milk'], description: '' },
    expected: { name: 'Lassi', station: null, allergens: [], description: 'Cold' },
  };
  expect(words({ thing: 'item', name: 'Sweet Lassi', within: 'Drinks', command })).toEqual([
    'Name of “Lassi”: Lassi → Sweet Lassi',
    'Station of “Sweet Lassi”: none → Bar',
    'Allergens of “Sweet Lassi”: none → milk',
    'Description of “Sweet Lassi”: Cold → none',
  ]);
});

it('what a dish says otherwise of a choice is told with the dish, and a variant with its dish', () => {
  const max = { do: 'override_group', item: 'd', group: 'g', set: { max: 1 }, expected: { max: null } } as const;
  expect(words({ thing: 'group', name: 'Extras', within: 'Dosa', command: max })).toEqual([
    'Most to choose of “Extras” with “Dosa”: as in the choice → 1',
  ]);
  const option = { do: 'override_option', item: 'd', group: 'g', option: 'o', set: { price: null, offered: false }, expected: { price: inr(500), offered: true } } as const;
  expect(words({ thing: 'option', name: 'Ghee', within: 'Dosa', command: option })).toEqual([
    'Price of “Ghee” with “Dosa”: ₹5 → as in the choice',
    '“Dosa” no longer offers “Ghee”',
  ]);
  const variant = { do: 'edit_variant', item: 't', id: 'h', set: { price: inr(19000) }, expected: { price: inr(18000) } } as const;
  expect(words({ thing: 'variant', name: 'Half', within: 'Tikka', command: variant })).toEqual(['Price of “Tikka, Half”: ₹180 → ₹190']);
  const added = { do: 'add_variant', item: 't', id: 'h', name: 'Half', price: inr(18000) } as const;
  expect(words({ thing: 'variant', name: 'Half', within: 'Tikka', command: added })).toEqual(['New variant “Half” in “Tikka”']);
});

it.each<[DraftChange['command'], DraftChange['thing'], string]>([
  [{ do: 'remove_item', id: 'l' }, 'item', 'Dish “Lassi” removed from “Drinks”'],
  [{ do: 'move_item', id: 'l', category: 'd', after: null }, 'item', 'Dish “Lassi” has another place in “Drinks”'],
  [{ do: 'attach_group', item: 'l', group: 'g' }, 'group', '“Drinks” offers the choice “Lassi”'],
  [{ do: 'detach_group', item: 'l', group: 'g' }, 'group', '“Drinks” no longer offers the choice “Lassi”'],
  [{ do: 'add_group', id: 'g', name: 'Lassi', min: 0, max: 1 }, 'group', 'New choice “Lassi” in “Drinks”'],
])('%o is a sentence', (command, thing, sentence) => {
  expect(words({ thing, name: 'Lassi', within: 'Drinks', command })).toEqual([sentence]);
});

it('a problem names its thing, or what kind of thing has no name', () => {
  const problem = (code: DraftProblem['code'], name: string): DraftProblem => ({
    code,
    name,
    thing: 'item',
    id: 'l',
    blocks: true,
  });
  expect(problemWords(problem('price_zero', 'Lassi'))).toBe('“Lassi” costs nothing. Is that meant?');
  expect(problemWords(problem('name_missing', ''))).toBe('A dish has no name.');
  const within = { ...problem('group_empty', 'Dosa'), group_id: 'g' };
  expect(problemWords(within)).toBe('A choice of “Dosa” cannot be made with what this dish says of it.');
  expect(problemWords({ ...problem('name_twice', 'Half'), thing: 'variant', item_id: 'd' })).toBe('Two variants of a dish are called “Half”.');
});

it('what a branch abroad has no price for is told: what leaves, what is new, and how much more', () => {
  const thing = (name: string, leaves: boolean, of?: string) => ({ which: { of: 'item' as const, item_id: name }, name, leaves, ...(of && { of }) });
  const at = (count: number, ...things: UnpricedAt['things']): UnpricedAt => ({ branch: 'b', name: 'Harbour', currency: 'EUR', count, things });
  expect(unpricedWords(at(3, thing('Thali', true), thing('Large', false, 'Chai'), thing('Soup', false)))).toEqual([
    'Guests there will no longer find: Thali.',
    'Guests there will not see yet: Large (Chai), Soup.',
  ]);
  expect(unpricedWords(at(60, thing('Soup', false)))).toEqual(['Guests there will not see yet: Soup.', 'And 59 more.']);
});
