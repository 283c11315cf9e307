import { counter as english } from './en/counter';
import { catalogue } from './language.svelte';

/** The counter's page. */
export const counter = catalogue('counter', english);
