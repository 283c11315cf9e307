import { expect, it } from 'vitest';
import type { AskedPayment, BillPayment, Call } from '$api/types';
import { billOf } from '../testing';
import { neededSplit } from './asked';

const says = (payment: Partial<AskedPayment>): Call => ({
  ...{ id: 'c', session_id: 's', table: 'T1', reason: 'pay', status: 'open', opened_at: '2026-11-30T10:00:00Z', version: 1 },
  called_by: { guest_id: 'g1', name: 'Asha' },
  payment: { part: 'all', method: 'card', amount: { minor: 50, currency: 'INR' }, ...payment },
});

it('asks for the bills that a guest’s word needs, and for none where they are there', () => {
  const own = [billOf('a', 60, { guest_id: 'g1' }), billOf('b', 40, { guest_id: 'g2' })];
  const two = [billOf('a', 50), billOf('b', 50)];
  expect(neededSplit(says({}), [], false)).toBeNull();
  expect(neededSplit(says({}), two, false)).toBeUndefined();
  expect(neededSplit(says({}), two, true)).toBeNull();
  expect(neededSplit(says({ part: 'mine' }), [], false)).toEqual({ by: 'guest' });
  expect(neededSplit(says({ part: 'mine' }), [billOf('a', 100)], false)).toEqual({ by: 'guest' });
  expect(neededSplit(says({ part: 'mine' }), own, false)).toBeUndefined();
  expect(neededSplit(says({ part: 'share', of: 2 }), [billOf('a', 100)], false)).toEqual({ by: 'equal', shares: 2 });
  expect(neededSplit(says({ part: 'share', of: 2 }), two, false)).toBeUndefined();
  expect(neededSplit(says({ part: 'share', of: 2 }), own, false)).toEqual({ by: 'equal', shares: 2 });
  expect(neededSplit(says({ part: 'share', of: 1 }), [], false)).toBeNull();
});

it('takes what is left as an amount once something of it is paid', () => {
  const bills = [billOf('a', 100, { payments: [{ id: 'p' } as BillPayment] })];
  for (const part of ['mine', 'share', 'all'] as const) expect(neededSplit(says({ part, of: 2 }), bills, false)).toBeUndefined();
});
