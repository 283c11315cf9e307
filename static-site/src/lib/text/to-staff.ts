import { toStaff as english } from './en/to-staff';
import { catalogue } from './language.svelte';

/** What goes to the staff with what a guest asks for. Not among `GuestTexts`: it is never in the guest's language. */
export const toStaff = catalogue('to-staff', english);
