import { list, plural } from './grammar';

const rows = (count: number) => plural(count, { one: '# row', other: '# rows' });
const dishes = (count: number) => plural(count, { one: '# dish', other: '# dishes' });

export const menuFile = {
  title: 'Menu from a file',
  back: 'Back to the menu',
  open: 'Menu as a file',

  choose: {
    title: 'Bring a menu in',
    lead: 'A CSV file from a spreadsheet or from your till, or JSON. You see first what it would change; nothing is changed before you say so.',
    limits: 'At most 4 MB, 5,000 rows and 200 columns. The first row names the columns; a name and a price are needed. A menu holds 1,000 dishes.',
    button: 'Choose a file',
    other: 'Choose another file',
    drop: 'or drop it here',
    label: 'Menu file',
  },
  fault: {
    large: 'This file has more than 4 MB. Leave out pictures and columns that a menu does not need, or bring it in parts.',
    empty: 'This file is empty.',
    unread: 'This file could not be read on this device. Save it again, then choose it once more.',
    file: (reason: string) => `This file cannot be used: ${reason}.`,
    /** The menu would hold more than there is room for. */
    room: {
      items: 'With this file the menu would have more than 1,000 dishes, and it holds no more.',
      categories: 'With this file the menu would have more than 100 categories, and it holds no more.',
      option_groups: 'With this file the menu would have more than 300 choices, and it holds no more.',
      variants: 'With this file the menu would have more than 4,000 variants of dishes, and it holds no more.',
      overrides: 'With this file dishes would say of more than 4,000 options what is otherwise with them, and a menu holds no more.',
      stations: 'With this file the menu would have more than 40 stations, and it holds no more.',
      choices: 'With this file combos would offer more than 4,000 choices, and a menu holds no more.',
      price_lists: 'With this file the menu would have more than 20 price lists, and it holds no more.',
      list_prices: 'With this file price lists would hold more than 4,000 prices, and a menu holds no more.',
      texts: 'With this file the texts of the menu would be too long together. Shorten the descriptions.',
      ids: 'With this file the texts and handles of the menu would be too long together. Shorten them.',
    },
    noAnswer: 'No answer. Nothing was changed by looking. Try again.',
    unsure: 'No answer. It may have been done or not. Look at the file again: what is in the draft already is not put there twice.',
    moved: 'The menu has changed meanwhile. This is how the file would change it now.',
    cancelled: 'Cancelled. Nothing was changed by looking.',
    cancelledPut: 'Cancelled, perhaps too late. Look at the file again: what is in the draft already is not put there twice.',
  },

  reading: 'Looking at the file',
  putting: 'Putting it into the draft',
  sent: (percent: number) => `${percent} % sent`,
  working: 'Sent. The restaurant’s system is reading it.',
  cancel: 'Cancel',
  again: 'Look at the file again',

  preview: {
    title: 'What this file would do',
    size: (count: number) => `${rows(count)}`,
    nothing: 'This file changes nothing: all that it says is in the draft already.',
    note: 'About the whole file',
    unread: (columns: readonly string[]) => `Not read, because a menu has no place for it: ${list(columns)}.`,
    row: (row: number) => `Row ${row}`,
    cell: (row: number, column: string) => `Row ${row}, column ${column}`,
    column: (column: string, header: string | undefined) => (header ? `${column} (${header})` : column),
    nameless: 'No name',
    reading: (reading: string) => `It would be read as “${reading}”.`,
    more: (count: number) => `Show ${count} more`,
  },
  /** How many rows there are of each. */
  action: {
    refused: 'To correct',
    asked: 'To answer',
    created: 'New',
    updated: 'Changed',
    same: 'The same',
  },
  hint: {
    refused: 'Correct these in the file, save it, and choose it again. Nothing is put into the draft before that.',
    asked: 'These can be read in more than one way. Say for each whether it is meant so.',
    created: 'These come onto the menu.',
    updated: 'These are on the menu and change.',
    same: 'These change nothing.',
  },
  answer: {
    yes: 'Yes, it is meant so',
    no: 'No, I will correct it in the file',
    allYes: (count: number) => `All ${count} are meant so`,
    of: (row: number) => `Answer for row ${row}`,
    submit: 'Go on with these answers',
    open: (count: number) => `${plural(count, { one: '# row waits', other: '# rows wait' })} for your answer.`,
    correct: (count: number) => `${rows(count)} to correct in the file first.`,
    taken: (count: number) => `${rows(count)} taken as you said.`,
    over: 'Answer anew',
  },
  put: (count: number) => (count === 0 ? 'Put the changes into the draft' : `Put ${dishes(count)} into the draft`),
  draftOnly: 'Guests see nothing of it until you publish.',
  done: {
    title: 'It is in the draft',
    text: (count: number) => `${dishes(count)} from the file. Guests see nothing of it until you publish.`,
  },

  out: {
    title: 'Download the menu',
    lead: 'The draft as it is now, also what is not published yet. Change it in a spreadsheet and bring it in again.',
    csv: 'Download as CSV',
    json: 'Download as JSON',
    csvHint: 'For spreadsheets.',
    jsonHint: 'With all languages, choices and stations.',
    failed: 'The download failed. Please try again.',
  },
};
