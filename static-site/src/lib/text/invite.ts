import { invite as english } from './en/invite';
import { catalogue } from './language.svelte';

/** What a one-time link opens. */
export const invite = catalogue('invite', english);
