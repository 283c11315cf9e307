import { expect, it } from 'vitest';
import type { Role } from '$api/types';
import { destination, startPage } from './roles';

it.each<[Role, string | null, string | null]>([
  ['cook', null, '/kitchen'],
  ['waiter', null, '/floor'],
  ['cashier', null, '/counter'],
  ['cashier', '/floor', '/floor'],
  ['waiter', '/counter', '/counter'],
  ['cook', '/counter', '/kitchen'],
  ['rider', '/counter', '/rider'],
  ['owner', null, '/owner'],
  ['manager', null, '/owner'],
  ['manager', '/admin', '/admin'],
  ['owner', '/floor', '/floor'],
  ['waiter', '/owner', '/floor'],
  ['cashier', '/admin#print', '/counter'],
  ['cook', '/owner', '/kitchen'],
  ['rider', null, '/rider'],
  ['waiter', '/kitchen?station=wok', '/kitchen?station=wok'],
  ['cook', '/floor', '/kitchen'],
  ['cook', '/floor?table=h1', '/kitchen'],
  ['rider', '/floor', '/rider'],
  ['waiter', '/rider', '/floor'],
  ['cook', '/elsewhere', '/elsewhere'],
])('%s with next %s goes to %s', (role, next, to) => {
  expect(destination(role, next)).toBe(to);
});

it('starts every role somewhere', () => {
  const roles: Role[] = ['owner', 'manager', 'cashier', 'waiter', 'cook', 'rider'];
  expect(roles.filter((role) => startPage(role) === null)).toEqual([]);
});
