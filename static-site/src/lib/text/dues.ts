import { dues as english } from './en/dues';
import { catalogue } from './language.svelte';

/** What customers owe. */
export const dues = catalogue('dues', english);
