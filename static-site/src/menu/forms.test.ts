import { expect, it } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { editGroup, groupFormOf } from './group-form';
import { addItem, editItem, faultsOf, formOf } from './item-form';

const inr = (minor: number) => ({ minor, currency: 'INR' });

const lassi: DraftItem = {
  id: 'lassi',
  name: 'Lassi',
  price: inr(8000),
  tax_class: 'standard',
  diet: 'veg',
  allergens: ['milk'],
  prep_minutes: 5,
  available: true,
  option_groups: ['size'],
};

const draft: Draft = {
  version: 3,
  published_version: 1,
  currency: 'INR',
  currency_digits: 2,
  stations: [{ id: 'bar', name: 'Bar' }],
  option_groups: [
    { id: 'size', name: 'Size', min: 1, max: 1, options: [{ id: 'large', name: 'Large', price: inr(2000) }] },
    { id: 'extras', name: 'Extras', min: 0, max: 2, options: [] },
  ],
  categories: [
    { id: 'drinks', name: 'Drinks', items: [lassi] },
    { id: 'food', name: 'Food', items: [] },
  ],
  problems: [],
  changes: 0,
  topics: {},
  server_time: '2026-11-28T12:00:00Z',
};

const before = formOf(lassi, 'food', draft);

it('what was not touched is not sent, and what stood there is expected', () => {
  expect(before).toMatchObject({ price: '80', category: 'drinks', minutes: '5', station: '' });
  expect(editItem('lassi', before, before, draft)).toEqual([]);
  expect(editItem('lassi', before, { ...before, price: '90.50', description: 'Sweet' }, draft)).toEqual([
    {
      do: 'edit_item',
      id: 'lassi',
      set: { price: inr(9050), description: 'Sweet' },
      expected: { price: inr(8000), description: '' },
    },
  ]);
});

it('the same amount written otherwise is no change', () => {
  expect(editItem('lassi', before, { ...before, price: '80.00' }, draft)).toEqual([]);
});

it('choices, station and category are commands of their own', () => {
  const after = { ...before, groups: ['extras'], station: 'bar', category: 'food' };
  expect(editItem('lassi', before, after, draft)).toEqual([
    { do: 'edit_item', id: 'lassi', set: { station: 'bar' }, expected: { station: null } },
    { do: 'detach_group', item: 'lassi', group: 'size' },
    { do: 'attach_group', item: 'lassi', group: 'extras' },
    { do: 'move_item', id: 'lassi', category: 'food' },
  ]);
});

it('a note to the kitchen is set and taken away again', () => {
  const told = { ...lassi, kitchen_note: 'In a clay cup' };
  const was = formOf(told, 'food', draft);
  const edit = (note: string) => editItem('lassi', was, { ...was, note }, draft);
  expect(edit('In a clay cup\u200b')).toEqual([]);
  expect(edit(' ')).toEqual([
    { do: 'edit_item', id: 'lassi', set: { kitchen_note: '' }, expected: { kitchen_note: 'In a clay cup' } },
  ]);
});

it('a photo is set, changed and taken away', () => {
  const shown = { ...lassi, photo: 'a1' };
  const was = formOf(shown, 'food', draft);
  const edit = (photo: string) => editItem('lassi', was, { ...was, photo }, draft);
  expect(edit('a1')).toEqual([]);
  expect(edit('b2')).toEqual([{ do: 'edit_item', id: 'lassi', set: { photo: 'b2' }, expected: { photo: 'a1' } }]);
  expect(edit('')).toEqual([{ do: 'edit_item', id: 'lassi', set: { photo: null }, expected: { photo: 'a1' } }]);
});

it('a new dish has all its fields', () => {
  expect(addItem('new', { ...before, name: 'Chai', price: '0' }, draft)).toMatchObject({
    do: 'add_item',
    id: 'new',
    category: 'drinks',
    name: 'Chai',
    price: inr(0),
    option_groups: ['size'],
  });
});

it('faults are found before anything is sent', () => {
  expect(faultsOf(before, draft)).toEqual({});
  expect(faultsOf({ ...before, name: ' ', price: '1.005', minutes: '601' }, draft)).toEqual({
    name: 'missing',
    price: 'decimals',
    minutes: 'range',
  });
});

it('options are added, edited and removed one by one', () => {
  const was = groupFormOf(draft.option_groups[0], draft);
  expect(editGroup('size', was, was, draft)).toEqual([]);
  const options = [{ id: 'small', name: 'Small', price: '0' }];
  expect(editGroup('size', was, { ...was, max: '2', options }, draft)).toEqual([
    { do: 'edit_group', id: 'size', set: { name: 'Size', min: 1, max: 2, free: 0 }, expected: { name: 'Size', min: 1, max: 1, free: 0 } },
    { do: 'remove_option', group: 'size', id: 'large' },
    { do: 'add_option', group: 'size', id: 'small', name: 'Small', price: inr(0) },
  ]);
  const dearer = { ...was, options: [{ id: 'large', name: 'Large', price: '25' }] };
  expect(editGroup('size', was, dearer, draft)).toEqual([
    {
      do: 'edit_option',
      group: 'size',
      id: 'large',
      set: { name: 'Large', price: inr(2500) },
      expected: { name: 'Large', price: inr(2000) },
    },
  ]);
  expect(editGroup('size', was, { ...was, free: '1' }, draft)).toMatchObject([{ set: { free: 1 }, expected: { free: 0 } }]);
  expect(editGroup('new', null, dearer, draft).map((command) => command.do)).toEqual(['add_group', 'add_option']);
});

it('what nobody sees is not sent, and a name of nothing visible is none', () => {
  const hidden = '\u202eChai\u202c';
  expect(addItem('new', { ...before, name: hidden, description: 'with\u200b milk' }, draft)).toMatchObject({ name: 'Chai', description: 'with milk' });
  expect(faultsOf({ ...before, name: '\u200b' }, draft)).toEqual({ name: 'missing' });
  const group = groupFormOf(draft.option_groups[0], draft);
  const options = [{ id: 'new', name: hidden, price: '10' }];
  expect(editGroup('size', group, { ...group, name: hidden, options: [...group.options, ...options] }, draft)).toMatchObject([
    { do: 'edit_group', set: { name: 'Chai' } },
    { do: 'add_option', name: 'Chai' },
  ]);
});
