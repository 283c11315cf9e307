import { duration, plural } from './grammar';

/** What the guest's page shows at once; the rest is in `seat.ts`, loaded after it. */
export const guest = {
  title: (place: string) => `${place} · Menu`,
  table: (name: string) => `Table ${name}`,

  failed: { title: 'The menu did not load' },

  menu: {
    categories: 'Menu categories',
    /** By the figures of the last days. */
    popular: { name: 'Popular', description: 'Ordered most here in the last seven days' },
    all: 'All categories',
    marks: 'What the marks mean',
    search: 'Search the menu',
    clear: 'Clear the search',
    soldOut: 'Sold out',
    left: (count: number) => `Only ${count} left`,
    contains: (allergens: string) => `Contains ${allergens}`,
    prep: (minutes: number) => `Ready in about ${duration(minutes, 'minute')}`,
    prepShort: (minutes: number) => duration(minutes, 'minute', 'short'),
    /** Before the price of the cheapest variant. */
    from: 'from',
    add: 'Add',
    addNamed: (name: string) => `Add ${name}`,
    chooseNamed: (name: string) => `Choose options for ${name}`,
    inCart: (count: number) => `${count} in your cart`,
  },

  /** For who goes by keyboard: past all dishes. */
  skip: 'Skip the menu',

  bar: {
    join: 'Join this table to order',
    /** Beside it, while nobody has opened the table. */
    closed: 'Not open yet: ask our staff here',
    cart: 'View cart',
    items: (count: number) => (count === 0 ? 'Empty so far' : plural(count, { one: '# item', other: '# items' })),
    order: (number: number) => `Order ${number}`,
    notSent: 'Not sent yet',
    /** The one button for all calls, by the state that matters most. */
    call: {
      idle: 'Call',
      done: 'Call',
      sending: 'Calling…',
      unsent: 'Not sent',
      undecided: 'Not sent',
      refused: 'Not sent',
      sent: 'Called',
      seen: 'On the way',
    },
    callLabel: (state: string) => `Call the staff: ${state}`,
  },

  welcome: (name: string) => `Welcome, ${name}.`,
  welcomeBack: (name: string) => `Welcome back, ${name}.`,
};
