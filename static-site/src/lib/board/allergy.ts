/**
 * Words that tell of an allergy in a note, whether or not the guest has also marked it as one: in
 * English with its common misspellings, and in Hindi in both scripts. A word too many costs a cook
 * a look; a word too few can cost a guest far more.
 */
const WORDS = [
  // allergy, allergic, allergies, allergys, allergc, alergia, allergie
  'al+erg\\p{L}*',
  // allegry, allegic, allergry, allrgy, allargy
  'al+egr?(?:y|ys|ies|ic|c)',
  'al+[aiu]?rg(?:y|ys|ies|ic|c)',
  'anaphyla\\p{L}+',
  'epi-?pens?',
  'c(?:o?e)liac',
  'intoleran(?:t|ce|ces)',
  'el+erg[iy]\\p{L}*',
  'एलर्जी',
  'एलर्जिक',
  'ऐलर्जी',
  'अलर्जी',
  'ऍलर्जी',
];
/** Whole words only; the marks of Devanagari belong to the word before them. */
const PATTERN = new RegExp(`(?:^|[^\\p{L}\\p{M}])(?:${WORDS.join('|')})(?![\\p{L}\\p{M}])`, 'iu');

/** Whether a note speaks of an allergy in words. */
export const speaksOfAllergy = (note: string | null | undefined): boolean =>
  note !== null && note !== undefined && PATTERN.test(note.normalize('NFC'));

/** Whether what is to be cooked must be kept from something: said by the guest's switch or by the words of the note. */
export const hasAllergy = ({ allergy, note }: { allergy?: boolean; note?: string | null }): boolean =>
  allergy === true || speaksOfAllergy(note);
