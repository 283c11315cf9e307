import { expect, it } from 'vitest';
import type { TaxesView, TaxRules } from '$api/types';
import { draftOf, mistakes, number, plannedOf, preset, rateOf, rulesOn, same, says, tax, units, wishOf, wishOfRules, worked } from './draft';

const gst: TaxRules = {
  from: '2026-11-20',
  prices_include_tax: false,
  classes: [
    { class: 'alcohol', taxes: [{ name: 'VAT', rate_bp: 2000 }] },
    { class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] },
  ],
  service_charge_taxed: true,
  round_to: { minor: 100, currency: 'INR' },
};

const view = (rules: TaxRules[] = [gst]): TaxesView => ({
  today: '2026-11-30',
  rules,
  registrations: [{ name: 'GSTIN', number: '29ABCDE1234F1ZW' }],
  menu_classes: ['standard'],
  currency: 'INR',
  currency_digits: 2,
  version: 3,
});

it('what was read is sent as it was, the standard class first', () => {
  const draft = draftOf(view());
  expect(draft.classes.map(({ name }) => name)).toEqual(['standard', 'alcohol']);
  const { from: _, ...said } = gst;
  expect(wishOf(draft, view())).toEqual({ ...said, classes: [...gst.classes].reverse(), registrations: view().registrations });
});

it('rules count from their day on', () => {
  const later = { ...gst, from: '2027-04-01', prices_include_tax: true };
  const both = view([gst, later]);
  expect(rulesOn(both, '2026-11-19')).toBeUndefined();
  expect(rulesOn(both, '2027-03-31')).toBe(gst);
  expect(rulesOn(both, '2027-04-01')).toBe(later);
  expect(draftOf(both).include).toBe(false);
  expect(wishOfRules(undefined, both, '2027-04-01')).toMatchObject({ from: '2027-04-01', prices_include_tax: true, classes: [] });
});

it('a branch that said nothing begins with a preset', () => {
  const empty = { ...view([]), registrations: [] };
  const draft = draftOf(empty);
  expect(wishOf(draft, empty)).toEqual({ prices_include_tax: true, classes: [], service_charge_taxed: false, registrations: [] });
  preset(draft, 'gst', 2);
  expect(wishOf(draft, empty)).toMatchObject({
    prices_include_tax: false,
    classes: [{ class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] }],
    round_to: { minor: 100, currency: 'INR' },
    // Those that nobody filled in are left out.
    registrations: [{ name: 'SAC', number: '996331' }],
  });
  preset(draft, 'vat', 2);
  expect(wishOf(draft, empty).prices_include_tax).toBe(true);
  preset(draft, 'none', 2);
  expect(wishOf(draft, empty).classes).toEqual([]);
});

it('a rate is a percentage with two decimals, however it is typed', () => {
  for (const [typed, rate] of [['2.5', 250], ['2,5 %', 250], ['0', 0], ['१८', 1800], ['100', 10_000], ['20%', 2000]] as const) {
    expect(rateOf(typed), typed).toBe(rate);
  }
  for (const typed of ['', 'five', '100.01', '2.555', '-1']) expect(rateOf(typed), typed).toBeUndefined();
});

it('what no bill can be made by is told at its field', () => {
  const draft = draftOf(view([]));
  const [one, two, three] = [tax('VAT', '60'), tax('VAT', '50'), tax(' ', 'x')];
  draft.classes = [{ name: 'standard', taxes: [one, two, three] }];
  const [unnamed, left] = [number('', '1'), number('FSSAI', ' ')];
  const [mistyped, right, short, free] = [number('gstin', '29ABCDE1234F1Z5'), number('GSTIN', '27 aapfu0939f1zv'), number('FSSAI', '123'), number('VAT', 'DE 1')];
  draft.numbers = [unnamed, left, mistyped, right, short, free];
  const found = mistakes(draft);
  expect(found.get(one.key)).toBeUndefined();
  expect(found.get(two.key)).toEqual({ name: 'twice', rate: 'sum' });
  expect(found.get(three.key)).toEqual({ name: 'name', rate: 'rate' });
  expect(found.get(unnamed.key)).toEqual({ name: 'name' });
  for (const good of [left, right, free]) expect(found.get(good.key)).toBeUndefined();
  for (const bad of [mistyped, short]) expect(found.get(bad.key)).toEqual({ number: 'form' });
});

it('a dish is worked out as the bill would', () => {
  const draft = draftOf(view());
  const price = { minor: 151_900, currency: 'INR' };
  const amounts = () => {
    const { before, taxes, toPay } = worked(draft, price);
    return [before.minor, ...taxes.map(({ amount }) => amount.minor), toPay.minor];
  };
  expect(amounts()).toEqual([151_900, 3_798, 3_798, 159_496]);
  draft.include = true;
  price.minor = 14_500;
  expect(amounts()).toEqual([13_810, 345, 345, 14_500]);
});

it('bills are rounded to what there are coins of', () => {
  expect(units(2)).toEqual([5, 10, 50, 100, 500, 1000]);
  expect(units(0)).toEqual([5, 10]);
});

it('two views are the same while the taxes are, whatever else of the branch changed', () => {
  expect(same(view(), { ...view(), version: 9, today: '2026-12-01', menu_classes: [] })).toBe(true);
  expect(same(view(), view([{ ...gst, classes: [...gst.classes].reverse() }]))).toBe(true);
  for (const rules of [[], [{ ...gst, from: '2026-11-21' }], [{ ...gst, service_charge_taxed: false }], [gst, { ...gst, from: '2027-04-01' }]]) {
    expect(same(view(), view(rules))).toBe(false);
  }
  expect(same(view(), { ...view(), registrations: [] })).toBe(false);
});

it('the taxes say what was wished once it counts on its day, and not before', () => {
  const wish = wishOf(draftOf(view()), view());
  expect(says(view(), wish)).toBe(true);
  expect(says(view([]), wish)).toBe(false);
  const later = { ...wish, from: '2027-04-01', prices_include_tax: true };
  expect(says(view(), later)).toBe(false);
  const planned = view([gst, { ...gst, from: '2027-04-01', prices_include_tax: true }]);
  expect(says(planned, later)).toBe(true);
  expect(plannedOf(planned).map(({ from }) => from)).toEqual(['2027-04-01']);
  expect(says(view(), { ...wish, registrations: [] })).toBe(false);
});
