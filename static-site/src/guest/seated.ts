/**
 * What is needed from the first tap on. A chunk of its own: the menu is on the
 * screen before this is fetched.
 */
export { default as BillSheet } from './BillSheet.svelte';
export { default as CallSheet } from './CallSheet.svelte';
export { default as CartSheet } from './CartSheet.svelte';
export { default as FarewellSheet } from './FarewellSheet.svelte';
export { default as ItemSheet } from './ItemSheet.svelte';
export { default as JoinSheet } from './JoinSheet.svelte';
export { seatOf } from './joining';
export { default as OrdersSheet } from './OrdersSheet.svelte';
export { Party } from './party.svelte';
export { default as SeatedBar } from './SeatedBar.svelte';
