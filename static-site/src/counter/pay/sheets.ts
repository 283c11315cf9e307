import type { Bill } from '$api/types';

/** What lies over the view where money is taken: what is changed of the check, or of one of its bills. */
export type PaySheet = { what: 'discount' | 'charge' } | { what: 'void' | 'refund' | 'credit' | 'receipt'; bill: Bill };
