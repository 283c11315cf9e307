import type { LineStatus } from '$api/types';
import { duration, plural } from './grammar';

export const kitchen = {
  title: 'Kitchen',
  stage: { pending: 'Pending', preparing: 'Preparing', ready: 'Ready' },
  stages: 'Stages of the board',
  stageCount: (stage: string, count: number) => `${stage}, ${plural(count, { one: '# order', other: '# orders' })}`,
  empty: {
    pending: 'No orders wait.',
    preparing: 'Nothing is cooking.',
    ready: 'Nothing waits at the pass.',
  },

  action: { accept: 'Accept', start: 'Start', ready: 'Ready', serve: 'Serve' },
  moveTo: (stage: string) => `Move to ${stage}`,
  actionOf: (action: string, number: number, table: string) => `${action}: order ${number}, table ${table}`,
  back: (number: number) => `Order ${number} one step back`,
  toAccept: 'To accept',
  toAcceptCount: (count: number) => `${count} to accept`,
  dragging: (number: number, table: string) => `#${number} ${table}`,
  dropOn: (stage: string) => `to ${stage}`,
  awaits: (stations: string) => `Waits for ${stations}`,
  also: (stations: string) => `Also at ${stations}`,
  ticket: (number: number, table: string, minutes: number) =>
    `Order ${number}, table ${table}, ${duration(minutes, 'minute')} old`,
  number: (number: number) => `#${number}`,
  minutes: (count: number) => duration(count, 'minute', 'short'),
  urgency: { normal: '', urgent: 'Due', critical: 'Late' },
  fresh: { new: 'New', back: 'Back' },

  line: {
    new: 'to do',
    cooking: 'cooking',
    ready: 'ready',
    served: 'served',
    cancelled: 'void',
  } satisfies Record<LineStatus, string>,
  lineTap: { cooking: 'Tap to start', ready: 'Tap when ready' } as Partial<Record<LineStatus, string>>,
  quantity: (quantity: number) => `${quantity}×`,
  voided: (count: number) => `${count} void`,
  note: 'Note',

  station: { title: 'Station', all: 'All stations', pick: (name: string) => `Station: ${name}. Change it` },

  allDay: {
    title: 'All day',
    text: 'Pieces still to make',
    none: 'Nothing left to make.',
  },

  done: {
    title: 'Recently done',
    none: 'Nothing was served yet.',
    recall: 'Bring back',
    servedAt: (time: string) => `served ${time}`,
  },

  undo: {
    did: {
      start: (number: number) => `Order ${number} started`,
      ready: (number: number) => `Order ${number} is ready`,
      serve: (number: number) => `Order ${number} served`,
      line: (name: string, status: string) => `${name}: ${status}`,
      back: (number: number, stage: string) => `Order ${number} is back in ${stage}`,
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
  more: 'More',
};
