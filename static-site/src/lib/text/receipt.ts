import { receipt as english } from './en/receipt';
import { catalogue } from './language.svelte';

/** What whoever paid sees of it. */
export const receipt = catalogue('receipt', english);
