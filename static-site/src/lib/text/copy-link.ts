import { copyLink as english } from './en/copy-link';
import { catalogue } from './language.svelte';

/** A link that is passed on. */
export const copyLink = catalogue('copyLink', english);
