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
  priced: 'fixed',
};

const draft: Draft = {
  version: 3,
  language: 'en',
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
  price_lists: [],
  problems: [],
  rules: { stations: false },
  changes: 0,
  topics: {},
  server_time: '2026-11-28T12:00:00Z',
};

const before = formOf(lassi, 'food', draft);

it('a changed tax class reaches the draft with what stood there, and nothing besides', () => {
  expect(editItem('lassi', before, { ...before, tax: 'alcohol' }, draft)).toEqual([
    { do: 'edit_item', id: 'lassi', set: { tax_class: 'alcohol' }, expected: { tax_class: 'standard' } },
  ]);
});

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
  expect(addItem('new', { ...before, name: 'Chai', price: '0' }, draft)[0]).toMatchObject({
    do: 'add_item',
    id: 'new',
    category: 'drinks',
    name: 'Chai',
    price: inr(0),
    option_groups: ['size'],
  });
});

it('variants are added, edited, moved and removed one by one, and the dish needs no price of its own', () => {
  const [half, full] = [{ id: 'h', name: 'Half', texts: {}, price: '50' }, { id: 'f', name: 'Full', texts: {}, price: '80' }];
  const sold = formOf({ ...lassi, variants: [half, full].map((one) => ({ ...one, price: inr(Number(one.price) * 100) })) }, 'drinks', draft);
  expect(sold.variants).toEqual([half, full]);
  const edit = (variants: typeof sold.variants) => editItem('lassi', sold, { ...sold, variants }, draft);
  expect(edit([half, { ...full, price: '80.00' }])).toEqual([]);
  expect(edit([full, { ...half, price: '55' }])).toEqual([
    { do: 'move_variant', item: 'lassi', id: 'f', after: null },
    { do: 'edit_variant', item: 'lassi', id: 'h', set: { price: inr(5500) }, expected: { price: inr(5000) } },
  ]);
  expect(edit([{ id: 'q', name: 'Quarter\u200b', texts: {}, price: '30' }, full])).toEqual([
    { do: 'remove_variant', item: 'lassi', id: 'h' },
    { do: 'add_variant', item: 'lassi', id: 'q', after: null, name: 'Quarter', price: inr(3000) },
  ]);
  expect(addItem('new', { ...before, price: '', variants: [half] }, draft)).toMatchObject([
    { do: 'add_item', price: inr(5000) },
    { do: 'add_variant', item: 'new', id: 'h', after: null },
  ]);
  expect(faultsOf({ ...before, price: '', variants: [half, { ...half, id: 'x', price: 'a' }, { id: 'y', name: ' ', texts: {}, price: '' }] }, draft)).toEqual({
    variants: [{}, { name: 'twice', price: 'unreadable' }, { name: 'missing', price: 'missing' }],
  });
});

it('what a dish says otherwise of a choice is a command for the limits and one for each option', () => {
  const own = before.overrides.size;
  expect(own).toEqual({ min: '', max: '', free: '', prices: { large: '' }, without: [] });
  const edit = (size: NonNullable<typeof own>) => editItem('lassi', before, { ...before, overrides: { ...before.overrides, size } }, draft);
  expect(edit({ min: '0', max: ' ', free: '', prices: { large: '25' }, without: [] })).toEqual([
    { do: 'override_group', item: 'lassi', group: 'size', set: { min: 0 }, expected: { min: null } },
    { do: 'override_option', item: 'lassi', group: 'size', option: 'large', set: { price: inr(2500) }, expected: { price: null } },
  ]);
  const said = formOf({ ...lassi, overrides: [{ group: 'size', max: 1, prices: { large: inr(2500) }, without: ['large'] }] }, 'drinks', draft);
  expect(editItem('lassi', said, { ...said, overrides: before.overrides }, draft)).toEqual([
    { do: 'override_group', item: 'lassi', group: 'size', set: { max: null }, expected: { max: 1 } },
    { do: 'override_option', item: 'lassi', group: 'size', option: 'large', set: { price: null, offered: true }, expected: { price: inr(2500), offered: false } },
  ]);
  // A choice that is newly offered says nothing before, and one that is not offered any more needs no words.
  expect(editItem('lassi', said, { ...said, groups: [] }, draft)).toEqual([{ do: 'detach_group', item: 'lassi', group: 'size' }]);
  const wrong = { min: '2', max: 'x', free: '', prices: { large: '1.005' }, without: [] };
  expect(faultsOf({ ...before, overrides: { size: wrong } }, draft).overrides).toEqual({
    size: { min: 'few', max: 'whole', prices: { large: 'decimals' } },
  });
  expect(faultsOf({ ...before, overrides: { size: { ...wrong, min: '1', max: '0', prices: {} } } }, draft).overrides?.size).toMatchObject({ max: 'range' });
});

