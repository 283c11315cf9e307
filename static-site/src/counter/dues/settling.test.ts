import { describe, expect, it } from 'vitest';
import { changeOf, chatLink, type Draft, wishOf } from './settling';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const owed = inr(50_000);
const draft: Draft = { method: 'cash', amount: '500', tendered: '', reference: '' };

describe('what is sent', () => {
  it('is what was typed, in whatever way', () => {
    expect(wishOf(draft, owed, 2)).toEqual({ method: 'cash', amount: inr(50_000) });
    expect(wishOf({ ...draft, amount: '₹ 120.50', tendered: '२००' }, owed, 2)).toEqual({ method: 'cash', amount: inr(12_050), tendered: inr(20_000) });
    expect(wishOf({ ...draft, method: 'upi', tendered: '900', reference: ' UTR 42 ' }, owed, 2)).toEqual({
      method: 'upi',
      amount: inr(50_000),
      reference: 'UTR 42',
    });
    expect(wishOf({ ...draft, reference: 'kept from before' }, owed, 2)).not.toHaveProperty('reference');
  });

  it('is marked where it cannot be', () => {
    const wrong = (of: Partial<Draft>) => wishOf({ ...draft, ...of }, owed, 2);
    for (const amount of ['', '0', 'all', '500.01', '-5']) expect(wrong({ amount })).toEqual(new Set(['amount']));
    expect(wrong({ tendered: '499.99' })).toEqual(new Set(['tendered']));
    expect(wrong({ tendered: 'a lot' })).toEqual(new Set(['tendered']));
    expect(wrong({ method: 'card', reference: 'x'.repeat(61) })).toEqual(new Set(['reference']));
  });
});

it('says the change once enough is handed over', () => {
  expect(changeOf(draft, owed, 2)).toBeNull();
  expect(changeOf({ ...draft, tendered: '400' }, owed, 2)).toBeNull();
  expect(changeOf({ ...draft, tendered: '600' }, owed, 2)).toEqual(inr(10_000));
  expect(changeOf({ ...draft, method: 'card', tendered: '600' }, owed, 2)).toBeNull();
});

it('rounds all that is owed to the smallest coin, and no part', () => {
  const all = { ...draft, amount: '12.32', tendered: '12.30' };
  expect(wishOf(all, inr(1232), 2, 5)).toEqual({ method: 'cash', amount: inr(1232), tendered: inr(1230) });
  expect(changeOf({ ...all, tendered: '20' }, inr(1232), 2, 5)).toEqual(inr(770));
  expect(wishOf(all, inr(5000), 2, 5)).toEqual(new Set(['tendered']));
});

it('opens a draft to digits alone, with every sign of the message', () => {
  expect(chatLink('+91 98450 12345', 'Hello & thanks, ₹500?')).toBe('https://wa.me/919845012345?text=Hello%20%26%20thanks%2C%20%E2%82%B9500%3F');
});
