import { keepShell } from '$lib/shell/shell';
import { common } from '$lib/text/common';
import { toast } from '$lib/ui/toast.svelte';

/** Nobody stands at a screen that was not touched for this long. Longer than any move or its undo takes. */
export const QUIET_MS = 120_000;
const LOOK_MS = 10_000;

export interface Screen {
  /** The shift was started with a tap: the bell, the waking screen and the whole screen would need another one. */
  started: boolean;
  /** Open orders on the board. */
  orders: number;
  /** How long ago it was touched last, in ms. */
  untouched: number;
}

/**
 * What a kitchen's screen does about a new version. It is idle when nobody has touched it for two
 * minutes and no shift is on, so that no bell can be due: then it loads the new version by
 * itself. In a shift it only offers it, and only over an empty board.
 */
export function renewalOf({ started, orders, untouched }: Screen): 'wait' | 'offer' | 'load' {
  if (untouched < QUIET_MS) return 'wait';
  if (!started) return 'load';
  return orders === 0 ? 'offer' : 'wait';
}

/** Loads the new version that is waiting; null while there is none. */
let take: (() => void) | null = null;

/** Keeps the kitchen's page for a time without network. */
export async function keepKitchen(): Promise<void> {
  const ready = (load: () => void) => (take = load);
  await keepShell({ page: '/kitchen', ready }).catch(() => {
    // A device that keeps nothing works like one that cannot.
  });
}

/** Looks every few seconds whether a new version may come. Returns how to stop; fits `$effect`. */
export function renewWhenIdle(look: () => Omit<Screen, 'untouched'>): () => void {
  let touchedAt = performance.now();
  const touched = () => (touchedAt = performance.now());
  const timer = setInterval(() => {
    const load = take;
    if (!load) return;
    const renewal = renewalOf({ ...look(), untouched: performance.now() - touchedAt });
    if (renewal === 'wait') return;
    take = null;
    if (renewal === 'load') load();
    else toast(common.version.ready, 'plain', { label: common.version.load, run: load });
  }, LOOK_MS);
  for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, touched, { capture: true });
  return () => {
    clearInterval(timer);
    for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, touched, { capture: true });
  };
}
