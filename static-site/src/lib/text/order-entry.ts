import { orderEntry as english } from './en/order-entry';
import { catalogue } from './language.svelte';

/** What staff read while they take an order. */
export const orderEntry = catalogue('order-entry', english);
