import { kitchen as english } from './en/kitchen';
import { catalogue } from './language.svelte';

/** The kitchen's page. */
export const kitchen = catalogue('kitchen', english);
