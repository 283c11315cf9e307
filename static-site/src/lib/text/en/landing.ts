import { plural } from './grammar';

/** Before there is a table: its code is typed, or it is picked from the list. */
export const landing = {
  code: {
    title: 'Welcome',
    text: 'Scan the QR code on your table, or type the code that is printed below it.',
    label: 'Table code',
    hint: 'Letters and numbers, as printed on your table',
    submit: 'Show the menu',
    missing: 'Type the code of your table.',
    unknown: 'We do not know this code. Check it, or ask a member of staff.',
    unknownTitle: 'Unknown table code',
    unlisted: 'There is no list of tables to pick from here. Type the code that is printed on your table, or ask a member of staff.',
    unlistedTitle: 'Which table is yours?',
  },

  list: {
    title: (place: string) => `${place} · Tables`,
    heading: 'Which table are you at?',
    text: 'Its name is on the table.',
    table: (name: string) => `Table ${name}`,
    search: 'Find your table',
    clear: 'Clear the search',
    found: (count: number) => plural(count, { one: '# table found', other: '# tables found' }),
    nothing: 'No such table',
    nothingText: (words: string) => `No table matches “${words}”.`,
    other: 'Type a table code instead',
    empty: 'There are no tables yet. Please ask a member of staff.',
    failed: 'The list did not load',
  },
};
