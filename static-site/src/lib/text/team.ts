import { team as english } from './en/team';
import { catalogue } from './language.svelte';

/** The page of the team. */
export const team = catalogue('team', english);
