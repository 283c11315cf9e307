import type { Allergen, Diet, OrderStatus } from '$api/types';
import { duration, list } from './grammar';
import { stage } from './stage';

export const common = {
  close: 'Close',
  /** Puts a message in passing away. */
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  back: 'Back',
  tryAgain: 'Try again',
  loading: 'Loading',
  language: 'Language',
  list: (parts: readonly string[]) => list(parts),
  optional: 'optional',
  required: 'required',
  decrease: (what: string) => `One less of ${what}`,
  increase: (what: string) => `One more of ${what}`,
  quantityOf: (what: string) => `Quantity of ${what}`,
  minutes: (count: number) => duration(count, 'minute', 'short'),
  minutesLong: (count: number) => duration(count, 'minute'),

  link: {
    connecting: 'Connecting…',
    lost: 'No live connection. We keep trying.',
    lostSince: (time: string) => `No live connection since ${time}. We keep trying.`,
    back: 'Live again',
  },

  /** There is a newer version of the page. */
  version: {
    ready: 'There is a new version of this page. Nothing is lost when you load it.',
    load: 'Load it',
  },

  diet: {
    veg: 'Vegetarian',
    vegan: 'Vegan',
    egg: 'Contains egg',
    non_veg: 'Non-vegetarian',
  } satisfies Record<Diet, string>,

  allergen: {
    gluten: 'gluten',
    crustaceans: 'crustaceans',
    egg: 'egg',
    fish: 'fish',
    peanuts: 'peanuts',
    soy: 'soy',
    milk: 'milk',
    tree_nuts: 'tree nuts',
    celery: 'celery',
    mustard: 'mustard',
    sesame: 'sesame',
    sulphites: 'sulphites',
    lupin: 'lupin',
    molluscs: 'molluscs',
  } satisfies Record<Allergen, string>,

  /** As a guest reads it. */
  orderStatus: {
    placed: 'Sent',
    accepted: 'Accepted',
    preparing: stage.cooking,
    ready: stage.ready,
    served: stage.served,
    completed: 'Completed',
    rejected: 'Not accepted',
    cancelled: stage.cancelled,
  } satisfies Record<OrderStatus, string>,

  error: {
    network: 'No connection. Check your network and try again.',
    timeout: 'This takes too long. Please try again.',
    busy: 'The restaurant’s system is busy. Please try again in a moment.',
    forbidden: 'You may not do this.',
    not_found: 'This is no longer here.',
    garbled: 'The answer did not come from the restaurant. If this Wi-Fi wants a log-in, log in to it first, then try again.',
    version_conflict: 'Somebody else changed this. Look again, then retry.',
    unknown: 'Something went wrong. Please try again.',
    reference: (id: string) => `Reference ${id}`,
  },
};
