import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CartLine, Menu, Order } from '$api/types';
import { showLanguage } from '$lib/text/language.svelte';
import { english, languages } from '$lib/text/languages';
import { named, namedOrder } from './cart/named';
import { Memory } from './storage';
import { TableView } from './table.svelte';
import { tagsOf } from './told';
import { langOf } from '$lib/menu/langs';
import { inTongue, namesOf } from './tongue';

const hindi = languages.find(({ code }) => code === 'hi') ?? english;
afterEach(() => {
  showLanguage({ language: english, catalogues: {} });
  vi.unstubAllGlobals();
  localStorage.clear();
});

const menu = {
  language: 'en',
  languages: ['ar', 'hi'],
  price_lists: [{ id: 'happy', name: 'Happy hour', texts: { hi: { name: 'खुशी' } } }],
  categories: [
    {
      id: 'food',
      name: 'Food',
      description: 'All day',
      texts: { hi: { name: 'खाना' }, ar: { name: 'طعام', description: 'طوال اليوم' } },
      items: [
        {
          id: 'dosa',
          name: 'Dosa',
          texts: { hi: { name: 'डोसा', description: 'कुरकुरा' } },
          variants: [{ id: 'half', name: 'Half', texts: { hi: { name: 'आधा' } } }, { id: 'full', name: 'Full' }],
          option_groups: [{ id: 'extras', name: 'Extras', options: [{ id: 'ghee', name: 'Ghee', texts: { hi: { name: 'घी' } } }, { id: 'podi', name: 'Podi' }] }],
        },
        { id: 'tea', name: 'Tea', description: 'Hot', option_groups: [] },
        { id: 'thali', name: 'Thali', option_groups: [], texts: { hi: { name: 'थाली' } }, parts: [{ id: 'main', name: 'Main', texts: { hi: { name: 'मुख्य' } } }] },
      ],
    },
  ],
} as unknown as Menu;

/** All names, and the descriptions, as they stand in a menu. */
function words(said: Menu): unknown[] {
  const [food] = said.categories;
  const [dosa, tea, thali] = food?.items ?? [];
  const [extras] = dosa?.option_groups ?? [];
  return [food?.name, food?.description, dosa?.name, dosa?.description, ...(dosa?.variants ?? []).map(({ name }) => name), extras?.name, extras?.options[0]?.name, tea?.name, thali?.parts?.[0]?.name, said.price_lists?.[0]?.name];
}

describe('a menu', () => {
  it('is said in the guest\u2019s language, and in its own where nobody has said it', () => {
    showLanguage({ language: hindi, catalogues: {} });
    const said = inTongue(menu, ['hi-IN', 'en']);
    expect(words(said)).toEqual(['खाना', 'All day', 'डोसा', 'कुरकुरा', 'आधा', 'Full', 'Extras', 'घी', 'Tea', 'मुख्य', 'खुशी']);
    const [food] = said.categories;
    const [dosa, tea] = food?.items ?? [];
    // What is in another language than the page says so.
    expect([langOf(food as object), langOf(food as object, 'description'), langOf(dosa as object), langOf(tea as object)]).toEqual([undefined, 'en', undefined, 'en']);
    // And it is found by what the menu itself calls it.
    expect([namesOf(dosa as never), namesOf(food as never)].map((all) => all.includes('Dosa') || all.includes('Food'))).toEqual([true, true]);
  });

  it('is in the first language that it has, which the page may have no words in', () => {
    const said = inTongue(menu, ['fr', 'ar-EG', 'en']);
    expect(words(said).slice(0, 3)).toEqual(['طعام', 'طوال اليوم', 'Dosa']);
    expect([langOf(said.categories[0] as object), langOf(said.categories[0]?.items[0] as object)]).toEqual(['ar', undefined]);
  });

  it.each([[['en-US']], [['en', 'hi']], [['fr']], [[]]])('stays the same object for who reads %j', (wishes) => {
    expect(inTongue(menu, wishes)).toBe(menu);
  });

  it('in its own language bears that on a page in another', () => {
    showLanguage({ language: hindi, catalogues: {} });
    const { languages: _, ...plain } = { ...menu, categories: [{ id: 'c', name: 'Food', items: [] }] };
    const said = inTongue(plain as unknown as Menu, ['hi']);
    expect([said.categories[0]?.name, langOf(said.categories[0] as object)]).toEqual(['Food', 'en']);
  });
});

