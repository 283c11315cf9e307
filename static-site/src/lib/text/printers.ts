import { printers as english } from './en/printers';
import { catalogue } from './language.svelte';

/** Printers, as a manager sets them up. */
export const printers = catalogue('printers', english);
