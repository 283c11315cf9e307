import { orderWords as english } from './en/order-words';
import { catalogue } from './language.svelte';

/** What of taking an order is needed before one is taken. */
export const orderWords = catalogue('order-words', english);
