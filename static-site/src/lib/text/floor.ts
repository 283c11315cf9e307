import { floor as english } from './en/floor';
import { catalogue } from './language.svelte';

/** The floor's page. */
export const floor = catalogue('floor', english);
