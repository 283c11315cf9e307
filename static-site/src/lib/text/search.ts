import { search as english } from './en/search';
import { catalogue } from './language.svelte';

/** By what the menu is searched, and why nobody can order; loaded after the menu. */
export const search = catalogue('search', english);
