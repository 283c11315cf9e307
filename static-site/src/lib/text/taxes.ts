import { taxes as english } from './en/taxes';
import { catalogue } from './language.svelte';

/** How a branch's sales are taxed. */
export const taxes = catalogue('taxes', english);
