import { plural } from './grammar';

export const admin = {
  title: 'Set-up',
  failed: {
    title: 'The set-up cannot be read',
    text: 'The restaurant’s system did not answer.',
    // A fault of the deployment: only who deployed it can mend it.
    noAddress: 'The site’s own address is not set yet, so no QR code can be made. Whoever deployed Salver has to set SiteDomain or SiteOrigin.',
  },
  noAnswer: 'No answer. We show how things stand now. Look again, then retry.',

  settings: {
    title: 'How this branch works',
    auto_accept: 'Accept orders without a person',
    auto_acceptHint: 'Guests’ orders go straight to the kitchen. Off: a waiter or the kitchen accepts each one.',
    table_list: 'Let guests pick their table from a list',
    table_listHint:
      'For guests whose camera does not work. Anybody who has the link sees the names of all tables and can open any of them; to order they still need the table’s PIN.',
    listLink: 'Link to the list',
    ages: 'When orders take too long',
    urgent_minutes: 'Urgent after (minutes)',
    critical_minutes: 'Critical after (minutes)',
    agesHint: 'The kitchen’s tickets change colour then.',
    range: (least: number, most: number) => `A whole number from ${least} to ${most}.`,
    order: 'More than the minutes for urgent.',
    save: 'Save',
    discard: 'Discard changes',
    saved: 'Saved',
    same: 'All changes are saved.',
    conflict: {
      title: 'Somebody else has changed these settings',
      theirs: (names: string) => `Changed meanwhile: ${names}. `,
      text: 'Your own changes are kept below and not saved yet. Look again, then save.',
    },
    names: {
      auto_accept: 'accepting orders',
      urgent_minutes: 'urgent after',
      critical_minutes: 'critical after',
      table_list: 'the list of tables',
    },
  },

  tables: {
    title: 'Tables and their QR cards',
    summary: (count: number) => plural(count, { one: '# table', other: '# tables' }),
    none: 'This branch has no tables yet.',
    seats: (count: number) => plural(count, { one: '# seat', other: '# seats' }),
    /** Before the table's name, for who hears it. */
    table: 'Table',
    print: 'Print cards',
    search: 'Find a table',
    found: (count: number) => plural(count, { one: '# table found', other: '# tables found' }),
    nothing: 'No table with this name or code.',
  },

  card: {
    title: (name: string) => `Table ${name}`,
    qr: (name: string) => `QR code of table ${name}`,
    code: 'Code',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Link copied',
    notCopied: 'The link could not be copied. Select it and copy it by hand.',
    svg: 'Download SVG',
    png: 'Download PNG',
    file: (name: string) => `table-${name}`,
    printOne: 'Print this card',
    downloadFailed: 'The picture could not be downloaded. Please try again.',
  },

  reissue: {
    button: 'New code…',
    sure: (name: string) => `A new code for table ${name}?`,
    text: 'Printed cards of this table stop working at once and must be replaced. Phones that already joined stay in.',
    keep: 'Keep the code',
    submit: 'Make a new code',
    done: (name: string) => `Table ${name} has a new code. Print its new card.`,
    again: 'No answer. Try again: it will not make a second new code.',
  },

  /** Before the print, where the address on the cards is not for everybody. */
  reach: {
    device:
      'No phone can open these codes: their address belongs to this computer only. Open this page at the address that phones use, or start Salver with it, before you print.',
    network:
      'These codes work only on the restaurant’s own Wi-Fi. Guests on mobile data cannot open them, and if the address of this computer changes, the cards stop working.',
  },

  print: {
    title: 'Cards to print',
    back: 'Back to set-up',
    button: 'Print',
    amount: (cards: number, pages: number) =>
      `${plural(cards, { one: '# card', other: '# cards' })} on ${plural(pages, { one: '# page', other: '# pages' })}, A4 or US Letter`,
    hint: 'Print at 100 % (“actual size”), cut along the lines.',
    choose: 'Which tables',
    all: 'All tables',
    none: 'Choose at least one table.',
    card: {
      label: (table: string) => `Card of table ${table}`,
      table: (name: string) => `Table ${name}`,
      scan: 'Scan to order',
      noCamera: (url: string) => `No camera? ${url}`,
    },
    page: (number: number, of: number) => `Page ${number} of ${of}`,
  },
};
