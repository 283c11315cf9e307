import { describe, expect, it } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { missingIn, namedOf } from './languages';
import { editGroup, groupFormOf } from './group-form';
import { addItem, editItem, faultsOf, formOf } from './item-form';
import { changeWords } from './words';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const dosa = {
  id: 'dosa',
  name: 'Dosa',
  description: 'Crisp',
  texts: { hi: { name: 'डोसा', description: 'कुरकुरा' } },
  price: inr(12000),
  variants: [{ id: 'half', name: 'Half', price: inr(7000) }],
  parts: undefined,
  tax_class: 'standard',
  diet: 'veg',
  allergens: [],
  prep_minutes: 10,
  available: true,
  option_groups: [],
  priced: 'fixed',
} as unknown as DraftItem;
const thali = { ...dosa, id: 'thali', name: 'Thali', description: undefined, texts: undefined, variants: undefined, parts: [{ id: 'main', name: 'Main', count: 1, choices: [{ item_id: 'dosa', variant_id: 'half' }] }] } as unknown as DraftItem;
const size = { id: 'size', name: 'Size', min: 1, max: 1, options: [{ id: 'large', name: 'Large', price: inr(0) }] };
const draft = {
  language: 'en',
  languages: ['hi'],
  currency: 'INR',
  currency_digits: 2,
  stations: [],
  option_groups: [size],
  price_lists: [],
  categories: [{ id: 'food', name: 'Food', texts: { hi: { name: 'खाना' } }, items: [dosa, thali] }],
} as unknown as Draft;

const before = formOf(dosa, 'food', draft);
const edited = (more: object) => editItem('dosa', before, { ...before, ...more }, draft);

describe('the words of a dish', () => {
  it('in the menu\u2019s own language alone leave the others as they are', () => {
    expect(edited({ name: 'Masala Dosa' })).toEqual([{ do: 'edit_item', id: 'dosa', set: { name: 'Masala Dosa' }, expected: { name: 'Dosa' } }]);
    expect(edited({ texts: { hi: { name: ' डोसा ', description: 'कुरकुरा' } } })).toEqual([]);
  });

  it('in another language are set with all of them, each field by itself', () => {
    const texts = { hi: { name: 'डोसा', description: 'कुरकुरा' }, ar: { name: ' دوسا ', description: '' } };
    expect(edited({ texts })).toEqual([
      { do: 'edit_item', id: 'dosa', set: { name: { ar: 'دوسا', en: 'Dosa', hi: 'डोसा' } }, expected: { name: { en: 'Dosa', hi: 'डोसा' } } },
    ]);
    expect(edited({ texts: { hi: { name: 'डोसा', description: ' ' } } })).toEqual([
      { do: 'edit_item', id: 'dosa', set: { description: { en: 'Crisp' } }, expected: { description: { en: 'Crisp', hi: 'कुरकुरा' } } },
    ]);
  });

  it('of a variant, an option and a part as well', () => {
    const [half] = before.variants;
    const variants = [{ ...half, texts: { hi: { name: 'आधा', description: '' } } }];
    expect(edited({ variants })).toEqual([
      { do: 'edit_variant', item: 'dosa', id: 'half', set: { name: { en: 'Half', hi: 'आधा' } }, expected: { name: { en: 'Half' } } },
    ]);
    const was = groupFormOf(size, draft);
    const options = was.options.map((option) => ({ ...option, texts: { hi: { name: 'बड़ा', description: '' } } }));
    expect(editGroup('size', was, { ...was, texts: { ar: { name: 'حجم', description: '' } }, options }, draft)).toEqual([
      { do: 'edit_group', id: 'size', set: { name: { ar: 'حجم', en: 'Size' } }, expected: { name: { en: 'Size' } } },
      { do: 'edit_option', group: 'size', id: 'large', set: { name: { en: 'Large', hi: 'बड़ा' } }, expected: { name: { en: 'Large' } } },
    ]);
    const combo = formOf(thali, 'food', draft);
    const parts = combo.parts.map((part) => ({ ...part, texts: { hi: { name: 'मुख्य', description: '' } } }));
    const [command] = editItem('thali', combo, { ...combo, parts }, draft);
    expect(command).toMatchObject({ do: 'set_combo', set: { parts: [{ name: { en: 'Main', hi: 'मुख्य' } }] }, expected: { parts: [{ name: { en: 'Main' } }] } });
    expect(command && changeWords({ thing: 'item', name: 'Thali', command }, draft)).toEqual(['Name in Hindi of “Main”: none → मुख्य']);
  });

  it('of a new one are by language where it has several', () => {
    const fresh = { ...formOf(null, 'food', draft), name: 'Idli', price: '60', texts: { hi: { name: 'इडली', description: '' } } };
    expect(addItem('new', fresh, draft)).toMatchObject([{ name: { en: 'Idli', hi: 'इडली' }, description: '' }]);
    expect(addItem('new', { ...fresh, texts: { hi: { name: '', description: ' ' } } }, draft)).toMatchObject([{ name: 'Idli' }]);
  });

  it('are described in the menu\u2019s own language first', () => {
    expect(faultsOf({ ...before, description: ' ' }, draft)).toEqual({ description: 'missing' });
    expect(faultsOf({ ...before, description: '', texts: {} }, draft)).toEqual({});
  });
});

it('what is otherwise is said for each language', () => {
  const command = {
    do: 'edit_item',
    id: 'dosa',
    set: { name: { en: 'Masala Dosa', hi: 'डोसा', ar: 'دوسا' }, description: 'Very crisp' },
    expected: { name: { en: 'Dosa', hi: 'दोसा' }, description: 'Crisp' },
  } as const;
  expect(changeWords({ thing: 'item', name: 'Masala Dosa', command }, draft)).toEqual([
    'Name of “Dosa”: Dosa → Masala Dosa',
    'Name in Hindi of “Dosa”: दोसा → डोसा',
    'Name in Arabic of “Dosa”: none → دوسا',
    'Description of “Masala Dosa”: Crisp → Very crisp',
  ]);
  const menu = { do: 'set_language', language: 'hi' } as const;
  expect(changeWords({ thing: 'menu', name: '', command: menu }, draft)).toEqual(['The menu’s own language is Hindi']);
});

it('counts what has no name in a language yet, in the menu\u2019s order', () => {
  const all = namedOf(draft);
  expect(all.map(({ name }) => name)).toEqual(['Food', 'Dosa', 'Half', 'Thali', 'Main', 'Size', 'Large']);
  expect(missingIn('hi', all).map(({ thing, id, within }) => [thing, id, within?.item_id ?? within?.group_id])).toEqual([
    ['variant', 'half', 'dosa'],
    ['item', 'thali', undefined],
    ['part', 'main', 'thali'],
    ['group', 'size', undefined],
    ['option', 'large', 'size'],
  ]);
  expect(missingIn('ar', all)).toHaveLength(7);
});
