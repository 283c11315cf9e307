import { common } from '$lib/text/common';
import { toast } from '$lib/ui/toast.svelte';

/**
 * Keeps the page for a time without network, and asks its reader before a new version takes its
 * place. What does the work comes after everything that somebody waits for.
 */
export async function keepAndAsk(page: string): Promise<void> {
  const ready = (take: () => void) => toast(common.version.ready, 'plain', { label: common.version.load, run: take });
  try {
    const { keepShell } = await import('./shell');
    await keepShell({ page, ready });
  } catch {
    // A device that keeps nothing works like one that cannot.
  }
}
