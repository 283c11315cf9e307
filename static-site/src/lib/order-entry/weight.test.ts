import { describe, expect, it } from 'vitest';
import { costOf, readWeight, typedWeight, weighingOf, weightText } from './weight';

const kilo = weighingOf({ ask: 'per_kg' })!;
const pound = weighingOf({ ask: 'per_lb' })!;
const inr = (minor: number) => ({ price: { minor, currency: 'INR' } });

describe('a weight', () => {
  it.each([
    ['450', 450],
    [' 1,250 ', 1_250],
    ['४५०', 450],
    ['50000', 50_000],
    ['50001', 'large'],
    ['0', 'missing'],
    ['', 'missing'],
    // A scale shows it so; grams have no decimals, and nobody means a gram.
    ['0.450', 'decimals'],
    ['1.250', 'decimals'],
    ['-5', 'unreadable'],
    ['heavy', 'unreadable'],
  ])('of %j grams', (typed, amount) => {
    expect(readWeight(typed, kilo)).toEqual(typeof amount === 'number' ? { unit: 'g', amount } : amount);
  });

  it.each([
    ['0.45', 45],
    ['0,45', 45],
    ['1', 100],
    ['110', 11_000],
    ['110.01', 'large'],
    ['0.455', 'decimals'],
    ['1,250', 'large'],
  ])('of %j pounds', (typed, amount) => {
    expect(readWeight(typed, pound)).toEqual(typeof amount === 'number' ? { unit: 'hundredth_lb', amount } : amount);
  });

  it.each([
    [{ unit: 'g', amount: 450 }, '450', '0.450 kg'],
    [{ unit: 'g', amount: 1 }, '1', '0.001 kg'],
    [{ unit: 'hundredth_lb', amount: 125 }, '1.25', '1.25 lb'],
  ] as const)('%j is typed and said', (weight, typed, said) => {
    expect([typedWeight(weight), weightText(weight)]).toEqual([typed, said]);
  });

  // The same rows as of the server's own test.
  it.each([
    ['per_kg', 120_000, 450, 54_000],
    ['per_kg', 99_999, 1, 100],
    ['per_kg', 1_500, 1, 2],
    ['per_kg', 1_499, 1, 1],
    ['per_100g', 9_500, 1_250, 118_750],
    ['per_lb', 1_299, 45, 585],
    ['per_lb', 1_299, 11_000, 142_890],
  ] as const)('%s at %i: %i cost %i', (ask, price, amount, minor) => {
    const way = weighingOf({ ask })!;
    expect(costOf(inr(price), { unit: way.unit, amount }, way)).toEqual({ minor, currency: 'INR' });
  });

  it('is nothing of other dishes', () => {
    expect([weighingOf({ ask: 'market' }), weighingOf({})]).toEqual([undefined, undefined]);
  });
});
