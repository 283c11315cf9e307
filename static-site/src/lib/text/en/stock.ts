import { closing } from './closing';
import { plural } from './grammar';

/** What staff say is to be had, and whether guests may order. */
export const stock = {
  title: 'Sold out',
  /** Of the button that opens it, with how many dishes are sold out. */
  open: (count: number) => (count === 0 ? 'Sold out' : `Sold out: ${plural(count, { one: '# dish', other: '# dishes' })}`),
  search: 'Find a dish',
  clear: 'Clear the search',
  limited: 'Sold out or counted',
  all: 'All dishes',
  none: 'Nothing is sold out.',
  nothing: (words: string) => `No dish is called “${words}”.`,
  failed: 'The dishes could not be loaded.',

  soldOut: 'Sold out',
  until: (when: string) => `Sold out until ${when}`,
  left: (count: number) => `${count} left`,

  mark: 'Sold out',
  markNamed: (dish: string) => `${dish} is sold out`,
  back: 'Back',
  backNamed: (dish: string) => `${dish} is back`,
  more: (dish: string) => `How long or how many: ${dish}`,
  choices: (dish: string) => `How long, or how many of ${dish}`,
  forGood: 'Until I say so',
  hour: 'For an hour',
  tomorrow: 'Until tomorrow',
  countTo: (count: number) => `Only ${count} left`,
  pieces: (dish: string) => `${dish} that are left`,

  did: {
    soldOut: (dish: string) => `${dish} is sold out. Guests see it now.`,
    until: (dish: string, when: string) => `${dish} is sold out until ${when}.`,
    left: (dish: string, count: number) => `${dish}: ${count} left. Orders count it down.`,
    back: (dish: string) => `${dish} is back on the menu.`,
  },
  error: { not_found: 'This dish is not on the menu any more.' },

  ordering: {
    title: 'Ordering by guests',
    open: 'Guests can order.',
    closed: 'Guests cannot order now.',
    closedUntil: (when: string) => `Guests cannot order until ${when}.`,
    /** By the opening hours. */
    shut: (opens: string) => `Guests cannot order: it is outside your opening hours. ${opens}`,
    opens: closing,
    told: (words: string) => `They are told: “${words}”`,
    pause: 'Pause ordering',
    resume: 'Let guests order again',
    text: 'Guests can read the menu and keep their cart, but not send it. Your own orders are not affected.',
    word: 'What guests are told',
    wordHint: 'A few words, such as why and how long.',
    quick: ['The kitchen is very busy. Please wait a little.', 'The kitchen is closed for today.', 'Please order with our staff.'],
    howLong: 'How long',
    forGood: 'Until I say so',
    minutes: (count: number) => `${count} minutes`,
    hour: '1 hour',
    cancel: 'Do not pause',
    paused: 'Ordering is paused. Guests see it now.',
    resumed: 'Guests can order again.',
    stillShut: 'The pause is over. Guests can order as soon as you open.',
  },
};
