/**
 * Every text that a person reads, in English, one file per audience. Pages
 * hold no text of their own. Texts with numbers are functions, so that a
 * translation can use its own plural rules.
 */
export { common } from './en/common';
export { guest } from './en/guest';
