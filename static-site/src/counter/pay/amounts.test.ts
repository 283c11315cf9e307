import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bill, BillPayment } from '$api/types';
import { cashBack, press, quickCash, readEntry } from './amounts';
import { readPercent } from './percent';
import { upiLink } from '$lib/upi';

const inr = (minor: number) => ({ minor, currency: 'INR' });

describe('what somebody hands over', () => {
  it.each([
    [22_600, 2, [23_000, 25_000, 30_000, 50_000]],
    [20_750, 2, [21_000, 25_000, 30_000, 50_000]],
    [159_500, 2, [160_000, 200_000, 500_000]],
    [50_000, 2, [100_000]],
    [450, 2, [500, 1_000]],
    [5, 2, [100]],
    [3_250, 3, [4_000, 5_000, 10_000]],
    [12_480, 0, [12_500, 13_000, 15_000, 20_000]],
  ])('for %i with %i decimals', (minor, digits, wanted) => {
    const found = quickCash({ minor, currency: 'X' }, digits).map((one) => one.minor);
    expect(found).toEqual(wanted);
  });

  it('is more than what is due, and grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(0, 2, 3), (minor, digits) => {
        const found = quickCash(inr(minor), digits).map((one) => one.minor);
        expect(found.length).toBeLessThanOrEqual(4);
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        for (const one of found) expect(one).toBeGreaterThan(minor);
      }),
    );
  });
});

