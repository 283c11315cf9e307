import { describe, expect, it } from 'vitest';
import type { Draft, DraftItem, DraftPriceList } from '$api/types';
import { editPriceList, listWords, pricedOf, priceListFaults, priceListForm } from './price-list-form';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const dish = (id: string, more: Partial<DraftItem> = {}): DraftItem => ({
  id,
  name: id,
  price: inr(8000),
  tax_class: 'standard',
  diet: 'veg',
  allergens: [],
  prep_minutes: 5,
  available: true,
  option_groups: [],
  priced: 'fixed',
  ...more,
});
const happy: DraftPriceList = {
  id: 'h',
  name: 'Happy hour',
  channels: ['dine_in'],
  times: [{ day: 'friday', opens: '17:00', closes: '19:00' }],
  percent: { basis_points: -1250, round_to: 500 },
  prices: [{ item: 'lassi', variant: 'half', price: inr(3000) }],
};
const draft = {
  currency: 'INR',
  currency_digits: 2,
  categories: [
    {
      id: 'drinks',
      name: 'Drinks',
      items: [
        dish('lassi', { variants: [{ id: 'half', name: 'Half', price: inr(5000) }] }),
        dish('chai'),
        dish('fish', { priced: 'market' }),
      ],
    },
  ],
  price_lists: [happy],
} as unknown as Draft;

describe('a price list', () => {
  it('is typed as it stands, and what was not touched is not sent', () => {
    const form = priceListForm(happy, draft);
    expect(form).toMatchObject({ way: 'off', percent: '12.5', unit: '5', all: true, own: { 'lassi half': '30' } });
    expect(editPriceList('h', form, form, draft)).toEqual([]);
  });

  it('is made by one command, and a command for each price of its own', () => {
    const form = { ...priceListForm(undefined, draft), name: ' Delivery ', channels: ['delivery', 'pickup'], way: 'on' as const, percent: '10', unit: '1', own: { chai: '90' } };
    expect(priceListFaults(form, draft)).toEqual({});
    expect(editPriceList('d', null, form, draft)).toEqual([
      { do: 'add_price_list', id: 'd', name: 'Delivery', channels: ['pickup', 'delivery'], times: [], percent: { basis_points: 1000, round_to: 100 } },
      { do: 'set_list_price', list: 'd', item: 'chai', set: { price: inr(9000) }, expected: { price: null } },
    ]);
  });

  it('sends what changed with what stood there', () => {
    const before = priceListForm(happy, draft);
    const after = { ...before, way: 'none' as const, own: { 'lassi half': '' } };
    expect(editPriceList('h', before, after, draft)).toEqual([
      { do: 'edit_price_list', id: 'h', set: { percent: null }, expected: { percent: happy.percent } },
      { do: 'set_list_price', list: 'h', item: 'lassi', variant: 'half', set: { price: null }, expected: { price: inr(3000) } },
    ]);
  });

  it.each([
    [{ name: ' ' }, { name: 'missing' }],
    [{ channels: [] }, { channels: 'missing' }],
    [{ percent: '100.5' }, { percent: 'wrong' }],
    [{ percent: '100' }, {}],
    [{ percent: '0' }, { percent: 'wrong' }],
    [{ percent: '12,5 %' }, {}],
    [{ way: 'on', percent: '200' }, {}],
    [{ unit: '0' }, { unit: 'wrong' }],
    [{ way: 'none', percent: '', unit: '' }, {}],
    [{ all: false }, { categories: 'none' }],
    [{ own: { chai: 'x' } }, { own: { chai: 'unreadable' } }],
  ])('with %o is wrong: %o', (other, faults) => {
    expect(priceListFaults({ ...priceListForm(happy, draft), ...(other as object) }, draft)).toEqual(faults);
  });

  it('prices what the menu prices, variant by variant', () => {
    expect(pricedOf(draft).map(({ key, name }) => [key, name])).toEqual([
      ['lassi half', 'lassi, Half'],
      ['chai', 'chai'],
    ]);
  });

  it('is said in one line', () => {
    expect(listWords(happy)).toMatch(/^at tables · Fri 5:00\s?pm to 7:00\s?pm · 12.5 % off, 1 price of its own$/iu);
    expect(listWords({ ...happy, times: [], percent: null, prices: [] })).toBe('at tables · at any time · changes nothing yet');
  });
});
