import { dayPrice as english } from './en/day-price';
import { catalogue } from './language.svelte';

/** What a dish with a market price costs today, as staff say it. */
export const dayPrice = catalogue('dayPrice', english);
