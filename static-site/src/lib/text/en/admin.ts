import { plural } from './grammar';

export const admin = {
  title: 'Manage',
  failed: {
    title: 'The settings could not be loaded',
    text: 'The restaurant’s system did not answer.',
    // A fault of the deployment: only who deployed it can mend it.
    noAddress: 'The site’s own address is not set yet, so no QR code can be made. Whoever deployed Salver has to set SiteDomain or SiteOrigin.',
  },
  noAnswer: 'No answer. This is how things are now. Check, then try again.',

  settings: {
    title: 'How this branch works',
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
      auto_accept: 'accepting orders',
      urgent_minutes: 'due after',
      critical_minutes: 'late after',
      table_list: 'the list of tables',
    },
  },

  tables: {
    title: 'Tables and QR cards',
    summary: (count: number) => plural(count, { one: '# table', other: '# tables' }),
    none: 'This branch has no tables yet.',
    seats: (count: number) => plural(count, { one: '# seat', other: '# seats' }),
    /** Before the table's name, for who hears it. */
    table: 'Table',
    print: 'Print cards',
    search: 'Find a table',
    found: (count: number) => plural(count, { one: '# table found', other: '# tables found' }),
    nothing: 'No table has this name or code.',
  },

  card: {
    title: (name: string) => `Table ${name}`,
    qr: (name: string) => `QR code of table ${name}`,
    code: 'Code',
    link: 'Link',
    copy: 'Copy link',
    copied: 'Link copied',
    notCopied: 'The link could not be copied. Select it and copy it yourself.',
    svg: 'Download SVG',
    png: 'Download PNG',
    file: (name: string) => `table-${name}`,
    printOne: 'Print this card',
    downloadFailed: 'The download failed. Please try again.',
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

  /** Before the print, where the address on the cards is not for everybody. */
  reach: {
    device:
      'Phones cannot open these codes: their address works on this computer only. Before you print, open this page at the address that phones use, or start Salver with that address.',
    network:
      'These codes work on the restaurant’s Wi-Fi only, not on mobile data. If the address of this computer changes, the cards stop working.',
  },

  print: {
    title: 'Cards to print',
    back: 'Back to settings',
    button: 'Print',
    amount: (cards: number, pages: number) =>
      `${plural(cards, { one: '# card', other: '# cards' })} on ${plural(pages, { one: '# page', other: '# pages' })}, A4 or US Letter`,
    hint: 'Print at 100% (“actual size”) and cut along the lines.',
    choose: 'Tables to print',
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