it('a choice that lacks options is no fault of a dish that says nothing of it', () => {
  const [size, extras] = draft.option_groups;
  if (!size || !extras) throw new Error('no choices');
  const later: Draft = { ...draft, option_groups: [size, { ...extras, min: 1 }] };
  const form = { ...formOf(lassi, 'food', later), groups: ['extras'] };
  const own = form.overrides.extras;
  if (!own) throw new Error('nothing to say');
  expect(faultsOf(form, later)).toEqual({});
  expect(faultsOf({ ...form, overrides: { extras: { ...own, min: '1' } } }, later).overrides?.extras).toMatchObject({ min: 'few' });
  const without = { ...own, without: ['large'] };
  expect(faultsOf({ ...form, groups: ['size'], overrides: { size: without } }, later).overrides?.size).toMatchObject({ min: 'few' });
  // What is left out is not in the choice any more.
  expect(faultsOf({ ...form, overrides: { extras: without } }, later)).toEqual({});
});

it('an option that somebody else has just added can be left out, and offered again', () => {
  const edit = (was: readonly string[], shall: readonly string[]) => {
    const size = (without: readonly string[]) => ({ min: '', max: '', free: '', prices: { large: '' }, without });
    return editItem('lassi', { ...before, overrides: { size: size(was) } }, { ...before, overrides: { size: size(shall) } }, draft);
  };
  const command = { do: 'override_option', item: 'lassi', group: 'size', option: 'huge' };
  expect(edit([], ['huge'])).toEqual([{ ...command, set: { offered: false }, expected: { offered: true } }]);
  expect(edit(['huge'], [])).toEqual([{ ...command, set: { offered: true }, expected: { offered: false } }]);
});

it('the price of an option that is left out is not in sight: it is no fault, and stays as it was', () => {
  const size = { min: '0', max: '', free: '', prices: { large: '1.005' }, without: ['large'] };
  const form = { ...before, overrides: { size } };
  expect(faultsOf(form, draft)).toEqual({});
  expect(editItem('lassi', before, form, draft)).toMatchObject([
    { do: 'override_group', set: { min: 0 } },
    { do: 'override_option', set: { offered: false }, expected: { offered: true } },
  ]);
  expect(editItem('lassi', before, form, draft)[1]).not.toHaveProperty('set.price');
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
  const options = [{ id: 'small', name: 'Small', texts: {}, price: '0' }];
  expect(editGroup('size', was, { ...was, max: '2', options }, draft)).toEqual([
    { do: 'edit_group', id: 'size', set: { max: 2 }, expected: { max: 1 } },
    { do: 'remove_option', group: 'size', id: 'large' },
    { do: 'add_option', group: 'size', id: 'small', name: 'Small', price: inr(0) },
  ]);
  const dearer = { ...was, options: [{ id: 'large', name: 'Large', texts: {}, price: '25' }] };
  expect(editGroup('size', was, dearer, draft)).toEqual([
    {
      do: 'edit_option',
      group: 'size',
      id: 'large',
      set: { price: inr(2500) },
      expected: { price: inr(2000) },
    },
  ]);
  expect(editGroup('size', was, { ...was, free: '1' }, draft)).toMatchObject([{ set: { free: 1 }, expected: { free: 0 } }]);
  expect(editGroup('new', null, dearer, draft).map((command) => command.do)).toEqual(['add_group', 'add_option']);
});

it('what nobody sees is not sent, and a name of nothing visible is none', () => {
  const hidden = '\u202eChai\u202c';
  expect(addItem('new', { ...before, name: hidden, description: 'with\u200b milk' }, draft)[0]).toMatchObject({ name: 'Chai', description: 'with milk' });
  expect(faultsOf({ ...before, name: '\u200b' }, draft)).toEqual({ name: 'missing' });
  const group = groupFormOf(draft.option_groups[0], draft);
  const options = [{ id: 'new', name: hidden, texts: {}, price: '10' }];
  expect(editGroup('size', group, { ...group, name: hidden, options: [...group.options, ...options] }, draft)).toMatchObject([
    { do: 'edit_group', set: { name: 'Chai' } },
    { do: 'add_option', name: 'Chai' },
  ]);
});