describe('what was entered', () => {
  const due = inr(22_600);
  it.each([
    ['nothing is the very sum', { method: 'cash', typed: '', tip: '' }, [22_600, 0, 0]],
    ['more cash gives change', { method: 'cash', typed: '500', tip: '' }, [22_600, 0, 27_400]],
    ['less cash is a part', { method: 'cash', typed: '100', tip: '' }, [10_000, 0, 0]],
    ['a tip comes off the change', { method: 'cash', typed: '500', tip: '20' }, [22_600, 2_000, 25_400]],
    ['a tip comes before a part', { method: 'cash', typed: '100', tip: '20' }, [8_000, 2_000, 0]],
    ['a card takes what is due', { method: 'card', typed: '', tip: '20' }, [22_600, 2_000, 0]],
    ['a card takes a part', { method: 'card', typed: '100.50', tip: '' }, [10_050, 0, 0]],
    ['no tip goes on an account', { method: 'due', typed: '', tip: '20' }, [22_600, 0, 0]],
  ] as const)('%s', (_, entry, [amount, tip, change]) => {
    expect(readEntry(entry, due, 2)).toMatchObject({ amount: inr(amount), tip: inr(tip), change: inr(change) });
  });

  it.each([
    [{ method: 'card', typed: '300', tip: '' }, 'over'],
    [{ method: 'card', typed: '0', tip: '' }, 'nothing'],
    [{ method: 'cash', typed: '10', tip: '20' }, 'nothing'],
    [{ method: 'cash', typed: '1.001', tip: '' }, 'decimals'],
  ] as const)('%j is wrong: %s', (entry, fault) => {
    expect(readEntry(entry, due, 2)).toBe(fault);
  });

  it.each([
    [1232, 5, '', [1232, 0]],
    [1232, 5, '12.30', [1232, 0]],
    [1232, 5, '20', [1232, 770]],
    [1233, 5, '12.35', [1233, 0]],
    [1233, 5, '12', [1200, 0]],
    [2, 5, '', [2, 0]],
  ] as const)('%i in coins of %i, handed over as “%s”', (minor, coin, typed, [amount, change]) => {
    expect(readEntry({ method: 'cash', typed, tip: '' }, inr(minor), 2, coin)).toMatchObject({ amount: inr(amount), change: inr(change) });
  });

  it('falls short where what is due is rounded up', () => {
    expect(readEntry({ method: 'cash', typed: '12.33', tip: '' }, inr(1233), 2, 5)).toBe('coins');
    expect(readEntry({ method: 'card', typed: '12.33', tip: '' }, inr(1233), 2, 5)).toMatchObject({ amount: inr(1233) });
  });

  it('adds up to what was handed over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 1e6 }), (minor, handed, tip) => {
        const typed = (of: number) => `${Math.floor(of / 100)}.${String(of % 100).padStart(2, '0')}`;
        const read = readEntry({ method: 'cash', typed: typed(handed), tip: typed(tip) }, inr(minor), 2);
        if (typeof read === 'string') {
          expect(handed - tip).toBeLessThanOrEqual(0);
          return;
        }
        expect(read.amount.minor + read.tip.minor + read.change.minor).toBe(handed);
        expect(read.amount.minor).toBeLessThanOrEqual(minor);
        expect(read.change.minor).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the pad', () => {
  const typed = (keys: string[], digits = 2) => keys.reduce((text, key) => press(text, key, digits), '');
  it.each([
    [['5', '0', '0'], 2, '500'],
    [['0', '0', '5'], 2, '5'],
    [['0', '.', '5'], 2, '0.5'],
    [['.', '5', '0', '9'], 2, '0.50'],
    [['1', '.', '.', '2'], 2, '1.2'],
    [['1', '.', '2'], 0, '12'],
    [['1', '2', 'back', '3'], 2, '13'],
    [['1', '00'], 0, '100'],
    [['back'], 2, ''],
    [Array.from({ length: 14 }, () => '9'), 2, '9999999999'],
  ])('%j', (keys, digits, wanted) => {
    expect(typed(keys, digits)).toBe(wanted);
  });
});

it.each([
  ['10', 1_000],
  ['12.5', 1_250],
  ['7,25 %', 725],
  ['100', 10_000],
  ['0', null],
  ['100.01', null],
  ['ten', null],
  ['', null],
])('%s percent', (typed, rate) => {
  expect(readPercent(typed)).toBe(rate);
});

describe('a UPI link', () => {
  const bill = { to: 'lakeroad@okbank', name: 'Lake Road & Söhne', reference: 'lane-c1.b1-3', note: 'Lake Road 2026-27/12', amount: inr(61_000) };
  it('says whom, what for and how much, in decimals', () => {
    const link = upiLink(bill, 2);
    expect(link).toBe(
      'upi://pay?pa=lakeroad@okbank&pn=Lake%20Road%20%26%20S%C3%B6hne&tr=lane-c1b1-3&tn=Lake%20Road%202026-27%2F12&am=610.00&cu=INR',
    );
    expect(upiLink({ ...bill, amount: inr(5) }, 2)).toContain('&am=0.05&');
  });
});

describe('what is counted out of a bill in coins of 5.00', () => {
  const cash = (minor: number, rounding = 0) => ({ method: 'cash', amount: inr(minor), cash_rounding: inr(rounding) }) as BillPayment & Bill['refunds'][number];
  const card = (minor: number) => ({ ...cash(minor), method: 'card' }) as BillPayment;
  it.each([
    ['what came by card', [card(22_600)], [], 4_600, 4_500],
    ['a part of the cash', [cash(22_600, -100)], [], 4_600, 4_500],
    ['all of the cash is the very cash that came', [cash(22_600, -100)], [], 22_600, 22_500],
    ['the rest of it', [cash(22_600, -100)], [cash(4_600, -100)], 18_000, 18_000],
    ['more than came in cash', [cash(10_000), card(12_600)], [], 12_600, 12_500],
    ['small parts are rounded as one sum', [card(22_600)], [cash(200, -200), cash(200, 300)], 200, 0],
  ])('%s', (_, payments, refunds, minor, given) => {
    expect(cashBack({ payments, refunds }, inr(minor), 500)).toEqual(inr(given));
  });

  it('is the sum itself where there are coins for it', () => {
    expect(cashBack({ payments: [cash(22_600)], refunds: [] }, inr(4_601), 1)).toEqual(inr(4_601));
  });
});
