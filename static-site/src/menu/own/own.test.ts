import { describe, expect, it } from 'vitest';
import type { DraftItem, OwnItem, OwnMenu, OwnPrice } from '$api/types';
import { ownMenu as text } from '$lib/text/own-menu';
import { changesOf, exchanged, givesAway, groupsOf, missingOf, priceName, priceWords, readFactor, shownOf, typedOf, whyNot } from './own';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const eur = (minor: number) => ({ minor, currency: 'EUR' });

const price = (id: string, brand: number, more: Partial<OwnPrice> = {}): OwnPrice => ({
  which: { of: 'item', item_id: id },
  name: id,
  brand: inr(brand),
  missing: false,
  ...more,
});
const item = (id: string, prices: OwnPrice[], hidden = false): OwnItem => ({ id, name: id, hidden, offered: true, prices });
const menu = (more: Partial<OwnMenu> = {}): OwnMenu => ({
  version: 1,
  menu_version: 1,
  branch: 'Harbour',
  brand: 'The Lanes',
  has_others: true,
  currency: 'EUR',
  currency_digits: 2,
  brand_currency: 'INR',
  brand_currency_digits: 2,
  categories: [
    {
      id: 'food',
      name: 'Food',
      hidden: false,
      items: [
        item('Crème', [price('Crème', 100, { own: eur(450) })]),
        item('Dosa', [price('Dosa', 12000, { missing: true })]),
        item('Chai', [price('Chai', 2000, { own: eur(90) })], true),
      ],
    },
    { id: 'drinks', name: 'Drinks', hidden: true, items: [item('Water', [price('Water', 0)])] },
  ],
  option_groups: [
    { id: 'size', name: 'Size', prices: [price('Regular', 0), price('Large', 4000, { missing: true })] },
    { id: 'spice', name: 'Spice', prices: [price('Mild', 0)] },
  ],
  stations: [],
  ...more,
});

const names = (view: OwnMenu, words: string, show: 'all' | 'own' | 'missing') =>
  shownOf(view, words, show).flatMap(({ items }) => items.map(({ name }) => name));

describe('what is in sight', () => {
  it.each([
    ['', 'all', ['Crème', 'Dosa', 'Chai', 'Water']],
    ['creme', 'all', ['Crème']],
    ['', 'own', ['Crème', 'Chai', 'Water']],
    ['', 'missing', ['Dosa']],
    ['soup', 'all', []],
  ] as const)('%s, %s', (words, show, found) => {
    expect(names(menu(), words, show)).toEqual(found);
  });

  it('leaves out choices that cost nothing', () => {
    expect(groupsOf(menu(), '', 'all').map(({ id }) => id)).toEqual(['size']);
    expect(groupsOf(menu(), '', 'own')).toEqual([]);
  });

  it('names whatever has no price', () => {
    expect(missingOf(menu()).map(({ name }) => name)).toEqual(['Dosa', 'Large']);
  });
});

it('says whose price it is', () => {
  expect(priceWords(price('Dosa', 42000))).toBe('Brand’s price ₹420');
  expect(priceWords(price('Dosa', 42000, { own: inr(45000) }))).toBe('Own price ₹450, brand’s ₹420');
  expect(priceWords(price('Dosa', 42000, { missing: true }))).toBe('No price here, brand’s ₹420');
});

it('names what is added for a choice of a combo by its part', () => {
  expect(priceName(price('Dosa', 42000))).toBe('Dosa');
  expect(priceName(price('Naan', 500, { part: 'Bread' }))).toBe(text.price.extra('Naan', 'Bread'));
});

describe('what was typed', () => {
  const prices = [price('a', 100, { own: eur(450) }), price('b', 200), price('c', 300, { own: eur(75) })];

  it('stands as it was set', () => expect(typedOf(prices, 2)).toEqual(['4.50', '', '0.75']));

  it('becomes the changes that it makes, and no more', () => {
    const { changes, faults } = changesOf(prices, ['4,50', '2.5', ' '], menu());
    expect(faults).toEqual({});
    expect(changes).toEqual([
      { do: 'set_price', which: prices[1]?.which, price: eur(250) },
      { do: 'remove_price', which: prices[2]?.which },
    ]);
  });

  it('is refused by its place', () => {
    expect(changesOf(prices, ['4.505', 'x', '0.75'], menu())).toEqual({ changes: [], faults: { 0: 'decimals', 1: 'unreadable' } });
  });
});

it('reads a factor with a point or a comma, and nothing else', () => {
  expect(['0.011', ' 1,5 ', '12'].map(readFactor)).toEqual(['0.011', '1.5', '12']);
  for (const bad of ['', '0', '0.000', '-1', '1e3', '1.2.3', 'x', '1234567890']) expect(readFactor(bad)).toBeNull();
});

