import { setUp as english } from './en/set-up';
import { catalogue } from './language.svelte';

/** The first minute of a restaurant. */
export const setUp = catalogue('setUp', english);
