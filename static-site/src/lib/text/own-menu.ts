import { ownMenu as english } from './en/own-menu';
import { catalogue } from './language.svelte';

/** What a branch says otherwise of its brand's menu. */
export const ownMenu = catalogue('ownMenu', english);
