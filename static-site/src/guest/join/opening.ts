import type { TableView } from '../table.svelte';

/** How often a closed table is looked at. */
const WATCH_MS = 15_000;

/**
 * Looks now and then whether staff have opened the table, while somebody has the page in sight:
 * nobody without a seat is told by the server. Returns how to stop.
 */
export function awaitOpening(table: TableView): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void table.refreshInfo().catch(() => {});
  };
  const timer = setInterval(look, WATCH_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
