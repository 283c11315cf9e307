import { search as english } from './en/search';
import { catalogue } from './language.svelte';

/** By what the menu is searched, loaded with the search. */
export const search = catalogue('search', english);
