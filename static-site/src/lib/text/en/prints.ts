import type { PrintStatus } from '$api/types';

export const prints = {
  title: 'Print queue',
  none: 'Nothing was printed in the last three days.',
  noneHint: 'Bills and kitchen copies show up here while they wait, and for three days after.',
  failed: 'The print queue could not be loaded.',
  group: { hand: 'Needs a hand', line: 'On its way', done: 'Lately' },

  what: {
    kitchen_copy: (number: number) => `Order ${number}`,
    cancel_slip: (number: number) => `Cancelled of order ${number}`,
    bill: (number: string) => `Bill ${number}`,
    day_report: (day: string) => `Day ${day}`,
    test: 'Test slip',
  },
  duplicate: 'Duplicate',
  at: (printer: string, time: string) => `${printer}, ${time}`,
  page: 'This browser',
  gone: 'A printer that was removed',

  status: {
    queued: 'Waits',
    held: 'Waited too long',
    claimed: 'Printing',
    printed: 'Printed',
    failed: 'Failed',
    unconfirmed: 'Not confirmed',
    dismissed: 'Dismissed',
  } satisfies Record<PrintStatus, string>,
  hint: {
    page: 'No printer is set up for it.',
    off: (printer: string) => `${printer} is off or out of paper.`,
    held: 'It is not printed by itself any more: an old slip would be cooked or paid twice.',
    failed: (said: string | null) => (said ? `The printer said: ${said}` : 'The printer could not print it.'),
    unconfirmed: 'The printer took it and never said how it went. Look at the paper.',
  },

  here: 'Print here',
  release: 'Print it now',
  again: 'Print again',
  out: 'It came out',
  move: 'Other printer',
  moveTo: (printer: string) => `Print on: ${printer}`,
  dismiss: 'Dismiss',
  /** Of a button, with what it is about. */
  about: (what: string, does: string) => `${does}: ${what}`,
  released: 'It waits for its printer again',
  sent: (printer: string) => `It goes to ${printer}`,
  reprinted: 'It is printed again, marked as a duplicate',
  moved: (printer: string) => `${printer} prints it`,
  dismissed: 'Dismissed',
  noted: 'Noted as printed',
  moveFailed: 'Somebody else has changed it meanwhile.',
};
