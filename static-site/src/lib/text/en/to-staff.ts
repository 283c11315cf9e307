import type { PaymentMethod } from '$api/types';

/** What a guest's page says to the staff, whatever the guest reads: staff pages are in English. */
export const toStaff = {
  /** How the guest would like to pay. */
  payment: { later: '', cash: 'Cash', card: 'Card', upi: 'UPI' } satisfies Record<PaymentMethod, string>,
};
