import type { CheckStatus } from '$api/types';

/** What lists of checks say too, which are there before an order is taken: with these alone, as all words of an order come later. */
export const orderWords = {
  popular: 'Popular',
  status: {
    saved: 'Not sent',
    sent_to_kitchen: 'In the kitchen',
    ready_to_bill: 'Ready for the bill',
    billed: 'Billed',
    paid: 'Paid',
    preparing: 'Preparing',
    out_for_delivery: 'Out for delivery',
    delivered: 'Delivered',
    ready_for_pickup: 'Ready for pickup',
  } satisfies Record<CheckStatus, string>,
};
