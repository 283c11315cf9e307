import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuItem, OptionGroup } from '$api/types';
import { type Choices, countIn, isRadio, unfit, toggle, unitPrice } from './choices';

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
