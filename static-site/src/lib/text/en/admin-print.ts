import { plural } from './grammar';

/** The cards that are printed. */
export const print = {
  title: 'Cards to print',
  back: 'Back to settings',
  button: 'Print',
  pdf: 'Save as PDF',
  svg: 'Save as SVG',
  png: 'Save as PNG',
  /** Of a file with the cards of a branch. */
  file: (branch: string) => `cards-${branch}`,
  amount: (cards: number, pages: number) =>
    `${plural(cards, { one: '# card', other: '# cards' })} on ${plural(pages, { one: '# page', other: '# pages' })}`,
  hint: {
    tent: 'Print at 100% (“actual size”), cut at the marks and fold in the middle. It then stands by itself and is read from both sides.',
    a7: 'Print at 100% (“actual size”) and cut at the marks.',
    sticker: 'Print at 100% (“actual size”) on sticker paper and cut along the circles.',
  },
  files: 'A PDF has all pages. SVG and PNG (300 dpi) are single cards for a print shop.',
  none: 'Choose at least one table.',
  looks: 'Size and words',
  format: 'Card',
  formats: {
    tent: { name: 'A6 tent', hint: 'Stands on the table' },
    a7: { name: 'A7 card', hint: '74 × 105 mm' },
    sticker: { name: 'Round sticker', hint: '90 mm across' },
  },
  paper: 'Paper',
  papers: { a4: 'A4', letter: 'US Letter' },
  words: 'Words on the card',
  /** All languages at once. */
  bothWords: (names: string[]) => names.join(' and '),
  wifi: {
    title: 'Wi-Fi for guests',
    name: 'Network name',
    password: 'Password',
    hint: 'Stands on each card as you type it. It is kept on this device only.',
  },
  choose: 'Tables to print',
  all: 'All tables',
  /** All of a section. */
  section: (name: string) => `All of ${name}`,
  outdated: (names: string, count: number) =>
    plural(count, { one: `1 card is out of date: ${names}. `, other: `# cards are out of date: ${names}. ` }),
  bare: {
    logo: 'Your logo could not be loaded, so these cards are without it. Leave this page and come back to try again.',
    letters: 'Your letters could not be loaded, so these cards are in those of this device. Leave this page and come back to try again.',
    both: 'Your logo and your letters could not be loaded, so these cards are without them. Leave this page and come back to try again.',
  },
  outdatedText: 'The code, the address or a name has changed since they were printed.',
  chooseOutdated: 'Choose only these',
  chooseNew: (count: number) => plural(count, { one: 'Choose the one that was never printed', other: 'Choose the # that were never printed' }),
  more: (count: number) => `${count} more`,
  made: {
    title: 'Do these cards lie on the tables now?',
    text: 'Then this page tells you when one of them is out of date.',
    yes: 'Yes, they do',
    no: 'Not these',
    done: 'Noted. You are told here when one is out of date.',
  },
  card: {
    /** What a picture of a card shows, for who cannot see it. */
    alt: (table: string, code: string) => `Card of table ${table}, code ${code}`,
  },
  page: (number: number, of: number) => `Page ${number} of ${of}`,
};
