import type { CallReason, SessionMode, TableStatus } from '$api/types';
import { asksToPay } from './asks-to-pay';
import { board } from './board';
import { duration, list, plural } from './grammar';
import { staff } from './staff';
import { stage } from './stage';

const reasons: Record<CallReason, string> = {
  waiter: 'Waiter, please',
  bill: 'The bill, please',
  water: 'Water, please',
  other: 'Something else',
  pay: 'Wants to pay',
};

/** `8 and 9` */
const numbered = (numbers: number[]) => list(numbers.map(String));
const ordersOf = (numbers: number[]) => `${numbers.length === 1 ? 'Order' : 'Orders'} ${numbered(numbers)}`;

export const floor = {
  title: 'Floor',
  summary: (taken: number, all: number) => `${taken} of ${plural(all, { one: '# table', other: '# tables' })} taken`,
  views: 'What to show',
  view: { todo: 'To do', tables: 'Tables' },
  viewCount: {
    todo: (count: number) => `To do, ${plural(count, { one: '# thing', other: '# things' })}`,
    tables: (count: number) => `Tables, ${count} taken`,
  },
  filter: {
    title: 'Filter',
    open: (narrowed: boolean) => (narrowed ? 'Filter, on' : 'Filter'),
    mine: 'Only my tables',
    section: 'Section',
    allSections: 'All sections',
    state: 'Tables',
    states: {
      any: 'All tables',
      free: 'Free',
      booked: 'Reserved',
      taken: 'Taken',
      waiting: 'Something to do',
    },
    shown: (parts: string[]) => `Showing: ${list(parts)}`,
    reset: 'Show all',
    done: 'Done',
  },
  none: 'No table matches the filter.',
  noTables: 'This branch has no tables yet.',

  todo: {
    title: 'To do',
    none: 'Nothing to do right now.',
    noneHint: 'Calls, new orders and ready dishes show up here.',
    others: (count: number) =>
      count === 1 ? 'One more thing to do at other tables.' : `${count} more things to do at other tables.`,
    accept: (number: number) => `Order ${number} to accept`,
    /** Guests scanned the code of a table that is not open, and asked for it. */
    open: 'Guests want this table opened',
    serve: (numbers: number[]) => (numbers.length === 1 ? `Order ${numbers[0]} is ready` : `Orders ${numbered(numbers)} are ready`),
    serveSome: (numbers: number[]) => `${ordersOf(numbers)}: some dishes are ready`,
    table: (table: string) => `Table ${table}`,
    age: (minutes: number) => (minutes < 1 ? 'now' : duration(minutes, 'minute', 'short')),
    late: 'Waiting too long',
  },
  /** Orders of parties that have left. */
  left: {
    title: 'Party left',
    hint: 'Their guests are gone, but these orders are still open in the kitchen.',
    band: 'Party left',
    at: (table: string) => `Was at table ${table}`,
    drop: 'Cancel order',
    dropOf: (number: number) => `Cancel order ${number}`,
    /** What was tapped, where it could not be done. */
    tap: 'Cancel',
    dropped: (number: number) => `Order ${number} cancelled`,
    /** Stands with the cancelled order. */
    reason: 'Party left',
  },
  call: {
    reasons,
    asksToPay,
    acknowledge: 'I’m on it',
    resolve: 'Done',
    acknowledgeOf: (reason: CallReason, table: string) => `I’m on it: ${reasons[reason]}, table ${table}`,
    resolveOf: (reason: CallReason, table: string) => `Done: ${reasons[reason]}, table ${table}`,
    going: 'Somebody is on it',
    by: (name: string) => `by ${name}`,
    said: {
      acknowledged: (table: string) => `Table ${table} sees that somebody is on it`,
      resolved: (table: string) => `The call of table ${table} is done`,
    },
    name: (reason: CallReason, table: string) => `${reasons[reason]}, table ${table}`,
    open: (count: number) => plural(count, { one: '# call', other: '# calls' }),
    title: 'Calls',
  },
  alerts: {
    waiting: 'Tap anywhere to turn the sound on.',
    on: 'This device rings for calls, new orders and dishes that are ready.',
    muted: 'Sound is off on this device. A phone still vibrates.',
    missing: 'This browser cannot play sound. Keep an eye on the list.',
    title: 'Sound for calls and orders',
  },
  /** `others`: at tables that the filters leave to colleagues. */
  caughtUp: (count: number, others: number) => {
    if (count > 0) return `Live again. ${plural(count, { one: '# thing', other: '# things' })} to do.`;
    if (others > 0) return `Live again. ${plural(others, { one: '# thing', other: '# things' })} to do, at other tables.`;
    return 'Live again. Nothing to do right now.';
  },

  status: {
    free: 'Free',
    booked: 'Reserved',
    occupied: 'Taken',
    billed: 'Bill',
    cleaning: 'To clean',
  } satisfies Record<TableStatus, string>,
  /** Above the tables of who looks at the page. */
  own: 'Your tables',
  /** Guests stand at a table that is not open. */
  asked: 'Guests wait',
  seated: 'Seated',
  eating: 'Eating',
  pinLocked: 'PIN locked',
  seats: (count: number) => plural(count, { one: '# seat', other: '# seats' }),
  party: (count: number) => plural(count, { one: '# guest', other: '# guests' }),
  phones: (count: number) => plural(count, { one: '# phone', other: '# phones' }),
  duration: (minutes: number) =>
    minutes < 60 ? duration(minutes, 'minute', 'short') : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`,
  toAccept: (count: number) => `${count} to accept`,
  ready: (count: number) => `${count} ready`,
  partlyReady: (count: number) => `${count} partly ready`,
  toCook: (count: number) => `${count} waiting`,
  cooking: (count: number) => `${count} cooking`,

  sheet: (table: string) => `Table ${table}`,
  open: {
    mode: 'Who orders together?',
    modes: { family: 'The whole table', individual: 'Each guest separately' } satisfies Record<SessionMode, string>,
    modeHints: {
      family: 'One shared cart, one bill.',
      individual: 'A cart for each phone, one bill.',
    } satisfies Record<SessionMode, string>,
    party: 'How many guests?',
    submit: 'Open table',
    of: (table: string) => `Open table ${table}`,
    taken: 'Somebody has just opened this table.',
    tooMany: (seats: number) => `More than its ${plural(seats, { one: '# seat', other: '# seats' })}.`,
    opened: (table: string) => `Table ${table} is open`,
  },
  book: {
    book: 'Reserve',
    free: 'Cancel the reservation',
    clean: 'Mark as clean',
    done: {
      booked: (table: string) => `Table ${table} is reserved`,
      free: (table: string) => `Table ${table} is free`,
    },
  },
  waiter: {
    label: 'Waiter',
    me: (name: string) => `${name} (you)`,
    none: 'Nobody yet',
    unknown: 'Somebody else',
  },
  guests: {
    title: 'Guests',
    none: 'No phone has joined yet. Tell the guests the PIN.',
    failed: 'Guests and bill could not be loaded.',
    joined: (time: string) => `since ${time}`,
  },
  bill: {
    title: 'Bill so far',
    none: 'Nothing ordered yet.',
    rounding: 'Rounding',
    /** With taxes. */
    toPay: 'To pay',
  },
  parties: { change: 'Number of guests', changed: 'Party updated' },
  pin: {
    title: 'PIN for the guests',
    spoken: (digits: string) => `PIN ${digits}`,
    text: 'Only tell it to the guests at this table.',
    locked: 'PIN locked after wrong tries. Nobody can join with it.',
    unlock: 'Make a new PIN and tell it to the guests.',
    rotate: 'New PIN',
    rotated: 'New PIN. Phones that have joined stay in.',
    failed: 'The PIN could not be loaded.',
  },
  facts: { since: 'Seated', order: 'Last order', party: 'Guests', phones: 'Phones', total: 'Total', never: 'none yet' },

  order: {
    title: 'Open orders',
    take: 'Take an order',
    status: staff.orderStatus,
    none: 'No open orders.',
    number: (number: number) => `Order ${number}`,
    by: (name: string, minutes: number) => {
      const when = minutes < 1 ? 'just now' : `${duration(minutes, 'minute', 'short')} ago`;
      return name ? `${name}, ${when}` : when;
    },
    accept: 'Accept',
    reject: 'Reject',
    serve: 'Served',
    acceptOf: (number: number) => `Accept order ${number}`,
    rejectOf: (number: number) => `Reject order ${number}`,
    serveOf: (...numbers: number[]) => `${ordersOf(numbers)} served`,
    accepted: (number: number) => `Order ${number} accepted`,
    rejected: (number: number) => `Order ${number} rejected`,
    served: (number: number) => `Order ${number} served`,
    serveSome: 'Served what is ready',
    serveSomeOf: (...numbers: number[]) => `${ordersOf(numbers)}: served what is ready`,
    linesServed: (number: number, names: string[]) => `Order ${number}, served: ${list(names)}`,
    line: {
      cooking: stage.cooking,
      ready: stage.ready,
      served: stage.served,
      voided: (count: number) => `${count} cancelled`,
    },
    quantity: board.dish.quantity,
  },
  close: {
    button: 'Close table',
    sure: (table: string) => `Close table ${table}?`,
    text: 'All phones leave the table and cannot order any more.',
    open: {
      accept: (count: number) => `${plural(count, { one: '# order', other: '# orders' })} to accept or reject`,
      waiting: (count: number) => `${plural(count, { one: '# order', other: '# orders' })} waiting`,
      cooking: (count: number) => `${plural(count, { one: '# order', other: '# orders' })} cooking`,
      ready: (count: number) => `${plural(count, { one: '# order', other: '# orders' })} ready to serve`,
      calls: (count: number) => `${plural(count, { one: '# call', other: '# calls' })} not answered`,
    },
    openTitle: 'Still open:',
    bill: (total: string) => `The bill so far is ${total}.`,
    kept: 'Open orders stay in the kitchen, and in the to-do list under “Party left”.',
    keep: 'Keep it open',
    closed: (table: string) => `Table ${table} is closed`,
    already: 'This table is already closed.',
  },
  noAnswer: 'No answer. Check the table, then try again.',
};
