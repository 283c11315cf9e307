import { landing as english } from './en/landing';
import { catalogue } from './language.svelte';

/** Before there is a table. */
export const landing = catalogue('landing', english);
