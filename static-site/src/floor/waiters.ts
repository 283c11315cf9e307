import type { Colleague } from '$api/types';

/** Who can be given a table: waiters, and who looks at the page, for then they do. Nobody else waits at tables by trade. */
export function whoWait(people: readonly Colleague[], me: string): Colleague[] {
  return people.filter(({ id, role }) => role === 'waiter' || id === me);
}
