import { guest as english } from './en/guest';
import { catalogue } from './language.svelte';

/** What the guest's page shows at once. */
export const guest = catalogue('guest', english);
