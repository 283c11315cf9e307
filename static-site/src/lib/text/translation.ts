import type { card } from './en/card';
import type { common } from './en/common';
import type { guest } from './en/guest';
import type { landing } from './en/landing';
import type { receipt } from './en/receipt';
import type { search } from './en/search';
import type { seat } from './en/seat';
import type { settle } from './en/settle';

/** What a catalogue is in another language: the same keys, and functions of the same things. */
export type Translation<Texts> = Texts extends string
  ? string
  : Texts extends (...things: infer Things) => string
    ? (...things: Things) => string
    : { [Key in keyof Texts]: Translation<Texts[Key]> };

/** What a language has to have for the guest's page. */
export type GuestTexts = {
  common: Translation<typeof common>;
  guest: Translation<typeof guest>;
  landing: Translation<typeof landing>;
  search: Translation<typeof search>;
  seat: Translation<typeof seat>;
  settle: Translation<typeof settle>;
};

/** What a language has to have for a receipt, beside the words that all pages share. */
export type ReceiptTexts = Translation<typeof receipt>;

/** What a language has to have for the cards on the tables. */
export type CardTexts = Translation<typeof card>;
