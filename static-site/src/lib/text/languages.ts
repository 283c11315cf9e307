/** A language that pages can be read in. */
export interface Language {
  /** BCP 47, as `<html lang>` has it. */
  readonly code: string;
  /** What its readers call it. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The one that every text exists in, and that all others are translated from. */
export const english: Language = { code: 'en', name: 'English', dir: 'ltr' };

/** All of them. What a page offers of these is the page's own affair. */
export const languages: readonly Language[] = [english, { code: 'hi', name: 'हिन्दी', dir: 'ltr' }];
