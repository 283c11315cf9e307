import type { PayMethod } from '$api/types';

/** How somebody pays, within a sentence. */
export const paysBy: Record<PayMethod, string> = { cash: 'in cash', card: 'by card', upi: 'by UPI' };

/** What a guest says that they will pay, as the counter and the floor read it. */
export const asksToPay = (name: string, amount: string, method: PayMethod) => `${name} pays ${amount} ${paysBy[method]}`;
