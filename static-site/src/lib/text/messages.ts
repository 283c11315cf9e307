import { messages as english } from './en/messages';
import { catalogue } from './language.svelte';

/** What customers are told at their telephones, at the counter. */
export const messages = catalogue('messages', english);
