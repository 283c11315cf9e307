import { settle as english } from './en/settle';
import { catalogue } from './language.svelte';

/** What a guest reads who looks at the bills of the table, or says how they pay. */
export const settle = catalogue('settle', english);