it('the menu of a table follows the choice of a language', () => {
  vi.stubGlobal('navigator', { languages: ['en-IN'] });
  const memory = new Memory();
  const table = new TableView('TABLE', memory);
  table.menu = menu;
  expect(table.menu).toBe(menu);
  memory.write('language', 'ar');
  // The page's own words stay English, for which the same is shown anew.
  showLanguage({ language: english, catalogues: {} });
  expect(table.menu?.categories[0]?.name).toBe('طعام');
  expect(table.items.get('dosa')?.name).toBe('Dosa');
  memory.write('language', 'hi');
  showLanguage({ language: hindi, catalogues: {} });
  expect([table.items.get('dosa')?.name, table.places.get('dosa')?.[0]]).toEqual(['डोसा', expect.stringContaining('Food')]);
});

it('a menu of an earlier release, kept for a time without network, is shown as it is', () => {
  const { language: _, languages: __, ...kept } = menu;
  expect(tagsOf(kept as Menu)).toEqual(['en']);
  expect(inTongue(kept as Menu, ['hi'])).toBe(kept);
});

describe('what was chosen', () => {
  const line = { id: 'l', item_id: 'dosa', variant_id: 'half', name: 'Dosa, Half', options: [{ id: 'ghee', group_id: 'extras', name: 'Ghee' }, { id: 'podi', group_id: 'extras', name: 'Podi' }] } as unknown as CartLine;
  const combo = { id: 'm', item_id: 'thali', name: 'Thali', options: [], parts: [{ part_id: 'main', part: 'Main', item_id: 'dosa', variant_id: 'full', name: 'Dosa, Full', options: [] }] } as unknown as CartLine;
  function tableIn(...wishes: string[]) {
    const said = inTongue(menu, wishes);
    return { menu: said, items: new Map(said.categories.flatMap(({ items }) => items.map((item) => [item.id, item]))) };
  }

  it('keep the size that is sold no more, which the copy alone names', () => {
    const gone = { ...line, variant_id: 'quarter', name: 'Dosa, Quarter' };
    expect(named(gone, tableIn('hi')).name).toBe('Dosa, Quarter');
    const [order] = namedOrder({ lines: [gone] } as unknown as Order, tableIn('hi')).lines;
    expect(order?.name).toBe('Dosa, Quarter');
  });

  it('is called as the guest\u2019s menu calls it, in the cart', () => {
    const hi = named(line, tableIn('hi'));
    expect([hi.name, ...hi.options.map(({ name }) => name)]).toEqual(['डोसा, आधा', 'घी', 'Podi']);
    const meal = named(combo, tableIn('hi'));
    expect([meal.name, meal.parts?.[0]?.part, meal.parts?.[0]?.name]).toEqual(['थाली', 'मुख्य', 'डोसा, Full']);
  });

  it('and in what was ordered', () => {
    const part = { ...line, combo: { line_id: 'm', item_id: 'thali', name: 'Thali', part_id: 'main', part: 'Main' } };
    const [own] = namedOrder({ lines: [part] } as unknown as Order, tableIn('hi')).lines;
    expect([own?.name, own?.combo?.name, own?.combo?.part]).toEqual(['डोसा, आधा', 'थाली', 'मुख्य']);
  });

  it('keeps the name that it was ordered by in the menu\u2019s own language, and when it is off the menu', () => {
    const renamed = { ...line, name: 'Old Dosa' };
    expect(named(renamed, tableIn('en')).name).toBe('Old Dosa');
    expect(named({ ...line, item_id: 'gone' }, tableIn('hi')).name).toBe('Dosa, Half');
    expect(named({ ...line, item_id: 'tea', name: 'Chai' }, tableIn('hi')).name).toBe('Chai');
  });
});
