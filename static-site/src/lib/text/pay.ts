import { pay as english } from './en/pay';
import { catalogue } from './language.svelte';

/** Where money is taken. */
export const pay = catalogue('pay', english);
