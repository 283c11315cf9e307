import { lockOf, type Wish } from '../../worker/shells';

/** How often an open page asks whether there is a new version. */
const LOOK_MS = 30 * 60_000;

/** What a page has to do with new versions of itself. */
export interface Keeper {
  /** Its path, as `/floor`. */
  page: string;
  /**
   * A new version is whole on this device. `take` loads it; without that it comes with the
   * page's next start. Called once for each version.
   */
  ready(take: () => void): void;
}

/**
 * Has the worker keep this page for a time without network, and says when there is a new
 * version of it. Does nothing where there are no workers: on plain http, and in old engines.
 */
export async function keepShell({ page, ready }: Keeper): Promise<void> {
  const container = (navigator as Partial<Navigator>).serviceWorker;
  // The page of a menu is of no release itself, and says which one runs on it (`guest.js`).
  const running = document.getElementById('app')?.dataset.running;
  const entry = running || document.querySelector<HTMLScriptElement>('script[type="module"]')?.src;
  if (!container || !entry || !import.meta.env.PROD) return;
  hold(lockOf(new URL(entry, location.href).pathname));
  const registration = await container.register(workerUrl() as string, { updateViaCache: 'none' });

  const offered = new Set<ServiceWorker>();
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || offered.has(waiting)) return;
    offered.add(waiting);
    ready(() => {
      container.addEventListener('controllerchange', () => location.reload(), { once: true });
      tell(waiting, { type: 'take over' });
    });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // The first worker of all takes over by itself: there is nothing that it could disturb.
      if (installing.state === 'installed' && registration.active) offer();
    });
  });
  const look = () => void registration.update().catch(() => {});
  setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });

  const { active } = await container.ready;
  const { pathname } = location;
  if (active) tell(active, { type: 'keep', page, menu: pathname.startsWith('/m/') ? pathname : undefined });
}

function tell(worker: ServiceWorker, wish: Wish): void {
  worker.postMessage(wish);
}

/** Says to all workers, for as long as this page is open, that its version is in use. */
function hold(name: string): void {
  void (navigator as Partial<Navigator>).locks?.request(name, { mode: 'shared' }, () => new Promise(() => {}));
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): unknown };
}

/** The worker's address, as something that the content policy lets pass: its one rule gives this address only. */
function workerUrl(): unknown {
  const url = '/worker.js';
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  return types ? types.createPolicy('salver-worker', { createScriptURL: () => url }).createScriptURL('') : url;
}
