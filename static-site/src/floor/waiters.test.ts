import { expect, it } from 'vitest';
import type { Colleague, Role } from '$api/types';
import { whoWait } from './waiters';

const roles: Role[] = ['owner', 'manager', 'cashier', 'waiter', 'cook', 'rider'];
const people: Colleague[] = roles.map((role) => ({ id: role, name: role, role }));

it('tables go to waiters, and to who looks at the page', () => {
  const ids = (me: string) => whoWait(people, me).map(({ id }) => id);
  expect([ids('waiter'), ids('manager'), ids('elsewhere')]).toEqual([['waiter'], ['manager', 'waiter'], ['waiter']]);
});
