import type { Bill, Call, SplitWish } from '$api/types';

/**
 * How the check has to be billed before a guest's word can be taken: by guest for what is theirs, in as many shares
 * as they said. Null for one bill, or as it is split already, where it is not billed as it is; undefined where the
 * bills serve. What is paid in part stays, and the rest of it is taken as an amount.
 */
export function neededSplit({ payment, called_by }: Call, bills: readonly Bill[], stale: boolean): SplitWish | null | undefined {
  const untouched = bills.every(({ payments }) => payments.length === 0);
  if (!payment || (bills.length > 0 && !stale && !untouched)) return undefined;
  const isNew = bills.length === 0 || stale;
  if (payment.part === 'all') return isNew ? null : undefined;
  if (payment.part === 'mine') {
    const has = bills.some(({ guest_id }) => guest_id === called_by.guest_id);
    return has && !stale ? undefined : { by: 'guest' };
  }
  const shares = payment.of ?? 1;
  if (shares < 2) return isNew ? null : undefined;
  const fits = bills.length === shares && bills.every(({ due, guest_id }) => !guest_id && Math.abs(due.minor - payment.amount.minor) <= 1);
  return fits && !stale ? undefined : { by: 'equal', shares };
}
