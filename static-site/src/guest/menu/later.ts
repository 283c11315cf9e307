/** What the menu needs once it is on the screen, in one piece. */
export { default as Finding } from './Finding.svelte';
export { follow } from './follow';
export { termsOf } from './terms';
