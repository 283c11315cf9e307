import type { OrderStatus, SessionMode, TableStatus } from '$api/types';
import { plural } from '../plural';
import { common } from './common';

export const floor = {
  title: 'Floor',
  summary: (taken: number, all: number) => `${taken} of ${plural(all, 'table', 'tables')} taken`,
  filterTitle: 'Which tables to show',
  filter: { all: 'All', todo: 'To do', taken: 'Taken', free: 'Free' },
  filterCount: (name: string, count: number) => `${name}, ${plural(count, 'table', 'tables')}`,
  none: {
    all: 'This branch has no tables yet.',
    todo: 'Nothing waits for you.',
    taken: 'No table is taken.',
    free: 'No table is free.',
  },

  status: {
    free: 'Free',
    booked: 'Booked',
    occupied: 'Occupied',
    billed: 'Has the bill',
    cleaning: 'To clean',
  } satisfies Record<TableStatus, string>,
  seats: (count: number) => plural(count, 'seat', 'seats'),
  party: (count: number) => plural(count, 'guest', 'guests'),
  phones: (count: number) => plural(count, 'phone', 'phones'),
  duration: (minutes: number) =>
    minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`,
  toAccept: (count: number) => `${count} to accept`,
  ready: (count: number) => `${count} ready`,
  cooking: (count: number) => `${count} cooking`,

  sheet: (table: string) => `Table ${table}`,
  open: {
    mode: 'Who shares a cart?',
    modes: { family: 'The whole table', individual: 'Each guest alone' } satisfies Record<SessionMode, string>,
    modeHints: {
      family: 'One cart on all phones, one check.',
      individual: 'A cart for each phone, one check.',
    } satisfies Record<SessionMode, string>,
    party: 'How many guests?',
    submit: 'Open table',
    taken: 'Somebody has just opened this table.',
    opened: (table: string) => `Table ${table} is open`,
  },
  pin: {
    title: 'PIN for the guests',
    spoken: (digits: string) => `PIN ${digits}`,
    text: 'Only tell it to the guests at this table.',
    rotate: 'New PIN',
    rotated: 'New PIN. Phones that joined stay.',
    failed: 'The PIN could not be read.',
  },
  facts: { since: 'Open for', party: 'Guests', phones: 'Phones', total: 'Total' },

  order: {
    title: 'Open orders',
    status: { ...common.orderStatus, placed: 'To accept' } satisfies Record<OrderStatus, string>,
    none: 'No open orders.',
    number: (number: number) => `Order ${number}`,
    by: (name: string, minutes: number) => (name ? `${name}, ${minutes} min ago` : `${minutes} min ago`),
    earlier: 'Of an earlier party at this table',
    accept: 'Accept',
    reject: 'Reject',
    serve: 'Served',
    acceptOf: (number: number) => `Accept order ${number}`,
    rejectOf: (number: number) => `Reject order ${number}`,
    serveOf: (number: number) => `Order ${number} is served`,
    accepted: (number: number) => `Order ${number} accepted`,
    rejected: (number: number) => `Order ${number} rejected`,
    served: (number: number) => `Order ${number} served`,
    changed: (number: number) => `Order ${number} has just been changed by somebody else.`,
    quantity: (quantity: number) => `${quantity}×`,
  },
  reject: {
    reason: 'Reason',
    hint: 'The guests read this on their phones.',
    missing: 'Say why, so that the guests know.',
    quick: [
      'The kitchen has closed.',
      'Something in it has run out.',
      'Please talk to us first.',
    ],
    submit: 'Reject the order',
  },

  close: {
    button: 'Close table',
    sure: (table: string) => `Close table ${table}?`,
    text: 'All its phones leave the table and can order no more.',
    openOrders: (count: number) =>
      count === 1
        ? 'One order is still open. The kitchen keeps it.'
        : `${count} orders are still open. The kitchen keeps them.`,
    unaccepted: (count: number) =>
      count === 1 ? 'One still waits to be accepted or rejected.' : `${count} still wait to be accepted or rejected.`,
    keep: 'Keep it open',
    closed: (table: string) => `Table ${table} is closed`,
    already: 'This table has been closed already.',
  },
  noAnswer: 'No answer. Look at the table: it shows how things stand. Then try again.',

  news: {
    placed: (table: string, number: number) => `Table ${table}: order ${number} waits to be accepted`,
    ready: (table: string, number: number) => `Table ${table}: order ${number} is ready`,
  },
};
