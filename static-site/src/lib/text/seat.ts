import { seat as english } from './en/seat';
import { catalogue } from './language.svelte';

/** What a guest reads from the first tap on. */
export const seat = catalogue('seat', english);
