import { plural } from './grammar';

const quoted = (name: string) => `“${name}”`;

/** The menu in more than one language, as it is edited. */
export const translations = {
  title: 'Languages',
  hint: 'Guests read the menu in the language of their phone, as far as it is written in that. The rest they read in the menu’s own language.',
  add: 'Add language',
  /** In a list of languages. */
  language: (name: string, ownName: string) => (name === ownName ? name : `${name} · ${ownName}`),

  own: {
    line: 'The menu’s own language',
    title: 'The menu’s own language',
    label: 'The menu is written in',
    hint: 'Change this if it says the wrong language. It translates nothing: what is written stays as it is.',
  },

  fold: 'In other languages',
  foldHint: 'What you leave empty, guests read in the menu’s own language.',
  /** What is below the heading that names the language. */
  name: 'Name',
  description: 'Description',
  ownFirst: (language: string) => `Write it in ${language} first: guests who read no other language see that.`,
  choose: 'Language to add',
  chooseNone: 'Choose a language',

  count: (said: number, all: number) => `${said} of ${plural(all, { one: '# name', other: '# names' })}`,
  sheet: {
    text: (missing: number) =>
      missing === 0
        ? 'Every name is written in this language.'
        : `${plural(missing, { one: '# name is', other: '# names are' })} not written in it yet. Guests read ${plural(missing, { one: 'it', other: 'them' })} in the menu’s own language.`,
    missing: 'Still to be written',
    more: (count: number) => `And ${count} more.`,
    new: 'New language',
    newHint: 'Then open a dish, a category or a choice and write its name in this language, or bring the names in from a file.',
    go: (name: string) => `Open ${quoted(name)}`,
  },
  review: (language: string, missing: number, own: string) =>
    `${plural(missing, { one: '# name is', other: '# names are' })} not written in ${language} yet. Guests read ${plural(missing, { one: 'it', other: 'them' })} in ${own}.`,

  change: {
    menu: (language: string) => `The menu’s own language is ${language}`,
    /** Of a name, a description. */
    field: (field: string, language: string) => `${field} in ${language}`,
  },
};
