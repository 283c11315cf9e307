import { type Api, body, createApi } from '$api/client';
import { ApiError } from '$api/error';
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

/**
 * Asks that staff open the table, and looks how it stands then. A table at which a party sits by
 * now is no failure: the page turns to its PIN.
 */
export async function askToOpen(table: TableView, api: Api = createApi()): Promise<void> {
  try {
    await body(api.POST('/api/v1/tables/{code}/opening-requests', { params: { path: { code: table.code } } }));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'table_not_free')) throw error;
  }
  await table.refreshInfo();
}
