import type { CallReason, PaymentMethod } from '$api/types';
import { closing } from './closing';
import { common } from './common';
import { duration, plural } from './grammar';
import { stage } from './stage';

const { orderStatus: status } = common;

/** What a guest reads from the first tap on: a dish, joining, the cart, orders. */
export const seat = {
  item: {
    variants: 'Size or type',
    choose: (min: number, max: number) => {
      if (min === 0) return max === 1 ? 'Choose one if you like' : `Choose up to ${max}`;
      if (min === max) return `Choose ${min}`;
      return `Choose ${min} to ${max}`;
    },
    included: (free: number) => (free === 1 ? 'Included' : `${free} included`),
    includedThen: (free: number, price: string | null) =>
      price === null ? `${free} included, then as priced` : `${free} included, then ${price} each`,
    isIncluded: 'Included',
    missing: (min: number, name: string) =>
      min === 1 ? `Please choose for “${name}”.` : `Please choose at least ${min} for “${name}”.`,
    full: (max: number) => `No more than ${max} here.`,
    note: 'Special request',
    noteHint: 'Such as “no onions”. The kitchen will try.',
    allergy: 'This is about an allergy',
    allergyHint: 'The kitchen sees it in red. If it is severe, please tell our staff as well.',
    isAllergy: 'Allergy',
    add: (count: number) => (count === 1 ? 'Add to cart' : `Add ${count} to cart`),
    allergens: 'Allergens',
    noAllergens: 'None declared. Ask us if you are not sure.',
    soldOut: 'Sold out for now.',
    /** One of several that a part of a combo wants. */
    nth: (part: string, nth: number, all: number) => `${part}, ${nth} of ${all}`,
    within: (dish: string) => `Choices for ${dish}`,
  },

  join: {
    title: (table: string) => `Join table ${table}`,
    text: 'Your table’s PIN comes from our staff. It makes sure that only your table orders here.',
    pin: 'PIN of your table',
    pinHint: '4 to 6 digits',
    name: 'Your name',
    nameHint: 'Others at your table see who added what.',
    submit: 'Join',
    pinForm: 'The PIN has 4 to 6 digits.',
    pinWrong: (left?: number) => {
      const again = 'This PIN is not right. Look again, or ask a member of staff.';
      return left === undefined ? again : `${again} ${plural(left, { one: '# try', other: '# tries' })} left.`;
    },
    limited: (minutes: number) =>
      `Too many wrong PINs. Try again in ${duration(minutes, 'minute')}, or ask a member of staff.`,
    full: 'This table has as many phones as it can take. Order from one that joined.',
    askTitle: 'Ask a member of staff',
    askText: 'For this table our staff let new phones in. Please ask them.',
    closedTitle: 'This table is not open yet',
    closedText: 'Our staff open it and tell you its PIN. Until then you can read the menu.',
    checkAgain: 'Look again',
    /** On the button by which guests at a closed table call somebody. */
    ask: 'Ask our staff to open this table',
    askedTitle: 'Our staff know',
    askedText: 'This page goes on by itself when the table is open. Until then you can read the menu.',
    askedOften: 'Our staff were asked very often. Please speak to one of them.',
  },

  people: {
    here: (names: string) => `At this table: ${names}`,
    you: (name: string) => `${name} (you)`,
    title: 'At this table',
    change: 'Change name',
    keep: 'Keep it',
    renamed: (name: string) => `Your table sees you as ${name} now.`,
    notTaken: 'This name cannot be used. Please try another one.',
  },

  cart: {
    title: (family: boolean) => (family ? 'Your table’s cart' : 'Your cart'),
    total: 'Total',
    /** Before what comes on top of the menu's prices. */
    subtotal: 'Subtotal',
    rounding: 'Rounding',
    toPay: 'To pay',
    /** Behind a sum of dishes, while it is not known how much tax comes on top. */
    plusTax: '+ tax',
    /** Below a sum that holds them: "CGST 2.5% ₹2.13 + SGST 2.5% ₹2.13". */
    included: (taxes: string) => `Including ${taxes}`,
    taxIncluded: (taxes: string) => `Prices include tax${taxes}.`,
    taxAdded: (taxes: string) => `Tax${taxes} is added on the bill.`,
    /** Before what a line cost when it was chosen; only heard. */
    was: 'Before: ',
    empty: 'Nothing here yet',
    emptyText: 'What you add from the menu waits here until you order.',
    unsaved: 'Not saved yet',
    saving: 'Saving…',
    note: (note: string) => `“${note}”`,
    removed: (name: string) => `${name} removed`,
    undo: 'Undo',
    you: 'You',
    edit: (name: string) => `Change ${name}`,
    save: 'Save',
    /** Somebody else took the guest's own dish out of the cart; `who` is null where it may have been one of several. */
    taken: (who: string | null, name: string) => `${who ?? 'Somebody at your table'} removed your ${name}.`,
    takenSome: (who: string | null, name: string, before: number, left: number) =>
      `${who ?? 'Somebody at your table'} lowered your ${name} from ${before} to ${left}.`,
    putBack: 'Put it back',
    /** Somebody else gave it another note or other options. */
    changed: (who: string | null, name: string) => `${who ?? 'Somebody at your table'} changed your ${name}.`,
    unmarked: (who: string | null, name: string) =>
      `${who ?? 'Somebody at your table'} changed your ${name}. It is no longer marked “Allergy”.`,
    asItWas: 'Make it as it was',
    /** A companion was faster, and it is not known with what. */
    emptied: 'The cart is empty now',
    emptiedText: 'Somebody at your table has changed it. Nothing was sent from this phone.',
    addNote: 'Add a note',
    /** The restaurant has declared it while the dish lay in the cart. */
    nowContains: (name: string, allergens: string) => `${name} now contains ${allergens}.`,
    nowMarked: (name: string, diet: string) => `${name} is now marked “${diet}”.`,
    /** Why a dish cannot be ordered as it stands in the cart. */
    fault: {
      gone: (name: string) => `${name} is no longer on the menu. Please remove it.`,
      'sold-out': (name: string) => `${name} has just sold out. Please remove it.`,
      later: (name: string) => `${name} is not served at this time. Please remove it.`,
      ask: (name: string) => `${name} has no price yet: ask our staff. Please remove it.`,
      left: (name: string, left: number) => `Only ${left} left of ${name}. Please take fewer.`,
      choices: (name: string) => `The choices for ${name} have changed. Please choose again.`,
      option: (name: string, option: string) => `${option} is no longer offered with ${name}. Please choose again.`,
      part: (name: string, part: string) => `${part} has just sold out. Please choose something else for ${name}.`,
      few: (name: string, group: string, min: number) =>
        min === 1 ? `${name} now needs a choice of “${group}”.` : `${name} now needs at least ${min} choices of “${group}”.`,
      many: (name: string, group: string, max: number) => `${name} now comes with at most ${max} of “${group}”.`,
    },
    ordered: 'This has been ordered already.',
    /** It has left the menu, or is sold out. */
    notAdded: (name: string) => `${name} is not there any more, so it is not in the cart.`,
    notTaken: (name: string) => `${name} could not be changed.`,
    place: (dishes: number) => plural(dishes, { one: 'Send # dish', other: 'Send # dishes' }),
    orderNote: 'Special request for the whole order',
  },

  /** A wish, not a payment. */
  payment: {
    title: 'How would you like to pay?',
    name: { later: 'Decide later', cash: 'Cash', card: 'Card', upi: 'UPI' } satisfies Record<PaymentMethod, string>,
    chosen: {
      cash: 'You will pay in cash, when our staff bring the bill.',
      card: 'You will pay by card, when our staff bring the bill.',
      upi: 'You will pay by UPI, when our staff bring the bill.',
      later: 'You pay later, when our staff bring the bill.',
    } satisfies Record<PaymentMethod, string>,
  },

  placing: {
    sending: 'Sending your order…',
    sendingText: 'Please keep this page open for a moment.',
    fragile: 'This phone has no room to remember the order. Do not close this page until it is confirmed.',
    waiting: 'Not sent yet',
    waitingText: 'The connection is weak. We keep trying; you need not tap again.',
    unsavedText: 'A change of the cart is not saved yet, as the connection is weak. So nothing was sent: once it is saved, send again.',
    portalText: 'This Wi-Fi may want you to log in first: open its log-in page, or switch to mobile data. We keep trying; you need not tap again.',
    undecided: 'We do not know yet whether your order arrived',
    undecidedText:
      'We have no answer yet. Check the connection: this Wi-Fi may want a log-in. Then try again; if the order did arrive, it is not made twice.',
    again: 'Try again',
    giveUp: 'Stop trying',
    cartChanged: 'The cart has changed',
    cartChangedText: 'Somebody at your table changed it. Look at it once more, then send it.',
    pricesChanged: 'Prices have changed',
    pricesChangedText: (total: string) => `The total is ${total} now. Look at the cart once more, then send it.`,
    paused: 'Ordering is paused',
    pausedUntil: (when: string) => `You can send your cart again from ${when}. It is kept.`,
    closed: closing,
    kept: 'Your cart is kept.',
    refused: 'The order was not taken',
    codes: {
      ordering_paused: 'The kitchen takes no orders at the moment. Your cart is kept.',
      branch_closed: 'The restaurant is closed now. Your cart is kept.',
      session_closed: 'This table has been closed.',
      ordered_too_often: 'That was a lot of orders in a short time. Wait a few minutes, or ask a member of staff.',
      session_order_limit: 'That is as many orders as this page takes for one table. Please ask a member of staff.',
      check_billed: 'Your bill has been made out, so nothing can be added to it. Please ask a member of staff.',
    },
    someLine: 'A dish in your cart',
    rest: 'Then send the order again.',
    confirmed: (number: number) => `Order ${number} was sent`,
    title: 'Order sent',
    number: 'Your order number',
    /** What happens next, by how far it is. */
    next: {
      placed: 'Waiting for the restaurant to confirm. You will see it here.',
      accepted: 'It is accepted. The kitchen begins soon.',
      preparing: 'The kitchen is cooking it.',
      ready: 'It is ready and on its way to you.',
      served: 'It has been served. Enjoy your meal.',
    },
    follow: 'Track order',
    more: 'Back to the menu',
  },

  orders: {
    title: 'Your orders',
    open: (count: number) => plural(count, { one: '# order', other: '# orders' }),
    number: (number: number) => `Order ${number}`,
    at: (time: string) => `at ${time}`,
    by: (name: string, me: boolean) => (me ? 'sent by you' : `sent by ${name}`),
    addedBy: (name: string, me: boolean) => (me ? 'added by you' : `added by ${name}`),
    progress: (number: number) => `Progress of order ${number}`,
    steps: [status.placed, status.accepted, status.preparing, status.ready, status.served],
    toConfirm: 'Waiting for the restaurant to confirm',
    unanswered: 'No answer yet. Our staff can tell you more.',
    /** About an order that nobody has answered. */
    ask: 'Ask a waiter about it',
    late: 'It takes longer than we said. Our staff can tell you more.',
    readyIn: (minutes: number) => (minutes < 1 ? 'Ready any moment' : `Ready in about ${duration(minutes, 'minute')}`),
    now: (number: number, status: string) => `Order ${number}: ${status}`,
    stopped: { rejected: 'Sorry, the restaurant could not take this order.', cancelled: 'This order was cancelled.' },
    reason: (reason: string) => `Reason: ${reason}`,
    /** A part of a combo that does not come. */
    partGone: (pieces: number) => (pieces === 1 ? 'Taken off' : `${pieces} taken off`),
    /** `Not accepted: the rice is all gone`. */
    why: (status: string, reason: string) => `${status}: ${reason}`,
    notCharged: 'You do not pay for it.',
    putBack: 'Back into the cart',
    putBackSome: 'What is sold out by now was left out.',
    allSoldOut: 'All of this is sold out by now.',
    isBack: 'This is in your cart again, or has been ordered since.',
    soldOut: 'Sold out',
    sentBy: (name: string, number: number) => `${name} sent order ${number}.`,
    soFar: 'So far at this table',
    bill: 'See the bill',
    line: { new: stage.waiting, ...stage },
    ready: (number: number) => `Order ${number} is ready.`,
    rejected: (number: number) => `Order ${number} was not accepted.`,
    cancelled: (number: number) => `Order ${number} was cancelled.`,
    none: 'No orders yet',
    noneText: 'Once you send your cart, you can follow it here.',
  },

  calls: {
    title: 'How can we help?',
    name: { waiter: 'Call a waiter', bill: 'Ask for the bill', water: 'Water, please', other: 'Something else', pay: 'Pay' } satisfies Record<
      CallReason,
      string
    >,
    again: 'Ask again',
    againIn: (seconds: number) => `Ask again in ${duration(seconds, 'second', 'short')}`,
    remind: 'Remind them',
    remindIn: (seconds: number) => `Remind them in ${duration(seconds, 'second', 'short')}`,
    note: 'What do you need?',
    noteHint: 'Such as “a high chair” or “more napkins”.',
    send: 'Send',
    state: {
      sending: 'Sending…',
      unsent: 'Not sent yet. The connection is weak; we keep trying.',
      undecided: 'We do not know whether this arrived. Trying again does not ask twice.',
      refused: 'This was not taken. Please try again, or wave to a member of staff.',
      sent: 'Sent to our staff',
      seen: 'Somebody saw it and is on the way.',
      done: 'Done',
      cooling: 'Your table asked for this a moment ago.',
    },
    tryAgain: 'Try again',
    giveUp: 'Stop trying',
    asked: (name: string, me: boolean, age: string) => `${me ? 'You' : name} asked ${age}`,
    justNow: 'just now',
    ago: (minutes: number) => `${duration(minutes, 'minute')} ago`,
    seenToast: {
      waiter: 'A waiter is on the way.',
      bill: 'Your bill is on the way.',
      water: 'Your water is on the way.',
      other: 'Somebody saw your request and is on the way.',
      pay: 'Somebody comes for your payment.',
    } satisfies Record<CallReason, string>,
  },

  bill: {
    title: 'The bill so far',
    /** What each has added, with its sum. */
    parts: 'Who added what',
    beforeTax: 'What each guest comes to is before tax.',
    round: (round: number) => `Round ${round}`,
    order: (number: number, time: string) => `Order ${number}, ${time}`,
    you: (name: string) => `${name} (you)`,
    struck: { rejected: 'Not accepted', cancelled: 'Cancelled' },
    takenOff: 'Taken off',
    notCounted: (why: string, reason?: string) => (reason ? `${why}: ${reason}` : why),
    total: 'Total so far',
    text: 'As ordered until now. The final bill comes from our staff.',
    none: 'Nothing ordered yet',
    noneText: 'What you order is added up here.',
    ask: 'Ask for the bill',
    pay: 'Pay mine, a share or all',
    asked: 'You asked for the bill',
  },

  ended: {
    closedTitle: 'Thank you',
    closedHeading: 'It was good to have you here',
    closedText: 'This table has been closed. We hope to see you again soon.',
    had: 'You had',
    total: 'Total as ordered',
    next: 'Still something open? Our staff help you. To order again, ask them to open the table, then scan the code once more.',
    expiredTitle: 'Please join again',
    expiredHeading: 'Your phone has left the table',
    expiredText: 'Join again with the PIN. Your cart and your orders are still there.',
    menu: 'Back to the menu',
  },
};
