import { menuEditor as english } from './en/menu-editor';
import { catalogue } from './language.svelte';

/** The page where the menu is edited. */
export const menuEditor = catalogue('menuEditor', english);
