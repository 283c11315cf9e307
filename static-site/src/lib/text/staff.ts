import { staff as english } from './en/staff';
import { catalogue } from './language.svelte';

/** What all pages of the staff share. */
export const staff = catalogue('staff', english);
