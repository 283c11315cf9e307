import { menuFile as english } from './en/menu-file';
import { catalogue } from './language.svelte';

/** Menus that come from a file and go into one. */
export const menuFile = catalogue('menuFile', english);
