import type { Receipt } from '$api/types';

type Stamp = { title: string; text: string };

export const receipt = {
  kind: { tax_invoice: 'Tax invoice', invoice: 'Invoice' } satisfies Record<Receipt['kind'], string>,
  /** In large words above a bill that is not as it was. */
  stamp: {
    stale: { title: 'Out of date', text: 'Something was added or taken off since. Ask for the new bill.' },
    replaced: { title: 'Replaced', text: 'A newer bill has this number. Ask the restaurant for its link.' },
    void: { title: 'Void', text: 'This bill was taken back. Nothing is to be paid for it.' },
    refunded: { title: 'Refunded', text: 'All of it was given back.' },
  } satisfies Record<Exclude<Receipt['status'], 'open' | 'paid'>, Stamp>,
  number: 'Number',
  date: 'Date',
  place: { table: 'Table', pickup: 'Pickup', delivery: 'Delivery' } satisfies Record<Receipt['place']['kind'], string>,
  recipient: 'Billed to',
  lines: 'What was ordered',
  share: 'Share of the bill',
  off: 'Less',
  subtotal: 'Subtotal',
  discount: 'Discount',
  service: 'Service charge',
  /** Hundredths of a percent. */
  rate: (rate_bp: number) => `${rate_bp / 100}%`,
  /** Of what a tax is, before the amount. */
  of: 'of',
  /** Before the name of a tax that prices hold. */
  within: 'Includes',
  roundOff: 'Round-off',
  total: 'Total',
  due: 'To pay',
  method: { cash: 'Cash', card: 'Card', upi: 'UPI', due: 'On account', voucher: 'Voucher' } satisfies Record<Receipt['payments'][number]['method'], string>,
  refund: (method: string) => `Refund, ${method.toLowerCase() === 'upi' ? method : method.toLowerCase()}`,
  save: 'Save as PDF',
  saveRoll: 'PDF, 80 mm',
  print: 'Print',
  printRoll: 'Print, 80 mm',
  noFile: 'The file could not be fetched. Try again, or print the page.',
  until: (day: string) => `This link opens the receipt until ${day}. Save it to keep it.`,
  over: {
    title: 'This link opens no receipt',
    text: 'It is not valid, or its time is over. Ask the restaurant for a new one.',
  },
  failed: { title: 'The receipt could not be loaded', text: 'Check your connection, then try again.' },
};
