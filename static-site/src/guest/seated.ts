/**
 * What is needed from the first tap on. A chunk of its own: the menu is on the
 * screen before this is fetched.
 */
export { default as BillSheet } from './bill/BillSheet.svelte';
export { default as CallSheet } from './call/CallSheet.svelte';
export { default as CartSheet } from './cart/CartSheet.svelte';
export { default as FarewellSheet } from './party/FarewellSheet.svelte';
export { default as ItemSheet } from './menu/ItemSheet.svelte';
export { default as JoinSheet } from './join/JoinSheet.svelte';
export { default as LinkState } from '$lib/ui/LinkState.svelte';
export { awaitOpening } from './join/opening';
export { seatOf } from './join/joining';
export { default as OrdersSheet } from './orders/OrdersSheet.svelte';
export { default as People } from './party/People.svelte';
export { default as PeopleSheet } from './party/PeopleSheet.svelte';
export { Party } from './party/party.svelte';
export { default as SentSheet } from './orders/SentSheet.svelte';
export { default as SeatedBar } from './party/SeatedBar.svelte';
