import { board as english } from './en/board';
import { catalogue } from './language.svelte';

/** What the kitchen's, the floor's and the owner's pages share. */
export const board = catalogue('board', english);
