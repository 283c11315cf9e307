import { admin as english } from './en/admin';
import { catalogue } from './language.svelte';

/** The page for settings and cards. */
export const admin = catalogue('admin', english);
