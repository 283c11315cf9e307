import type { Weekday } from '$api/types';
import { calendar } from '../calendar';
import { looks } from './admin-looks';
import { print } from './admin-print';
import { plural } from './grammar';

const { day } = calendar('en');
const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** The first of January 2001 was a Monday. */
const dayOfWeek = (of: Weekday) => day(`2001-01-0${WEEK.indexOf(of) + 1}`, { weekday: 'long' });

export const admin = {
  title: 'Manage',
  failed: {
    title: 'The settings could not be loaded',
    text: 'The restaurant’s system did not answer.',
  },
  noAnswer: 'No answer. This is how things are now. Check, then try again.',

  settings: {
    title: 'How this branch works',
    name: 'Name of this branch',
    nameHint: 'Guests see it on their phones. Printed cards keep the old one; this page then says which.',
    zoneHint: 'Opening hours and happy hours go by this clock at once. Orders from now on count for the day by it.',
    closingHint: 'What is sold before then counts for the evening before. Orders that are placed already keep their day.',
    missing: 'Enter a name for the branch.',
    upi: 'UPI address',
    upiHint: 'At which guests pay you, such as name@bank. The counter then shows the code of a bill to scan.',
    /** What the server says of a field, where the page has words of its own. */
    fields: {
      name: 'Another branch has this name, or it is too long. Use at most 60 characters.',
      address: 'Use at most 5 lines and 300 characters.',
      upi_id: 'Enter it as name@bank, or leave it empty.',
      time_zone: 'Choose another time zone.',
      closing_hour: 'Choose another hour.',
      legal_name: 'Use one line of at most 100 characters.',
      invoice_prefix: 'Use up to 4 of A to Z, 0 to 9, - and /, and not digits alone.',
      invoice_footer: 'Use at most 200 characters.',
      calling_code: 'Enter the digits that numbers of your country begin with, such as 91.',
    },
    auto_accept: 'Accept orders automatically',
    auto_acceptHint: 'Orders go straight to the kitchen. When off, a waiter or the kitchen accepts each one.',
    table_list: 'Let guests choose their table from a list',
    table_listHint:
      'For guests whose camera does not work. Anyone with the link can see all table names and open any table’s page. They still need the table’s PIN to order.',
    listLink: 'Link to the list',
    ages: 'Late orders',
    urgent_minutes: 'Due after (minutes)',
    critical_minutes: 'Late after (minutes)',
    agesHint: 'Kitchen tickets change colour at these times.',
    pin_length: 'PIN of a table',
    pin_lengthHint: 'Tables that are open already keep their PIN.',
    digits: (count: number) => `${count} digits`,
    caps: 'How much one table may order',
    capsHint: 'Against mistakes and jokes: far more than any dinner. Beyond it, staff can still help. Tables that are open already keep their limits.',
    orders_per_session: 'Orders of one table',
    orders_per_window: 'Orders within 10 minutes',
    lines_per_order: 'Dishes in one order',
    lines_per_session: 'Dishes of one table',
    invoice: 'Invoices and receipts',
    invoiceHint: 'What is printed beside your postal address and the numbers that you entered with your taxes. Bills that are issued already stay as they are.',
    legal_name: 'Legal name',
    legal_nameHint: 'If the registers know you by another name than your guests.',
    invoice_prefix: 'Prefix of bill numbers',
    invoice_prefixHint: 'Such as LR-. Branches with one tax registration need one each. A new one begins with 1.',
    invoice_footer: 'Last line',
    invoice_footerHint: 'Such as a declaration or a word of thanks.',
    calling_code: 'Calling code',
    calling_codeHint: 'Such as 91: to send receipts by WhatsApp to numbers without one.',
    range: (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`,
    order: 'Must be more than “Due after”.',
    save: 'Save',
    discard: 'Discard changes',
    saved: 'Saved',
    same: 'All changes are saved.',
    conflict: {
      title: 'Somebody else changed these settings',
      theirs: (names: string) => `They changed: ${names}. `,
      text: 'Your changes are still below, not saved yet. Check them, then save.',
    },
    names: {
      name: 'the name',
      address: 'the postal address',
      upi_id: 'the UPI address',
      time_zone: 'the time zone',
      closing_hour: 'the end of the business day',
      auto_accept: 'accepting orders',
      urgent_minutes: 'due after',
      critical_minutes: 'late after',
      pin_length: 'the PIN’s length',
      orders_per_session: 'orders of one table',
      orders_per_window: 'orders within 10 minutes',
      lines_per_order: 'dishes in one order',
      lines_per_session: 'dishes of one table',
      table_list: 'the list of tables',
      legal_name: 'the legal name',
      invoice_prefix: 'the prefix of bill numbers',
      invoice_footer: 'the invoices’ last line',
      calling_code: 'the calling code',
    },
  },

  /** What the whole brand is called. */
  brand: {
    title: 'Name of your restaurant',
    change: 'Change',
    name: 'Name',
    hint: 'At all of your branches. Guests see it above the menu.',
    missing: 'Enter a name.',
    after: (before: string) =>
      `Printed cards say “${before}” and go on working. After you save, the page of each branch names the tables whose cards are to be printed anew.`,
    submit: 'Save the name',
    saved: 'Saved. Guests see it when they next open the page.',
    conflict: {
      title: 'Somebody else changed the name',
      text: (theirs: string) => `It is “${theirs}” now. Yours is still below, not saved yet. Save again to replace theirs.`,
    },
  },

  hours: {
    title: 'Opening hours',
    change: 'Change',
    isAlways: 'Guests can order at any time.',
    day: dayOfWeek,
    days: (from: Weekday, to: Weekday) => `${dayOfWeek(from)} to ${dayOfWeek(to)}`,
    span: (opens: string, closes: string) => `${opens} to ${closes}`,
    nextDay: 'On the next day',
    closed: 'Closed',
    closedOn: (dates: string) => `Closed on ${dates}`,
    date: (date: string) => day(date, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
    lead: (zone: string) =>
      `Guests can order only at these times, by the clock of ${zone}. Outside of them they can read the menu and keep their cart. Your staff are not affected.`,
    always: 'Guests can order at any time',
    alwaysHint: 'When off, you say from when to when.',
    opens: 'From',
    closes: 'To',
    add: 'Add a time',
    addAnother: 'Add another time',
    remove: (day: string) => `Remove this time of ${day}`,
    sameAs: (day: string) => `Same as ${day}`,
    toAll: 'Copy to all days',
    dates: 'Closed on certain dates',
    datesHint: 'Such as holidays. What begins on the evening before goes on over midnight.',
    newDate: 'Date',
    addDate: 'Add',
    removeDate: (date: string) => `Remove ${date}`,
    never: 'With all days closed, nobody could ever order. Add a time, or let guests order at any time.',
    mistake: {
      missing: 'Enter a time.',
      overlap: 'Another time has not ended yet.',
      date: 'Choose a date.',
    },
    save: 'Save the hours',
  },

  tables: {
    title: 'Tables and QR cards',
    summary: (count: number) => plural(count, { one: '# table', other: '# tables' }),
    none: 'This branch has no tables yet.',
    seats: (count: number) => plural(count, { one: '# seat', other: '# seats' }),
    /** Before the table's name, for who hears it. */
    table: 'Table',
    print: 'Print cards',
    add: 'Add tables',
    start: 'Say how many there are. Each gets a card with a QR code for your guests.',
    rename: (section: string) => `Rename “${section}”`,
    search: 'Find a table',
    found: (count: number) => plural(count, { one: '# table found', other: '# tables found' }),
    nothing: 'No table has this name or code.',
  },

  card: {
    title: (name: string) => `Table ${name}`,
    qr: (name: string) => `QR code of table ${name}`,
    code: 'Code',
    link: 'Link',
    svg: 'Download SVG',
    png: 'Download PNG',
    file: (name: string) => `table-${name}`,
    printOne: 'Print this card',
    change: 'Change this table',
    downloadFailed: 'The download failed. Please try again.',
  },

  looks,

  /** The way of a new restaurant to its first guests. */
  steps: {
    title: 'Your restaurant in steps',
    lead: (done: number, of: number, skipped = 0) =>
      `${done} of ${of} done${skipped > 0 ? `, ${skipped} skipped` : ''}. You can stop and come back at any time.`,
    hide: 'Hide these steps',
    show: 'Show the first steps',
    skip: 'Skip',
    skipped: 'Skipped',
    takeUp: 'Take it up again',
    done: 'Done',
    fromFile: 'Or bring your menu from a file',
    fromSample: 'Or start with a sample menu',
    sample: 'Guests still find the sample there. Write your own, then remove the sample and publish.',
    name: { tables: 'Make your tables', hours: 'Set your opening hours', looks: 'Choose your looks', menu: 'Write your menu', colleagues: 'Invite your colleagues', cards: 'Print the cards', try: 'Try it on your own phone' },
    hint: {
      tables: 'How many there are, and where.',
      hours: 'When guests can order. Until then they always can.',
      looks: 'Your colour, logo and letters. You can leave it as it is.',
      menu: 'Where dishes are made, then the dishes. Publish it.',
      colleagues: 'Each gets a link and chooses a password. Alone? Skip it.',
      cards: (address: string) => `One with a QR code for each table. They lead to ${address}.`,
      try: 'Scan the code of a table and send a first order.',
    },
  },

  /** The last of the steps. */
  try: {
    title: 'Try it on your own phone',
    noTables: 'Make your tables first. Then there is a code to scan.',
    lead: (table: string) => `Be your own first guest, at table ${table}. Opening it makes the PIN that guests need.`,
    open: (table: string) => `Open table ${table}`,
    steps: (table: string) => `Now on your phone, at table ${table}`,
    scan: 'Scan this code with the camera.',
    pin: 'Enter this PIN.',
    order: 'Choose a dish and send the order.',
    waiting: 'Waiting for your order…',
    arrived: (number: number) => `Order ${number} came in. Everything works.`,
    next: 'Cook it on the kitchen’s screen, then close the table on the floor. With guests you do the same.',
    kitchen: 'To the kitchen',
    floor: 'To the floor',
    none: 'All tables are taken or being cleaned. Free one on the floor first.',
    noAnswer: 'No answer. Try again: a table is not opened twice.',
  },

  section: {
    /** Of a table. */
    label: 'Section',
    other: 'Another section…',
    otherName: 'Name of the section',
    title: 'Rename section',
    name: 'Name',
    missing: 'Enter a name for the section.',
    taken: 'Another section has this name.',
    done: (name: string) => `The section is now called ${name}.`,
  },

  add: {
    title: 'Add tables',
    /** What the section of a new restaurant is called until somebody says otherwise. */
    first: 'Dining room',
    count: 'How many tables',
    seats: 'Seats at each',
    prefix: 'Letters before the number',
    prefixHint: 'H makes H1, H2, H3.',
    invoice: 'Invoices and receipts',
    invoiceHint: 'What is printed beside your postal address and the numbers that you entered with your taxes. Bills that are issued already stay as they are.',
    legal_name: 'Legal name',
    legal_nameHint: 'If the registers know you by another name than your guests.',
    invoice_prefix: 'Prefix of bill numbers',
    invoice_prefixHint: 'Such as LR-. Branches with one tax registration need one each. A new one begins with 1.',
    invoice_footer: 'Last line',
    invoice_footerHint: 'Such as a declaration or a word of thanks.',
    calling_code: 'Calling code',
    calling_codeHint: 'Such as 91: to send receipts by WhatsApp to numbers without one.',
    range: (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`,
    full: 'A section has at most 80 tables, a branch at most 300.',
    long: 'Too long. A table’s name has at most 12 characters.',
    preview: (first: string, last: string) =>
      first === last ? `This makes table ${first}.` : `This makes tables ${first} to ${last}.`,
    submit: 'Add tables',
    done: (count: number) => plural(count, { one: '# table is there. Print its card.', other: '# tables are there. Print their cards.' }),
    again: 'No answer. Try again. This will not add the tables twice.',
  },

  change: {
    title: (name: string) => `Change table ${name}`,
    name: 'Name',
    nameHint: 'It stands on the card. Guests who sit there now keep the old name until they leave.',
    seats: 'Seats',
    missing: 'Enter a name for the table.',
    taken: 'Another table has this name.',
    submit: 'Save',
    done: (name: string) => `Table ${name} is changed.`,
    again: 'No answer. Try again.',
  },

  remove: {
    button: 'Remove this table…',
    sure: (name: string) => `Remove table ${name}?`,
    text: 'Its printed card stops working at once. This cannot be undone.',
    keep: 'Keep it',
    submit: 'Remove it',
    done: (name: string) => `Table ${name} is removed.`,
    taken: 'Somebody sits at this table, or it is booked. Free it on the floor first.',
    again: 'No answer. Try again.',
  },

  reissue: {
    button: 'New code…',
    sure: (name: string) => `New code for table ${name}?`,
    text: 'The printed cards of this table stop working at once and must be replaced. Phones that have joined stay in.',
    keep: 'Keep the old code',
    submit: 'Make a new code',
    done: (name: string) => `Table ${name} has a new code. Print its new card.`,
    again: 'No answer. Try again. This will not make a second new code.',
  },

  address: {
    title: 'Address on your cards',
    change: 'Change',
    confirm: 'Confirm',
    unconfirmed: 'Nobody has confirmed it yet. It is the address that this system was started with.',
    unconfirmedForOthers: 'The owner has not confirmed it yet. It is the address that this system was started with.',
    lead: 'The QR codes on your tables lead your guests to this address. Take care that it stays: every card carries it.',
    after: (before: string) =>
      `Cards that are printed keep ${before}. They work only as long as that address still leads here. After you save, this page names the tables whose cards are to be printed anew.`,
    submit: 'Save the address',
    submitFirst: 'Confirm the address',
    saved: 'Saved. Cards that you print from now on carry this address.',
    conflict: {
      title: 'Somebody else changed the address',
      text: (theirs: string) => `It is ${theirs} now. Yours is still below, not saved yet. Save again to replace theirs.`,
    },
    /** Where no address is known at all. */
    none: {
      title: 'Which address do your guests use?',
      others: 'No QR code can be made until the owner has opened this page and confirmed the address.',
    },
  },

  /** Cards that lie on tables and mislead guests. */
  stale: {
    title: (count: number) => plural(count, { one: '1 card must be printed anew', other: '# cards must be printed anew' }),
    /** Of none of them anything is known. */
    check: (count: number) => plural(count, { one: 'Check the card of 1 table', other: 'Check the cards of # tables' }),
    elsewhere: (names: string, origins: string) => `${names}: the cards carry another address, ${origins}.`,
    old: 'They work only as long as that address still leads here.',
    otherwise: (names: string) => `${names}: the code or a name has changed.`,
    unknown: (names: string, origin: string) =>
      `${names}: nobody noted which cards lie there. If they were printed before the address changed, they carry ${origin}.`,
    print: (count: number) => plural(count, { one: 'Print this card', other: 'Print these cards' }),
    done: 'They lie on the tables now',
    noted: 'Noted. This page tells you when a card is out of date.',
  },

  print,
};
