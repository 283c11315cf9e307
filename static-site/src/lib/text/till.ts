import { till as english } from './en/till';
import { catalogue } from './language.svelte';

/** The day: cash, figures, and its end. */
export const till = catalogue('till', english);
