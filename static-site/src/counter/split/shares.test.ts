import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BillPayment } from '$api/types';
import { piecesOf } from '../pay/bills';
import { billOf, lineOf, orderOf } from '../testing';
import { byGuest, isOfPieces, leftOf, moved, placesOf, restOf, type Shares, unpaidPieces, wishOfShares } from './shares';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const pieces = piecesOf([orderOf('o', [['naan', 4, 'asha'], ['dal', 1, 'bela']])]);
const [naan, dal] = pieces as [(typeof pieces)[0], (typeof pieces)[0]];
const none: Shares = [new Map(), new Map(), new Map()];
const paid = [{ id: 'p' } as BillPayment];

describe('pieces between shares', () => {
  it('go one by one, and none that is not there', () => {
    let shares = moved(none, naan, null, 0, 1);
    shares = moved(shares, naan, null, 1, 9);
    expect([leftOf(naan, shares), shares[0]?.get(naan.key), shares[1]?.get(naan.key)]).toEqual([0, 1, 3]);
    expect(moved(shares, naan, null, 2, 1)).toBe(shares);
    shares = moved(shares, naan, 1, 2, 2);
    shares = moved(shares, naan, 0, null, 1);
    expect([leftOf(naan, shares), ...shares.map((share) => share.get(naan.key) ?? 0)]).toEqual([1, 0, 1, 2]);
    expect(moved(shares, naan, 1, 1, 1)).toBe(shares);
  });

  it('never become more or fewer', () => {
    const place = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null });
    const step = fc.tuple(fc.constantFrom(naan, dal), place, place, fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let shares = none;
        for (const [piece, from, to, count] of steps) shares = moved(shares, piece, from, to, count);
        for (const piece of pieces) {
          const taken = shares.reduce((sum, share) => sum + (share.get(piece.key) ?? 0), 0);
          expect(leftOf(piece, shares)).toBeGreaterThanOrEqual(0);
          expect(taken + leftOf(piece, shares)).toBe(piece.quantity);
        }
        expect(shares.flatMap((share) => [...share.values()]).every((count) => count > 0)).toBe(true);
      }),
    );
  });

  it('are asked for as the server takes them, each as its own bill', () => {
    const shares = moved(moved(none, naan, null, 0, 3), dal, null, 2, 1);
    expect([placesOf(none), placesOf(shares)]).toEqual([[null, null, null], [0, null, 1]]);
    expect(wishOfShares(shares, pieces)).toEqual({
      by: 'item',
      shares: [[{ order_id: 'o', line_id: 'naan', quantity: 3 }], [{ order_id: 'o', line_id: 'dal', quantity: 1 }]],
    });
  });
});

it('what is paid already is not split', () => {
  const of = billOf('a', 0, { payments: paid, lines: [lineOf('naan', 3)] });
  expect(unpaidPieces(pieces, [of]).map(({ line_id, quantity }) => [line_id, quantity])).toEqual([['naan', 1], ['dal', 1]]);
  expect(unpaidPieces(pieces, [{ ...of, payments: [] }])).toEqual(pieces);
  expect([isOfPieces([of]), isOfPieces([{ ...of, lines: [lineOf(null, null)] }])]).toEqual([true, false]);
});

it('guests have what they ordered', () => {
  expect(byGuest(pieces).map(({ name, pieces: own }) => [name, own.map(({ line_id, quantity }) => [line_id, quantity])])).toEqual([['asha', [['naan', 4]]], ['bela', [['dal', 1]]]]);
});

it('amounts leave the rest', () => {
  expect([restOf(inr(500), [inr(200), inr(100)]).minor, restOf(inr(500), [inr(600)]).minor]).toEqual([200, -100]);
});