it('makes the price that the server will make', () => {
  // As in the server's own test of it.
  expect(exchanged(inr(42000), 2, '0.011', eur(1), 2)).toEqual(eur(462));
  expect(exchanged(inr(42500), 2, '0.01', eur(50), 2)).toEqual(eur(450));
  expect(exchanged(inr(42499), 2, '0.01', eur(50), 2)).toEqual(eur(400));
  expect(exchanged(inr(42000), 2, '1.8', { minor: 10, currency: 'JPY' }, 0).minor).toBe(760);
  expect(exchanged(inr(1), 2, '0.000000001', eur(1), 2)).toEqual(eur(1));
});

describe('why guests of the branch do not see a dish', () => {
  const there = (id: string, prices = [price(id, 100, { own: eur(90) })]): OwnItem => item(id, prices);
  const gone = (id: string, prices?: OwnPrice[]): OwnItem => ({ ...there(id, prices), offered: false });
  const view = (items: OwnItem[], more: Partial<OwnMenu> = {}) => menu({ categories: [{ id: 'all', name: 'All', hidden: false, items }], option_groups: [], ...more });
  type Part = [name: string, ...choices: [id: string, surcharge?: number][]];
  const made = (...parts: Part[]) => {
    const of = ([name, ...choices]: Part) => ({ id: name, name, count: 1, choices: choices.map(([item_id, extra]) => ({ item_id, ...(extra && { surcharge: inr(extra) }) })) });
    return { ...(parts.length > 0 && { parts: parts.map(of) }) } as unknown as DraftItem;
  };
  const extra = (part: string, choice: string, missing: boolean) =>
    price(choice, 500, { which: { of: 'surcharge', item_id: 'Thali', part_id: part, choice_id: choice }, part, ...(missing ? { missing } : { own: eur(50) }) });
  const why = (of: OwnItem, draft: DraftItem | null, others: OwnItem[] = [], more: Partial<OwnMenu> = {}) => {
    const menu = view([of, ...others], more);
    const [category] = menu.categories;
    return category && whyNot(of, category, draft, menu);
  };

  it('is that it, or what has to be chosen with it, has no price here', () => {
    expect(why(gone('Dosa', [price('Dosa', 100, { missing: true })]), made())).toBe(text.why.price('EUR'));
    const option = price('Large', 100, { which: { of: 'option_of_item', item_id: 'Dosa', group_id: 'size', option_id: 'large' }, missing: true });
    expect(why(gone('Dosa', [price('Dosa', 100, { own: eur(90) }), option]), made())).toBe(text.why.choice('EUR'));
  });

  it('is said of nothing that is offered as it is, or that somebody took away', () => {
    expect(why(there('Dosa'), made())).toBe('');
    expect(why({ ...gone('Dosa', [price('Dosa', 100, { missing: true })]), hidden: true }, made())).toBe('');
    expect(why(there('Dosa'), null)).toBe('');
  });

  it('is of a combo a part of which nothing is left', () => {
    const others = [there('Dal'), gone('Naan'), there('Rice')];
    expect(why(gone('Thali'), made(['Main', ['Dal']], ['Bread', ['Naan']]), others)).toBe(text.why.part('Bread'));
    const parts = made(['Main', ['Dal']], ['Side', ['Rice', 500], ['Naan']]);
    expect(why(gone('Thali', [price('Thali', 100, { own: eur(90) }), extra('Side', 'Rice', true)]), parts, others)).toBe(text.why.partExtra('Side', 'EUR'));
  });

  it('is of a combo that is offered what of it costs extra', () => {
    const others = [there('Dal'), there('Rice'), there('Kebab')];
    const parts = made(['Main', ['Dal'], ['Kebab', 500]], ['Side', ['Rice'], ['Kebab', 300]]);
    const thali = (...extras: OwnPrice[]) => there('Thali', [price('Thali', 100, { own: eur(90) }), ...extras]);
    expect(why(thali(extra('Main', 'Kebab', true), extra('Side', 'Kebab', true)), parts, others)).toBe(text.why.extra('Kebab', 'EUR'));
    // With a price here it is offered, and what has none in another part of it is still told.
    expect(why(thali(extra('Main', 'Kebab', false), extra('Side', 'Kebab', true)), parts, others)).toBe(text.why.extra('Kebab', 'EUR'));
    expect(why(thali(extra('Main', 'Kebab', false), extra('Side', 'Kebab', false)), parts, others)).toBe('');
  });
});

it('a dish that costs nothing here is given away, unless it costs nothing elsewhere or did so before', () => {
  const away = (prices: OwnPrice[], typed: string[]) => givesAway(prices, changesOf(prices, typed, menu()).changes);
  expect(away([price('Dosa', 12000)], ['0'])).toBe(true);
  expect(away([price('Dosa', 12000)], ['0.50'])).toBe(false);
  expect(away([price('Dosa', 12000)], [''])).toBe(false);
  expect(away([price('Water', 0)], ['0'])).toBe(false);
  expect(away([price('Dosa', 12000, { own: eur(0) })], ['0'])).toBe(false);
  const extra = price('Ghee', 500, { which: { of: 'option', group_id: 'extras', option_id: 'ghee' } });
  expect(away([extra], ['0'])).toBe(false);
});
