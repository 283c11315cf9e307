import { address as english } from './en/address';
import { catalogue } from './language.svelte';

/** What is said of an address that cards carry. */
export const address = catalogue('address', english);
