import { describe, expect, it } from 'vitest';
import type { Bill, BillList, BillPayment } from '$api/types';
import { accountOf, counting, dueOf, isStale, piecesOf, refundable, splitOf, wishOf, withoutCharge } from './bills';
import { billOf, lineOf, orderOf } from '../testing';

const paid = [{ id: 'p' } as BillPayment];

describe('how a check is billed now', () => {
  it('is one bill with what was taken off it', () => {
    const discounts = [{ kind: 'percent', rate_bp: 1_000, reason: 'a friend' }, { kind: 'comp', quantity: 1, line_id: 'l', reason: 'cold' }];
    expect(wishOf({ bills: [billOf('a', 100, { discounts, service_charge_bp: 500 })] })).toEqual({ discounts, uncharged: [], service_charge_bp: 500 });
    expect(wishOf(null)).toEqual({ discounts: [], uncharged: [] });
  });

  it.each<[string, Bill[], NonNullable<BillList['split']> | null, object | null]>([
    ['one', [billOf('a', 100)], null, null],
    ['one and a void one', [billOf('a', 100), billOf('b', 100, { status: 'void' })], null, null],
    ['guests', [billOf('a', 100, { guest_id: 'g1' }), billOf('b', 100)], 'guest', { by: 'guest' }],
    [
      'lines',
      [billOf('a', 100, { lines: [lineOf('l1', 2)] }), billOf('b', 100, { lines: [lineOf('l1', 1), lineOf('l2', 1)] })],
      'item',
      {
        by: 'item',
        shares: [
          [{ line_id: 'l1', order_id: 'o', quantity: 2 }],
          [{ line_id: 'l1', order_id: 'o', quantity: 1 }, { line_id: 'l2', order_id: 'o', quantity: 1 }],
        ],
      },
    ],
    ['equal parts', [1, 2, 3].map((n) => billOf(`b${n}`, 100, { lines: [lineOf(null, null)] })), 'equal', { by: 'equal', shares: 3 }],
    [
      'amounts',
      [100, 250, 70].map((total, n) => billOf(`b${n}`, total, { lines: [lineOf(null, null)] })),
      'amount',
      { by: 'amount', amounts: [{ minor: 100, currency: 'INR' }, { minor: 250, currency: 'INR' }] },
    ],
    ['one that is paid and one that is not', [billOf('a', 100, { payments: paid }), billOf('b', 100)], 'guest', null],
  ])('%s', (_, bills, split, wish) => {
    expect(splitOf({ bills, split })).toEqual(wish);
  });

  it('keeps who has not agreed to the service charge, and one more', () => {
    const charged = (id: string, minor: number) => billOf(id, 100, { guest_id: id, service_charge_bp: 500, service_charge: { minor, currency: 'INR' } });
    const bills = [charged('a', 5), charged('b', 0), charged('c', 5)];
    expect(wishOf({ bills, split: 'guest' })).toMatchObject({ service_charge_bp: 500, uncharged: [1] });
    expect(withoutCharge({ bills, split: 'guest' }, 'c')).toMatchObject({ split: { by: 'guest' }, uncharged: [1, 2] });
    expect(wishOf({ bills: [charged('b', 0)] })).toMatchObject({ uncharged: [] });
  });

  it('takes equal parts for equal though one has no service charge', () => {
    const part = (id: string, total: number, charge: number) =>
      billOf(id, total, { lines: [lineOf(null, null)], subtotal: { minor: 100, currency: 'INR' }, service_charge_bp: 500, service_charge: { minor: charge, currency: 'INR' } });
    expect(wishOf({ bills: [part('a', 100, 0), part('b', 105, 5), part('c', 105, 5)], split: 'equal' })).toMatchObject({ split: { by: 'equal', shares: 3 }, uncharged: [0] });
  });

  it('knows what is due, what counts, and what is old', () => {
    const bills = [billOf('a', 100), billOf('b', 50, { status: 'void' }), billOf('c', 30)];
    expect([counting({ bills }).length, dueOf({ bills }, 'INR').minor, isStale({ bills })]).toEqual([2, 130, false]);
    expect(isStale({ bills: [billOf('a', 1, { status: 'stale' })] })).toBe(true);
  });
});

it('what is charged is what was ordered and neither refused nor voided', () => {
  const pieces = piecesOf([orderOf('o1', [['l1', 2, 'g1'], ['l2', 0, 'g1']]), { ...orderOf('o2', [['l1', 1, 'g2']]), status: 'cancelled' }]);
  expect(pieces.map(({ key, quantity, guest_id }) => [key, quantity, guest_id])).toEqual([['o1 l1', 2, 'g1']]);
});

describe('what of a bill can still be given back', () => {
  const inr = (minor: number) => ({ minor, currency: 'INR' });
  const by = (method: string, minor: number, account_id: string | null = null) => ({ method, amount: inr(minor), account_id, of_credit: false }) as BillPayment & Bill['refunds'][number];
  const credit = (minor: number) => ({ ...by('cash', minor), of_credit: true });

  it.each([
    ['all that was paid', [by('cash', 600), by('upi', 400)], [], 1_000, 0, null],
    ['less what went back', [by('cash', 1_000)], [by('card', 300)], 700, 0, null],
    ['not what was paid too much, which goes back by itself', [by('upi', 1_000), by('upi', 1_000)], [credit(500)], 1_000, 0, null],
    ['what is on an account, of the account alone', [by('cash', 400), by('due', 600, 'd')], [by('due', 100, 'd')], 400, 500, 'd'],
    ['nothing more of an account that owes nothing for it', [by('due', 1_000, 'd')], [by('due', 1_000, 'd')], 0, 0, null],
  ])('%s', (_, payments, refunds, money, owed, account) => {
    const paid = inr(payments.reduce((all, { amount }) => all + amount.minor, 0));
    const bill = { ...billOf('a', 1_000), paid, payments, refunds };
    expect([refundable(bill).minor, refundable(bill, 'd').minor, accountOf(bill)]).toEqual([money, owed, account]);
  });
});
