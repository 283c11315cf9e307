import { prices as english } from './en/prices';
import { catalogue } from './language.svelte';

/** Price lists and times, where the menu is edited. */
export const prices = catalogue('prices', english);
