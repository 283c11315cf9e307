/** One short message near the top of the page. */
export interface ToastMessage {
  id: number;
  text: string;
  tone: 'plain' | 'good' | 'bad';
  /** What can be done about it. */
  action?: ToastAction | undefined;
}

export interface ToastAction {
  label: string;
  run: () => void;
}

const SHOWN_MS = 6_000;
let next = 1;

/** The messages in sight; `Toasts.svelte` shows them. */
export const toasts: ToastMessage[] = $state([]);

/** The places for them, by ID: the page's and those of open sheets. The last one, which is on top, has the messages. */
export const places: string[] = $state([]);

/**
 * Says something in passing. What needs an answer belongs in a sheet; what only offers something
 * has an `action`, and stays until it is taken or dismissed, by whoever knows what this gives.
 */
export function toast(text: string, tone: ToastMessage['tone'] = 'plain', action?: ToastAction): number {
  const id = next++;
  toasts.push({ id, text, tone, action });
  if (toasts.length > 3) toasts.splice(toasts.findIndex((message) => !message.action), 1);
  if (!action) setTimeout(() => dismiss(id), SHOWN_MS);
  return id;
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((message) => message.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
