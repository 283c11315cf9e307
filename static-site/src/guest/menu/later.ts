/** What the menu needs once it is on the screen, in one piece. */
export { default as Paused } from './Paused.svelte';
export { default as SearchResults } from './SearchResults.svelte';
