import type { CallStatus, LineStatus, OrderStatus, TableStatus } from '$api/types';
import { plural } from './grammar';

/** What the kitchen's, the floor's and the owner's pages say alike. */
export const board = {
  sound: { mute: 'Turn sound off', unmute: 'Turn sound on' },
  undo: 'Undo',

  /** A dish of an order, for whoever cooks, carries or accepts it. */
  dish: {
    quantity: (quantity: number) => `${quantity}×`,
    /** Before the options and the note of more than one piece. */
    each: 'each:',
    note: 'Note',
    allergy: 'Allergy',
    /** In one line, where there is room for no more. */
    inLine: (quantity: string, name: string, options: readonly string[]) =>
      `${quantity} ${options.length > 0 ? `${name} (${options.join(', ')})` : name}`.trim(),
    /** Of one dish among others: what it must be kept from comes first, as the end may be cut. */
    of: (name: string, note: string) => (note ? `${note} (${name})` : name),
  },

  /** Why an order ends without food. */
  reason: {
    label: 'Reason',
    hint: 'The guests see this on their phones.',
    missing: 'Give a reason, so that the guests know.',
    quick: ['Something in it is sold out.', 'The kitchen is closed.', 'Please talk to us first.'],
    submit: { rejected: 'Reject the order', cancelled: 'Cancel the order' },
    keep: 'Keep the order',
  },

  tap: {
    order: (number: number) => `Order ${number}`,
    dish: (number: number, dish: string) => `Order ${number}, ${dish}`,
    sending: 'Sending…',
    waiting: 'Waiting…',
    /** On the card of what was tapped. */
    waits: (what: string) => `Not sent yet: ${what}. Waiting for the connection.`,
    count: (count: number) => `${plural(count, { one: '# tap is', other: '# taps are' })} not sent yet. We send ${count === 1 ? 'it' : 'them'} when the connection is back.`,
    fragile: 'Keep this page open until then: this device cannot store anything.',
    title: 'Not saved',
    lost: (name: string, what: string, why: string) => `${name}: ${what} was not saved, ${why}.`,
    failed: (name: string, what: string, why: string) => `${name}: ${what} was not saved. ${why}`,
    changed: 'somebody else changed it meanwhile',
    /** A dish on a table stays on the bill, and with it its order. */
    partly: 'some of it is on the table already',
    ok: 'OK',
    understood: (name: string) => `OK, ${name}`,
    now: {
      order: {
        placed: 'it has not been accepted yet',
        accepted: 'it is waiting for the kitchen',
        preparing: 'it is cooking',
        ready: 'it is ready',
        served: 'it is served',
        completed: 'its party has left',
        rejected: 'it was rejected',
        cancelled: 'it was cancelled',
      } satisfies Record<OrderStatus, string>,
      call: {
        open: 'nobody has answered it yet',
        acknowledged: 'somebody is on it',
        resolved: 'it is done',
      } satisfies Record<CallStatus, string>,
      table: {
        free: 'it is free',
        booked: 'it is reserved',
        occupied: 'a party is sitting there',
        billed: 'a party is sitting there',
        cleaning: 'it needs cleaning first',
      } satisfies Record<TableStatus, string>,
    },
    line: {
      new: 'it is not started',
      cooking: 'it is cooking',
      ready: 'it is ready',
      served: 'it is served',
      cancelled: 'it was taken off',
    } satisfies Record<LineStatus, string>,
  },
};
