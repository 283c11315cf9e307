import type { Channel } from '$api/types';
import { list } from './grammar';

export const status = {
  title: 'Status',
  preparing: 'Preparing',
  ready: 'Ready',
  /** Over a number, as it was told when it was ordered. */
  kind: { dine_in: 'Order', pickup: 'Pickup', delivery: 'Delivery' } satisfies Record<Channel, string>,
  none: { preparing: 'No orders are being prepared.', ready: 'Nothing waits here yet.' },
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  /** Read out for who does not see the screen. */
  called: (names: readonly string[]) => `Ready: ${list(names)}`,
  number: (kind: string, number: number) => `${kind} ${number}`,

  start: {
    title: 'Sound',
    prompt: 'Tap once to allow the sound for new numbers, and to fill the whole screen. Until then they only flash.',
    tap: 'Allow sound',
  },
  silent: 'This screen makes no sound: new numbers only flash.',
  lost: 'No connection. These numbers may be old. We keep trying.',
  lostSince: (time: string) => `No connection since ${time}. These numbers may be old. We keep trying.`,
  over: {
    title: 'This link is not good any more',
    text: 'A manager makes a new one on the page “Manage”, under “Status screen”.',
  },
  noLink: {
    title: 'This screen needs its link',
    text: 'A manager makes it on the page “Manage”, under “Status screen”. Open that link here.',
  },
  begins: 'Getting the numbers…',

  /** Where a manager makes the link. */
  manage: {
    title: 'Status screen',
    intro: 'A screen at the counter or in the window, for guests who wait: numbers that are being prepared, and numbers that are ready. It shows nothing else of anybody.',
    names: 'Show first names',
    namesHint: 'Beside the numbers of pickups and deliveries. Everybody in the room reads them.',
    dineIn: 'Show orders of tables',
    dineInHint: 'By their order numbers.',
    saved: 'Saved',
    conflict: 'Somebody else changed this meanwhile. What you see is theirs.',
    noLink: 'No screen is linked yet.',
    linked: (when: string) => `The link was made on ${when}. Whoever has it sees the numbers.`,
    make: 'Make a link',
    again: 'Make a new link',
    againHint: 'Screens that were opened by the old link go dark.',
    keep: 'Keep it',
    made: 'Open this link on the screen. It is shown only now.',
    label: 'Link for the screen',
    remove: 'Take the link back',
    removeHint: 'Screens that were opened by it go dark at once.',
    removed: 'The link was taken back',
    failed: 'The status screen’s settings could not be loaded.',
  },
};
