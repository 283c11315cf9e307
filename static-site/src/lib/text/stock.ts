import { stock as english } from './en/stock';
import { catalogue } from './language.svelte';

/** What staff say is to be had, and whether guests may order. */
export const stock = catalogue('stock', english);
