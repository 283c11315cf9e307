import { owner as english } from './en/owner';
import { catalogue } from './language.svelte';

/** The owner's page. */
export const owner = catalogue('owner', english);
