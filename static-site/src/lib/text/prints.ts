import { prints as english } from './en/prints';
import { catalogue } from './language.svelte';

/** The print queue at the counter. */
export const prints = catalogue('prints', english);
