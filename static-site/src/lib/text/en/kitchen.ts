import type { LineStatus } from '$api/types';
import { board } from './board';
import { duration, plural } from './grammar';
import { stage } from './stage';

export const kitchen = {
  title: 'Kitchen',
  stage: { pending: stage.waiting, preparing: stage.cooking, ready: stage.ready },
  flow: { title: 'Orders', none: 'No orders wait.', cancelled: stage.cancelled, rejected: 'Rejected' },
  pass: {
    ready: stage.ready,
    part: (station: string) => `${station} part ready`,
    none: 'Nothing waits at the pass.',
    noPart: 'None of your dishes waits.',
    all: 'All ready, at the pass',
  },

  action: { accept: 'Accept', start: 'Start', ready: 'Ready', serve: 'Serve' },
  moveTo: (stage: string) => `Move to ${stage}`,
  actionOf: (action: string, number: number, table: string) => `${action}: order ${number}, table ${table}`,
  back: (number: number) => `Order ${number} one step back`,
  toAccept: 'To accept',
  awaits: (stations: string) => `Waits for ${stations}`,
  also: (stations: string) => `Also at ${stations}`,
  ticket: (number: number, table: string, minutes: number) =>
    `Order ${number}, table ${table}, ${duration(minutes, 'minute')} old`,
  ticketReady: (number: number, table: string, minutes: number) =>
    `Order ${number}, table ${table}, ready for ${duration(minutes, 'minute')}`,
  ticketGone: (number: number, table: string, state: string) => `Order ${number}, table ${table}, ${state}`,
  number: (number: number) => `#${number}`,
  minutes: (count: number) => duration(count, 'minute', 'short'),
  over: (count: number) => `${duration(count, 'minute', 'short')} over`,
  urgency: { normal: '', urgent: 'Due', critical: 'Late' },
  fresh: { new: 'New', back: 'Back', changed: 'Changed' },
  dishes: (number: number, table: string) => `Dishes of order ${number}, table ${table}`,

  reject: {
    title: 'Reject',
    of: (number: number, table: string) => `Reject: order ${number}, table ${table}`,
    why: 'Reject because',
    keep: 'Keep it',
  },
  partyLeft: {
    band: 'Party left',
    drop: 'Drop',
    dropOf: (number: number, table: string) => `Drop: order ${number}, table ${table}`,
    /** Stands with the order, for whoever reads the bill later. */
    reason: 'The party has left.',
  },
  seen: 'Seen',
  seenOf: (number: number, table: string) => `Seen: order ${number}, table ${table}`,

  line: {
    new: stage.waiting.toLowerCase(),
    cooking: stage.cooking.toLowerCase(),
    ready: stage.ready.toLowerCase(),
    served: stage.served.toLowerCase(),
    cancelled: stage.cancelled.toLowerCase(),
  } satisfies Record<LineStatus, string>,
  lineTap: { cooking: 'Tap to start', ready: 'Tap when ready' } as Partial<Record<LineStatus, string>>,
  quantity: board.dish.quantity,
  voided: 'Taken off',

  station: { title: 'Station', all: 'All stations', pick: (name: string) => `Station: ${name}. Change it` },

  allDay: {
    title: 'All day',
    text: 'Pieces still to make',
    none: 'Nothing left to make.',
  },

  done: {
    title: 'Recently done',
    none: 'Nothing was served or cancelled yet.',
    recall: 'Bring back',
    at: {
      served: (time: string) => `served ${time}`,
      cancelled: (time: string) => `cancelled ${time}`,
      rejected: (time: string) => `rejected ${time}`,
      away: (time: string) => `party left, dropped ${time}`,
    },
  },

  undo: {
    did: {
      start: (number: number) => `Order ${number} started`,
      ready: (number: number) => `Order ${number} is ready`,
      serve: (number: number) => `Order ${number} served`,
      line: (name: string, status: string) => `${name}: ${status}`,
      back: (number: number, stage: string) => `Order ${number} is back: ${stage.toLowerCase()}`,
      away: (number: number) => `Order ${number} dropped from this screen`,
    },
    late: 'Somebody has moved this on. It stays as it is.',
  },

  caughtUp: 'Caught up. Nothing was missed.',
  caughtUpWith: (count: number) => `Caught up. ${plural(count, { one: '# new order', other: '# new orders' })}.`,
  caughtUpSaved: (count: number) => `Caught up. ${plural(count, { one: '# tap was', other: '# taps were' })} saved.`,

  shift: {
    start: 'Start shift',
    prompt: 'No sound yet. Start the shift: it rings for new orders, the screen stays awake and full.',
    title: 'Shift',
    sound: 'Sound for new orders',
    awake: 'Screen stays awake',
    full: 'Full screen',
    on: 'on',
    off: 'off',
    muted: 'muted',
    missing: {
      sound: 'This browser cannot play the bell. Watch for the flash of new orders.',
      awake: 'This browser cannot keep the screen awake here. Set the display timeout of the tablet to “never”.',
      full: 'This browser has no full screen. Add the page to the home screen instead.',
    },
    retry: 'Try again',
    understood: 'Understood',
  },
  soldOut: 'Sold out',
  more: 'More',

  type: {
    title: 'Size of the text',
    smaller: 'Smaller',
    larger: 'Larger',
    now: (step: number, steps: number) => `${step} of ${steps}`,
  },
  keys: {
    title: 'Keys',
    help: 'Keys of a keyboard or bump bar',
    use: 'Keys work on this screen',
    rows: [
      ['1 – 9, 0', 'Select the first to the tenth ticket'],
      ['← → ↑ ↓', 'Select the ticket before or after'],
      ['Enter', 'Bump the selected ticket: its large button'],
      ['Backspace', 'Recall: take the last bump back'],
      ['+ −', 'Larger or smaller text'],
      ['Esc', 'Select nothing'],
      ['?', 'This list'],
    ] as readonly (readonly [string, string])[],
  },
};
