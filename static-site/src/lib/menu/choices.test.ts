import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuItem, OptionGroup } from '$api/types';
import cases from '../../../../shared/domain/src/free-choices.json';
import variantCases from '../../../../shared/domain/src/variant-prices.json';
import { charged } from './charged';
import { type Choices, countIn, isRadio, unfit, toggle, unitPrice } from './choices';
import { extra, furtherPrice, included } from './extras';
import { fitsVariant, fullName } from './variant';

const group = (id: string, min: number, max: number, size: number): OptionGroup => ({
  id,
  name: id,
  min,
  max,
  options: Array.from({ length: size }, (_, n) => ({
    id: `${id}-${n}`,
    name: `${n}`,
    price: { minor: n * 100, currency: 'INR' },
  })),
});
const dish = (...groups: OptionGroup[]) =>
  ({ price: { minor: 10_000, currency: 'INR' }, option_groups: groups }) as unknown as MenuItem;
const none: Choices = new Set();

describe('choosing options', () => {
  it('replaces in a group of which one is taken', () => {
    const size = group('size', 1, 1, 3);
    expect([...toggle(size, toggle(size, none, 'size-0'), 'size-2')]).toEqual(['size-2']);
  });

  it('lets a radio go only where nothing is required', () => {
    const [required, free] = [group('a', 1, 1, 2), group('b', 0, 1, 2)];
    expect(toggle(required, new Set(['a-0']), 'a-0').size).toBe(1);
    expect(toggle(free, new Set(['b-0']), 'b-0').size).toBe(0);
  });

  it('names the first group that still wants a choice', () => {
    const item = dish(group('a', 0, 1, 2), group('b', 2, 3, 4), group('c', 1, 1, 2));
    expect(unfit(item, new Set(['b-0']))?.id).toBe('b');
    expect(unfit(item, new Set(['b-0', 'b-1']))?.id).toBe('c');
    expect(unfit(item, new Set(['b-0', 'b-1', 'c-1']))).toBeUndefined();
  });

  it.each(cases)('as the server reckons: $says', ({ base, groups, chosen, options, unit }) => {
    const inr = (minor: number) => ({ minor, currency: 'INR' });
    const made = groups.map(
      ({ id, max, free, prices }): OptionGroup => ({
        ...{ id, name: id, min: 0, max, free },
        options: prices.map((price, n) => ({ id: `${id}-${n}`, name: `${n}`, price: inr(price) })),
      }),
    );
    const item = { ...dish(...made), price: inr(base) };
    const choices: Choices = new Set(chosen);
    expect(made.flatMap((one) => charged(one, choices)).map(({ price }) => price.minor)).toEqual(options);
    expect(unitPrice(item, choices).minor).toBe(unit);
  });

  it.each(variantCases)('with variants and what a dish says otherwise, as the server reckons: $says', (one) => {
    const inr = (minor: number) => ({ minor, currency: 'INR' });
    const { item, offered, variant, unit } = one;
    const group: OptionGroup = { ...offered, options: offered.options.map((option) => ({ ...option, price: inr(option.price) })) };
    const variants = 'variants' in item ? { variants: item.variants.map((each) => ({ ...each, price: inr(each.price) })) } : {};
    const made = { ...dish(group), ...variants, price: inr(item.price) };
    const choices: Choices = new Set(one.chosen);
    // What is not offered cannot be tapped.
    const known = one.chosen.every((id) => group.options.some((option) => option.id === id));
    const fits = known && fitsVariant(made, variant) && !unfit(made, choices);
    expect(fits ? unitPrice(made, choices, variant).minor : null).toBe(unit);
  });

  it('a dish is called by its variant', () => {
    const tikka = { ...dish(), name: 'Tikka', variants: [{ id: 'h', name: 'Half', price: { minor: 1, currency: 'INR' } }] };
    expect(['h', 'gone', null].map((id) => fullName(tikka, id))).toEqual(['Tikka, Half', 'Tikka', 'Tikka']);
  });

  it('tells of each option what it costs now or would add', () => {
    const sauces: OptionGroup = { ...group('s', 0, 3, 4), free: 1 };
    const told = (...chosen: string[]) => sauces.options.map((option) => extra(sauces, new Set(chosen), option).minor);
    expect(told()).toEqual([0, 0, 0, 0]);
    expect(told('s-2')).toEqual([0, 200, 0, 300]);
    expect(told('s-1', 's-2')).toEqual([0, 0, 200, 300]);
    const radio: OptionGroup = { ...group('r', 1, 1, 3), free: 1 };
    expect(radio.options.map((option) => extra(radio, new Set(['r-0']), option).minor)).toEqual([0, 0, 0]);
    expect([included(sauces), included(group('n', 0, 1, 1)), furtherPrice(sauces)]).toEqual([1, 0, null]);
  });

  it('adds what the options cost', () => {
    expect(unitPrice(dish(group('a', 0, 3, 4)), new Set(['a-1', 'a-3'])).minor).toBe(10_400);
  });

  it('never goes over a maximum nor, once reached, under a required one', () => {
    const rules = fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(rules, fc.array(fc.nat(5), { maxLength: 30 }), ([low, max], taps) => {
        const one = group('g', Math.min(low, max), max, 6);
        let choices = none;
        for (const tap of taps) {
          choices = toggle(one, choices, `g-${tap}`);
          expect(countIn(one, choices)).toBeLessThanOrEqual(max);
          if (isRadio(one) && one.min === 1) expect(countIn(one, choices)).toBe(1);
        }
      }),
    );
  });
});
