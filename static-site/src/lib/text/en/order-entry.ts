import type { OrderLine } from '$api/types';
import { plural } from './grammar';
import { orderWords } from './order-words';
import { stage } from './stage';

export const orderEntry = {
  back: 'Back',
  bill: 'Bill',
  menu: 'Menu',
  categories: 'Categories',
  popular: orderWords.popular,
  search: 'Search dishes',
  clear: 'Empty the search',
  /** What Enter does with the dish that the arrows have reached. */
  enter: (dish: string, quantity: number) => `Enter adds ${quantity > 1 ? `${quantity} × ` : ''}${dish}`,
  nothing: (words: string) => `No dish is called “${words}”.`,
  failed: 'The menu could not be loaded.',
  checkFailed: 'The check could not be loaded.',
  ended: 'This check is closed.',
  keys: '/ searches, arrows choose, Enter adds, digits set how many',

  dish: {
    soldOut: 'Sold out',
    left: (count: number) => `${count} left`,
    from: (when: string) => `From ${when}`,
    ask: 'No price today',
    chosen: (count: number) => `${count} on this check, not sent`,
    /** A tap on what cannot be had says why. */
    why: {
      soldOut: (dish: string) => `${dish} is sold out.`,
      later: (dish: string, when: string) => `${dish} is served from ${when}.`,
    },
    noAllergens: 'none declared',
    weight: {
      label: (pounds: boolean) => (pounds ? 'Weight in pounds' : 'Weight in grams'),
      hint: (pounds: boolean, price: string) => `${price}. ${pounds ? 'As the scale shows it, such as 0.45.' : 'Whole grams: 0.450 kg on the scale are 450.'}`,
      reckoned: (weight: string, price: string) => `${weight} × ${price}`,
      pad: 'Number pad',
      erase: 'Delete the last digit',
      fault: {
        missing: () => 'Say what it weighs.',
        unreadable: () => 'This is no weight.',
        decimals: (pounds: boolean) => (pounds ? 'At most two decimals.' : 'Whole grams: 0.450 kg on the scale are 450.'),
        large: (pounds: boolean) => (pounds ? 'At most 110 lb at once.' : 'At most 50,000 g at once.'),
      } satisfies Record<string, (pounds: boolean) => string>,
    },
    priceFirst: 'Say what it costs today, then add it.',
    add: (count: number) => (count === 1 ? 'Add' : `Add ${count}`),
    save: 'Save',
    note: 'Note for the kitchen',
    noteHint: 'Such as “no onions”.',
    allergy: 'This is about an allergy',
    allergyHint: 'The kitchen sees it in red.',
  },

  ticket: {
    title: 'Check',
    open: (count: number) => `Show the check, ${plural(count, { one: '# piece', other: '# pieces' })} not sent`,
    empty: 'Tap dishes to add them.',
    fresh: 'New',
    saved: 'Saved',
    savedHint: 'Kept on the check, not sent to the kitchen.',
    sending: 'Being sent',
    sent: 'In the kitchen and served',
    order: (number: number) => `Order ${number}`,
    change: (dish: string) => `Change ${dish}`,
    remove: 'Take off',
    takeOff: (dish: string) => `Take ${dish} off`,
    allergy: 'Allergy',
    note: 'Note for the kitchen about the whole order',
    addNote: 'Note to the kitchen',
    soFar: 'Ordered so far',
    toSend: 'Not sent yet',
    total: 'Total',
    /** Below the total. */
    before: 'Before tax.',
    line: {
      new: stage.waiting,
      cooking: stage.cooking,
      ready: stage.ready,
      served: stage.served,
      cancelled: stage.cancelled,
    } satisfies Record<OrderLine['status'], string>,
  },

  action: {
    kot: 'KOT',
    kotOf: (count: number) => `KOT: send ${plural(count, { one: '# piece', other: '# pieces' })} to the kitchen`,
    kotPrint: 'KOT & Print',
    kotPrintOf: 'KOT & Print: send it to the kitchen and print the copy',
    save: 'Save',
    saveOf: 'Save on the check, without the kitchen',
    savePrint: 'Save & Print',
    savePrintOf: 'Save & Print: send what is new, make the bill and print it',
    hold: 'Hold',
    holdOf: 'Hold: nothing goes to the kitchen for now',
    resume: 'Resume',
    resumeOf: 'Resume: the kitchen may have it',
  },
  onHold: 'On hold. Nothing of this check goes to the kitchen.',

  said: {
    sent: (name: string, order: number) => `${name}: order ${order} is in the kitchen`,
    saved: (name: string) => `${name}: saved`,
    billed: (name: string) => `${name} is billed`,
    held: (name: string) => `${name} is on hold`,
    resumed: (name: string) => `${name} goes on`,
  },

  /** The order went, and why its bill could not be made. */
  unbilled: (why: string) => `The order is in the kitchen, but there is no bill. ${why}`,

  link: {
    waiting: 'No answer yet. We keep trying: nothing is sent twice.',
    undecided: 'It is not known whether this was sent. “Try again” sends it once, however often you tap.',
    again: 'Try again',
    giveUp: 'Back to the check',
    fragile: 'Keep this page open until then: this device cannot store anything.',
  },

  /** Why the server did not take it, by its codes. */
  refused: {
    item_sold_out: (dish: string) => `${dish} is sold out. Take it off the check.`,
    few: (dish: string, left: number) => `Only ${left} left of ${dish}.`,
    item_gone: (dish: string) => `${dish} is no longer on the menu. Take it off the check.`,
    item_not_served: (dish: string, when: string | null) => (when ? `${dish} is not served now, but from ${when}.` : `${dish} is not served now.`),
    item_not_priced: (dish: string) => `${dish} has no price now. Say what it costs today, or take it off the check.`,
    options_invalid: (dish: string) => `The choices for ${dish} do not fit the menu any more. Choose again.`,
    cart_changed: 'Some of this was sent already. Look at the check before you send the rest.',
    cart_empty: 'There is nothing to send.',
    check_on_hold: 'This check is on hold. Resume it first, then send.',
    check_billed: 'The bill of this check is out. It takes no more orders.',
    day_closed: 'The day is closed: nothing is billed for it any more.',
    approval_needed: 'A manager has to approve the discount again. Open the bill for that.',
    session_closed: 'This check is closed. It takes no more orders.',
    session_order_limit: 'This check has as many orders as one can have. Close it and open another.',
    illegal_transition: (status: string) => `This check takes no more orders: it is ${status}.`,
    validation: 'The server does not take it like this. Look at the quantities and notes.',
    /** Something without a name. */
    dish: 'A dish',
  },

  status: orderWords.status,
};
