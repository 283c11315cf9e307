import { status as english } from './en/status';
import { catalogue } from './language.svelte';

/** The screen on the wall for those who wait. */
export const status = catalogue('status', english);
