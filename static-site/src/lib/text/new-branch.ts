import { newBranch as english } from './en/new-branch';
import { catalogue } from './language.svelte';

/** Another branch of a brand. */
export const newBranch = catalogue('newBranch', english);
