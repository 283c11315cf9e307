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
/** More would cover the page. */
const AT_ONCE = 3;
/** Of these so many may be of those that go by themselves. */
const PASSING = 2;
let next = 1;

/** The messages that are in sight, and behind them those that wait for their place; `Toasts.svelte` shows the first. */
export const toasts: ToastMessage[] = $state([]);

/** The places for them, by ID: the page's and those of open sheets. The last one, which is on top, has the messages. */
export const places: string[] = $state([]);

/** Of what goes by itself, what has its time now. */
let running: readonly number[] = [];

/**
 * Says something in passing. What needs an answer belongs in a sheet; what only offers something
 * has an `action`, and stays until it is taken or dismissed, by whoever knows what this gives.
 * None is lost for others: what has no place yet waits for one, and its time begins there.
 */
export function toast(text: string, tone: ToastMessage['tone'] = 'plain', action?: ToastAction): number {
  const id = next++;
  toasts.push({ id, text, tone, action });
  run();
  return id;
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((message) => message.id === id);
  if (index >= 0) toasts.splice(index, 1);
  run();
}

/** What is in sight: what goes by itself in its turn, and of the others the newest. */
export function inSight(): ToastMessage[] {
  const passing = passingNow();
  const offers = toasts.filter(({ action }) => action).slice(passing.length - AT_ONCE);
  return [...offers, ...passing];
}

const passingNow = () => toasts.filter(({ action }) => !action).slice(0, PASSING);

function run(): void {
  const now = passingNow().map(({ id }) => id);
  for (const id of now) if (!running.includes(id)) setTimeout(dismiss, SHOWN_MS, id);
  running = now;
}
