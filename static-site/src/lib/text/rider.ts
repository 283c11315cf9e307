import { rider as english } from './en/rider';
import { catalogue } from './language.svelte';

/** What a rider brings to whom. */
export const rider = catalogue('rider', english);
